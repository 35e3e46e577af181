"""Sliding windows over sorted times: where many distinct things fall into a short while."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


def crowded(groups: Ints, times: Ints, width: int, rows_min: int) -> NDArray[np.bool_]:
    """Mark the rows that lie in some window of `width` holding at least `rows_min` rows of their group.

    A cheap sieve before the exact count of distinct values. Rows are sorted by group, then time.

    Args:
        groups: Group code of each row.
        times: Time of each row, any integer unit.
        width: Window, same unit, both ends included.
        rows_min: Rows a window needs, at least 1.
    """
    marked = np.zeros(len(times), dtype=bool)
    reach = rows_min - 1
    if len(times) <= reach:
        return marked
    first = np.arange(len(times) - reach)
    hit = first[(groups[first] == groups[first + reach]) & (times[first + reach] - times[first] <= width)]
    edges = np.zeros(len(times) + 1, dtype=np.int64)
    np.add.at(edges, hit, 1)
    np.add.at(edges, hit + reach + 1, -1)
    return np.cumsum(edges[:-1]) > 0


def dense_spans(times: Ints, values: Ints, width: int, distinct_min: int) -> Iterator[tuple[int, int, int]]:
    """Yield spans in which some window of `width` holds at least `distinct_min` distinct values.

    Overlapping windows are joined into one span. Times are sorted.

    Returns:
        First row, last row (included) and the largest number of distinct values in one window of the span.
    """
    counts: Counter[int] = Counter()
    left = 0
    span: tuple[int, int, int] | None = None
    for right in range(len(times)):
        counts[int(values[right])] += 1
        while times[right] - times[left] > width:
            gone = int(values[left])
            counts[gone] -= 1
            if counts[gone] == 0:
                del counts[gone]
            left += 1
        if len(counts) < distinct_min:
            continue
        if span is not None and left <= span[1]:
            span = (span[0], right, max(span[2], len(counts)))
        else:
            if span is not None:
                yield span
            span = (left, right, len(counts))
    if span is not None:
        yield span


def most_in(days: Ints, width_days: int) -> int:
    """Return the largest number of distinct days inside any `width_days` consecutive days."""
    distinct = np.unique(days)
    if len(distinct) == 0:
        return 0
    upto = np.searchsorted(distinct, distinct + width_days, side="left")
    return int((upto - np.arange(len(distinct))).max())
