"""Dates of birth: only what is known."""

from __future__ import annotations

from datetime import date

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers.births import birth


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("06/05/1990", "1990-05-06", "day"), ("6.5.1990", "1990-05-06", "day"), ("1990-05-06", "1990-05-06", "day"),
        ("1990-05-06 00:00:00", "1990-05-06", "day"), ("1990-05-06T00:00:00Z", "1990-05-06", "day"),
        ("6 May 1990", "1990-05-06", "day"), ("6th of May, 1990", "1990-05-06", "day"),
        ("May 6, 1990", "1990-05-06", "day"),
        ("06-MAY-1990", "1990-05-06", "day"), ("19900506", "1990-05-06", "day"), ("06051990", "1990-05-06", "day"),
        ("32999", "1990-05-06", "day"), ("32999.0", "1990-05-06", "day"), ("1990", "1990", "year"),
        ("1990.0", "1990", "year"),
        ("00/00/1990", "1990", "year"), ("1990-00-00", "1990", "year"), ("1990-05", "1990-05", "month"),
        ("05/1990", "1990-05", "month"), ("May 1990", "1990-05", "month"), ("00/05/1990", "1990-05", "month"),
        ("'06/05/1990", "1990-05-06", "day"),
    ],
)  # fmt: skip
def test_plain_dates(text: str, value: str, precision: str) -> None:
    assert birth(pa.array([text])).to_pylist() == [{"value": value, "precision": precision, "issue": None}]


@pytest.mark.parametrize(
    ("text", "value", "issue"),
    [
        ("01/01/1990", "1990", "first of January: only the year is taken"),
        ("1990-01-01", "1990", "first of January: only the year is taken"),
        ("abt 1990", "1990", "stated as approximate"),
        ("c. 1990", "1990", "stated as approximate"),
        ("1990?", "1990", "stated as approximate"),
        ("born 1990", "1990", "stated as approximate"),
        ("06/05/90", "1990-05-06", "two-digit year"),
        ("06/05/10", "2010-05-06", "two-digit year"),
        ("05/25/1990", "1990-05-25", "day and month swapped: the other order is no date"),
        ("-500", None, "spreadsheet date before 1900"),
        ("06/05/1850", None, "year of birth before 1900"),
        ("31/02/1990", None, "no such date"),
        ("unsure", None, "not a date of birth"),
        ("15", None, "not a date of birth"),
        ("", None, None),
        ("unknown", None, None),
        (None, None, None),
    ],
)
def test_what_was_inferred_or_refused_says_so(text: str | None, value: str | None, issue: str | None) -> None:
    row = birth(pa.array([text], pa.string())).to_pylist()[0]
    assert (row["value"], row["issue"]) == (value, issue)


def test_month_first_and_another_pivot() -> None:
    assert birth(pa.array(["05/06/1990"]), "mdy")["value"].to_pylist() == ["1990-05-06"]
    assert birth(pa.array(["06/05/10"]), pivot=2005)["value"].to_pylist() == ["1910-05-06"]


@given(st.dates(date(1900, 1, 2), date(2020, 12, 31)))
def test_every_way_of_writing_gives_the_same_day(day: date) -> None:
    texts = [day.isoformat(), day.strftime("%d/%m/%Y"), day.strftime("%d %B %Y"), day.strftime("%Y%m%d")]
    expected = f"{day.year}" if (day.month, day.day) == (1, 1) else day.isoformat()
    assert birth(pa.array(texts))["value"].to_pylist() == [expected] * 4


@given(st.text(st.characters(codec="utf-8"), max_size=25))
def test_no_text_is_too_odd(text: str) -> None:
    row = birth(pa.array([text])).to_pylist()[0]
    assert row["value"] is None or row["precision"] in ("year", "month", "day")
