"""What the lines above a table state, and what they must not be taken for."""

from __future__ import annotations

import pytest

from clew.readers.engine.preamble import facts
from clew.readers.engine.profile import built_in


def _facts(*lines: str) -> dict[str, str]:
    found = facts(tuple((line,) for line in lines), built_in()["calls-generic-uk"])
    found.pop("preamble", None)
    return found


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Subject Number : 07700900123", {"subject": "07700900123"}),
        ("MSISDN: +447700900123", {"subject": "+447700900123"}),
        ("Target No = '07700 900123'", {"subject": "07700 900123"}),
        ("Call Details of Mobile No '07700900123'", {"subject": "07700900123"}),
        ("For queries telephone 0161 496 0123", {}),
        ("Telephone: 0161 496 0123", {}),
        ("Subjects: 447700900121, 447700900122", {}),
        ("Period: 02/03/2026 to 26/04/2026", {"from": "02/03/2026", "to": "26/04/2026"}),
        ("From 1 March 2026", {"from": "1 March 2026"}),
        (
            "Period : 02/03/2026 00:00:00 to 26/04/2026 23:59:59",
            {"from": "02/03/2026 00:00:00", "to": "26/04/2026 23:59:59"},
        ),
        ("Total Records : 1204", {"count": "1204"}),
        ("Times are UK local time", {"timezone": "Europe/London"}),
        ("All times in this sheet are UTC", {"timezone": "UTC"}),
        ("Times shown in GMT", {"timezone": "UTC"}),
        ("Time zone: Europe/Warsaw", {"timezone": "Europe/Warsaw"}),
        ("Network: Example Mobile", {"network": "Example Mobile"}),
        ("Sort code: 00-00-94", {"sort_code": "00-00-94"}),
        ("Account number: 39640015", {"account_number": "39640015"}),
        ("Report Produced : 29/04/2026 10:14", {}),
    ],
)
def test_facts(line: str, expected: dict[str, str]) -> None:
    assert _facts(line) == expected


def test_facts_in_two_cells_and_all_lines_are_kept() -> None:
    found = facts((("Period from", "02/03/2026", "to", "26/04/2026"), ("A title", "")), built_in()["people"])
    assert (found["from"], found["to"]) == ("02/03/2026", "26/04/2026")
    assert found["preamble"] == "Period from 02/03/2026 to 26/04/2026\nA title"
