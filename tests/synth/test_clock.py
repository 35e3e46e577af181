"""Local clocks: the spring night that has no 01:30, the autumn night that has it twice."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clew.synth.clock import day_start, show, show_duration, to_local, to_utc


def test_summer_time_starts_on_29_march_2026() -> None:
    utc = np.array([day_start("2026-03-29") + 3599, day_start("2026-03-29") + 3600])
    assert show(to_local(utc), "%H:%M:%S").tolist() == ["00:59:59", "02:00:00"]


def test_the_repeated_autumn_hour_is_read_as_its_first_pass() -> None:
    local = np.array([day_start("2026-10-25") + 5400])
    assert show(to_utc(local), "%H:%M").tolist() == ["00:30"]


@given(st.lists(st.integers(day_start("2026-02-01"), day_start("2026-10-01")), max_size=30))
def test_there_and_back_again(seconds: list[int]) -> None:
    utc = np.array(seconds, dtype=np.int64)
    assert to_utc(to_local(utc)).tolist() == seconds


def test_duration() -> None:
    assert show_duration(np.array([0, 59, 3661])).tolist() == ["00:00:00", "00:00:59", "01:01:01"]
