"""Sliding windows, against the plain definition."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clew.detectors.sliding import crowded, dense_spans, most_in

ROWS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 5)), max_size=30).map(sorted)


@given(ROWS, st.integers(0, 20), st.integers(1, 4))
def test_spans_cover_exactly_the_windows_with_enough_distinct_values(
    rows: list[tuple[int, int]], width: int, least: int
) -> None:
    times, values = (np.array([r[i] for r in rows], dtype=np.int64) for i in (0, 1))
    inside = np.zeros(len(rows), dtype=bool)
    for end in range(len(rows)):
        window = (times >= times[end] - width) & (np.arange(len(rows)) <= end)
        if len(set(values[window].tolist())) >= least:
            inside |= window
    spans = list(dense_spans(times, values, width, least))
    covered = np.zeros(len(rows), dtype=bool)
    for first, last, most in spans:
        covered[first : last + 1] = True
        assert most >= least
    assert covered.tolist() == inside.tolist()
    assert all(a[1] < b[0] for a, b in pairwise(spans))


@given(ROWS, st.integers(0, 20), st.integers(1, 4))
def test_the_sieve_never_loses_a_row_of_a_dense_window(rows: list[tuple[int, int]], width: int, least: int) -> None:
    times, values = (np.array([r[i] for r in rows], dtype=np.int64) for i in (0, 1))
    marked = crowded(np.zeros(len(rows), dtype=np.int64), times, width, least)
    for first, last, _ in dense_spans(times, values, width, least):
        assert marked[first : last + 1].all()


def test_groups_do_not_run_into_one_another() -> None:
    groups, times = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 2])
    assert not crowded(groups, times, 10, 3).any()


@given(st.lists(st.integers(0, 50), max_size=20), st.integers(1, 20))
def test_most_days_in_a_window(days: list[int], width: int) -> None:
    plain = max((len({d for d in days if s <= d < s + width}) for s in days), default=0)
    assert most_in(np.array(days, dtype=np.int64), width) == plain
