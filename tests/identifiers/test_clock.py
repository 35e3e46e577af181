"""Local clocks agree with the zone database of the Python library, fold by fold."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.identifiers import clock

ZONES = [
    "Europe/London",
    "Europe/Warsaw",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "UTC",
]
_START = datetime(1970, 1, 1)


def micros(moment: datetime) -> int:
    return (moment - _START) // timedelta(microseconds=1)


@pytest.mark.parametrize("zone", ZONES)
@settings(max_examples=40)
@given(st.lists(st.datetimes(datetime(1991, 1, 1), datetime(2037, 12, 31)), min_size=1, max_size=30))
def test_as_the_zone_database_says(zone: str, moments: list[datetime]) -> None:
    found = clock.to_utc(np.array([micros(m) for m in moments]), zone)
    rules = ZoneInfo(zone)
    for moment, utc, ambiguous, skipped in zip(moments, *found, strict=True):
        first, second = (moment.replace(tzinfo=rules, fold=fold) for fold in (0, 1))
        assert utc == micros(first.astimezone(UTC).replace(tzinfo=None))
        there_and_back = first.astimezone(UTC).astimezone(rules).replace(tzinfo=None) == moment
        assert skipped == (not there_and_back)
        assert ambiguous == (there_and_back and first.utcoffset() != second.utcoffset())


def test_the_minutes_around_a_change() -> None:
    walls = [
        datetime(2024, 10, 27, 0, 59),
        datetime(2024, 10, 27, 1, 0),
        datetime(2024, 10, 27, 1, 59),
        datetime(2024, 10, 27, 2, 0),
    ]
    found = clock.to_utc(np.array([micros(w) for w in walls]), "Europe/London")
    assert found.ambiguous.tolist() == [False, True, True, False]


def test_no_times_at_all() -> None:
    assert len(clock.to_utc(np.zeros(0, np.int64), "Europe/London").utc) == 0
