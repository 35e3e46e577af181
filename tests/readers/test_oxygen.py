"""Oxygen workbooks as far as they are known, and its XML, which is counted and not read."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clew.readers.oxygen import lines
from clew.readers.reader import Source
from clew.readers.recognise import choose
from clew.synth.devices.oxygen import sheets, write_xls, write_xlsx
from clew.synth.devices.telephone import Telephone, invented_telephone

A, B = "+447700900123", "+447700900124"


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


@pytest.mark.parametrize("form", ["xlsx", "xls"])
def test_a_whole_telephone_comes_back(new_case, tmp_path: Path, telephone: Telephone, form: str) -> None:
    path = tmp_path / f"report.{form}"
    {"xlsx": write_xlsx, "xls": write_xls}[form](telephone, path)
    assert choose(Source(path)).name == "oxygen-sheets"
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="America/New_York")
    assert result.error is None
    for part in result.exhibit.parts:
        assert part.read == part.kept + part.duplicate + part.set_aside
    events = case.view().sql("SELECT * FROM events").to_pylist()
    services = {"app": "whatsapp", "voice": "voice", "sms": "sms"}
    assert Counter(
        (e["start_utc"], e["duration_s"], e["direction"], services[e["service"]])
        for e in events
        if e["event_kind"] == "call"
    ) == Counter(
        (
            datetime.fromtimestamp(c.start_utc, UTC),
            c.duration_s,
            "out" if c.outgoing else c.outcome.replace("answered", "in"),
            c.service,
        )
        for c in telephone.calls
    )
    assert Counter(
        (e["start_utc"], e["text"], e["direction"], services[e["service"]], e["b_kind"] == "group")
        for e in events
        if e["event_kind"] == "message"
    ) == Counter(
        (datetime.fromtimestamp(m.start_utc, UTC), m.text, "out" if m.outgoing else "in", m.service, m.group >= 0)
        for m in telephone.messages
    )


def test_every_cell_stays_in_the_row_and_other_sheets_are_named(read, tmp_path: Path, telephone: Telephone) -> None:
    write_xlsx(telephone, tmp_path / "report.xlsx")
    parts = read(tmp_path / "report.xlsx")
    calls = next(p for p in parts if p.part.name == "Calls")
    assert calls.rows[0]["raw"].split("\x1f")[:-1] == sheets(telephone)["Calls"][1]
    assert calls.part.meta == {"timezone": "UTC"}
    assert parts[-1].part.tally.warnings == [
        "sheet 'Web browsers' (2 rows) was not read: Clew does not know its columns"
    ]


def test_contacts_of_many_lines(read, tmp_path: Path) -> None:
    cells = [
        "First name: Sam\nLast name: Example\nNickname: Sammy",
        f"Mobile: {A}\nHome: {B}\nEmail: sam@example.org",
        "Telegram ID: 1001\nInstagram username: sam.example\nhttps://example.org/",
    ]
    text = 'Contact,Phones & Emails,Internet\n"' + '","'.join(cells) + '"\n'
    (found,) = read(text, "contacts.csv")
    (row,) = found.rows
    assert (row["display_name"], row["phone"], row["email"]) == ("Sam Example", f"{A}\n{B}", "sam@example.org")
    assert row["messaging"] == "telegram:1001\ninstagram:sam.example"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Device owner", "(owner)"),
        (f"Sam Example\nMobile: {A}", f"{A} Sam Example"),
        (A, A),
        ("Sam Example", "Sam Example"),
        (f"{A}\n{B}", f"{A}\n{B}"),
        ("Telegram ID: 1001\nNickname: Sam", "1001 Sam"),
        ("", ""),
    ],
)
def test_who_a_cell_names(cell: str, expected: str) -> None:
    assert lines.party(cell) == expected


def test_xml_is_counted_and_said_to_be_unread(read_one) -> None:
    found = read_one('<?xml version="1.0"?><OxygenReport><Call a="1"/><Call a="2"/></OxygenReport>', "report.xml")
    assert found.rows == []
    unread, counted = found.part.tally.warnings
    assert "nothing of it was read" in unread
    assert counted == "elements in the file: 2 Call, 1 OxygenReport"
