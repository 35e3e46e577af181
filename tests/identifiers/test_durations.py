"""Durations as call records write them."""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers.durations import durations


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("00:01:15", 75), ("0:01:15", 75), ("1:15", 75), ("01:15", 75), ("75", 75), ("75.0", 75), ("0", 0),
        ("00:00:00", 0),
        ("1h 2m 3s", 3723), ("1 hr 2 min 3 sec", 3723), ("2 hours", 7200), ("75 seconds", 75), ("1m15s", 75),
        ("90 sec", 90),
        ("PT1M15S", 75), ("1,234", 1234), ("26:00:00", 93_600), ("1899-12-30 00:01:15", 75),
        ("1900-01-01 01:00:00", 176_400),
        ("'00:01:15", 75),
    ],
)  # fmt: skip
def test_whole_seconds(text: str, seconds: int) -> None:
    assert durations(pa.array([text])).to_pylist() == [{"value": seconds, "issue": None}]


@pytest.mark.parametrize(
    ("text", "seconds", "issue"),
    [
        ("0:00:07.1234567", 7, "fraction of a second rounded"),
        ("12.6", 13, "fraction of a second rounded"),
        ("0.000868055555555556", 75, "read as a fraction of a day"),
        ("-5", None, "negative duration"),
        ("00:61:00", None, "not a duration"),
        ("1:75", None, "not a duration"),
        ("2024-06-24 00:01:15", None, "not a duration"),
        ("a while", None, "not a duration"),
        ("", None, None),
        ("n/a", None, None),
        (None, None, None),
    ],
)
def test_what_was_rounded_or_refused_says_so(text: str | None, seconds: int | None, issue: str | None) -> None:
    assert durations(pa.array([text], pa.string())).to_pylist() == [{"value": seconds, "issue": issue}]


@given(st.integers(0, 400_000))
def test_every_way_of_writing_gives_the_same_seconds(seconds: int) -> None:
    hours, rest = divmod(seconds, 3600)
    texts = [str(seconds), f"{hours:02d}:{rest // 60:02d}:{rest % 60:02d}", f"{hours}h {rest // 60}m {rest % 60}s"]
    assert durations(pa.array(texts))["value"].to_pylist() == [seconds] * 3


def test_a_damaged_database_may_hold_a_duration_no_column_holds() -> None:
    texts = ["9223372036854775808", "9" * 400, "9" * 5000 + ":00:00", "72"]
    assert durations(pa.array(texts)).to_pylist() == [
        {"value": None, "issue": "longer than a duration can be"},
        {"value": None, "issue": "not a duration"},
        {"value": None, "issue": "not a duration"},
        {"value": 72, "issue": None},
    ]
