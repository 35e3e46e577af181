"""Exact duplicates are found across batches and nothing else is."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clew.ledger.seen import SeenRows


@given(st.lists(st.lists(st.integers(0, 12), max_size=30), max_size=6))
def test_duplicates_equal_a_set_of_earlier_rows(batches: list[list[int]]) -> None:
    rows = SeenRows()
    known: set[int] = set()
    for batch in batches:
        expected = []
        for value in batch:
            expected.append(value in known)
            known.add(value)
        first = np.array(batch, dtype=np.uint64)
        assert rows.duplicates(first, first * np.uint64(7)).tolist() == expected


def test_rows_that_share_only_one_hash_are_kept() -> None:
    rows = SeenRows()
    first = np.array([1, 1, 2], dtype=np.uint64)
    assert rows.duplicates(first, np.array([5, 6, 5], dtype=np.uint64)).tolist() == [False, False, False]
