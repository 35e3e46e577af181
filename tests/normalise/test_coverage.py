"""Which periods are held."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from clew.normalise.coverage import event_kinds


def test_periods_of_numbers_accounts_and_plates(run, records):
    result = run(
        "coverage", subject=["07700900001", "00-00-11 12345678", "zx26 abc"], from_=["01/06/2024"] * 3,
        to=["30/06/2024", "30/06/2024 12:00", ""], kinds=["calls and texts", "bank statements", "ANPR reads"],
        network=["Northlight", "", ""],
    )  # fmt: skip

    rows = records(result, "coverage")
    assert [(r["subject_kind"], r["subject"], r["event_kinds"]) for r in rows] == [
        ("phone", "+447700900001", "call,message"), ("account", "000011 12345678", "payment"),
        ("vehicle", "ZX26ABC", "sighting"),
    ]  # fmt: skip
    assert {r["from_utc"] for r in rows} == {datetime(2024, 5, 31, 23, tzinfo=UTC)}
    assert [r.get("to_utc") for r in rows] == [
        datetime(2024, 6, 30, 23, tzinfo=UTC), datetime(2024, 6, 30, 11, tzinfo=UTC), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("", "call,message"),
        ("Voice, SMS & GPRS", "call,data,message"),
        ("CDR", "call,data,message"),
        ("zork", "call,message"),
    ],
)
def test_words_for_kinds_of_records(words, kinds):
    assert event_kinds(words) == kinds


def test_coverage_of_nothing_is_set_aside(run):
    result = run("coverage", subject=["", "07700900001"], from_=["01/06/2024", ""], to=["", ""])

    assert result.set_aside.num_rows == 2
