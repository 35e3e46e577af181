"""What every test may use: a small case, and evidence files written for the test."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from neo4j_server import neo4j_server, start_neo4j

from clew.case import Case

__all__ = ["neo4j_server", "start_neo4j"]

CALLS = """CALL DATA RECORDS
Subject: 07700 900101
Period: 01/03/2026 to 31/03/2026

Call Type,A Number,B Number,Start Date,Start Time,Duration,A IMEI,A IMSI,Start Cell ID
MO,07700900101,07700900102,14/03/2026,09:00:00,00:00:30,350000000000018,001010000000001,CELL-1
MT,07700900101,07700900103,14/03/2026,09:05:00,00:01:00,350000000000018,001010000000001,CELL-1
SMS-MO,07700900101,07700900102,15/03/2026,10:00:00,,350000000000018,001010000000001,CELL-2
SMS-MO,07700900101,07700900102,15/03/2026,10:00:00,,350000000000018,001010000000001,CELL-2
MO,07700900101,07700900104,31/02/2026,11:00:00,00:00:10,350000000000018,001010000000001,CELL-2
MO,07700900101
"""

PEOPLE = """Surname,Forename,DOB,NI Number,Address,Postcode,Mobile,Vehicle Reg,Status
Sample,Adam,14/05/1990,QQ123456C,1 Example Road,ZX1 2CV,07700900102,ZX26 ABC,
Other,Eve,02/06/2011,,2 Example Road,ZX1 2CV,07700900103,,
Third,Sam,05/07/1985,QQ654321A,3 Example Road,ZX1 2CV,07700 900104,,victim
"""


@pytest.fixture
def calls_file(tmp_path: Path) -> Path:
    """A call-record CSV with a preamble, one duplicate, one impossible date and one row cut short."""
    path = tmp_path / "calls.csv"
    path.write_text(CALLS, encoding="utf-8")
    return path


@pytest.fixture
def people_file(tmp_path: Path) -> Path:
    """A people list with an adult, a child and a recorded victim."""
    path = tmp_path / "people.csv"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def new_case(tmp_path: Path) -> Callable[[str], Case]:
    """Make a case folder of a name."""

    def make(name: str = "case") -> Case:
        return Case.create(tmp_path / name, owner="DS Example")

    return make


@pytest.fixture(scope="session")
def loaded_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a case with the call records and the people list loaded and its views built; never changed."""
    home = tmp_path_factory.mktemp("loaded")
    calls, people = home / "calls.csv", home / "people.csv"
    calls.write_text(CALLS, encoding="utf-8")
    people.write_text(PEOPLE, encoding="utf-8")
    case = Case.create(home / "small", owner="DS Example")
    results = case.load([calls, people], legal_basis="comms-data", timezone="Europe/London")
    assert [r.error for r in results] == [None, None]
    case.view()
    return case.folder


@pytest.fixture
def small_case(loaded_case: Path, tmp_path: Path) -> Case:
    """A case of the test's own with the call records and the people list loaded."""
    return Case.open(shutil.copytree(loaded_case, tmp_path / "small"))
