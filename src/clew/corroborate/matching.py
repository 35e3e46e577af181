"""Which observations are of one event: one to one, in order, within seconds and with equal lengths.

Any two observations of one event are within their tolerance, agree in length (within `DURATION_S`, two handsets within
`HANDSETS_DURATION_S`), direction, words and stated ends, and come from different observers. So a chain of redials
never becomes one call. Rule of the two legs of one call in operators' records: start within 5 s, duration within 2 s.
"""

from __future__ import annotations

import numpy as np

from clew.corroborate.observed import NETWORK, SECOND, Flags, Ints, Observed, in_order

#: A handset counts from another moment than the network does, and rounds. Two handsets may each be off.
DURATION_S = 2
HANDSETS_DURATION_S = 4
#: Clocks that were set right may still differ by this: seconds are rounded, and calls are stamped at dial or answer.
TOLERANCE = 5 * SECOND
#: A message passes through a message centre.
TEXT_TOLERANCE = 10 * SECOND
#: A crowd of observations closer together than this is cut at its widest gap before it is aligned.
CROWD = 200
#: Runs longer than this are always aligned.
_STEPS = 9


def together(seen: Observed, when: Ints, tolerance: Ints) -> Ints:
    """Return a number per observation; observations of one event share it. Numbers are 0, 1, ... without gaps.

    Args:
        seen: The observations.
        when: Their times set right, microseconds.
        tolerance: How far each may be from another observation of the event; of two the larger counts.
    """
    n = len(seen)
    if n == 0:
        return np.zeros(0, np.int64)
    order = in_order(seen.key, when)
    key, at, reach = seen.key[order], when[order], tolerance[order]
    apart = np.ones(n, dtype=bool)
    apart[1:] = (key[1:] != key[:-1]) | (at[1:] - at[:-1] > np.maximum(reach[1:], reach[:-1]))
    first = np.flatnonzero(apart)
    group = np.cumsum(apart) - 1
    doubtful = _doubtful(seen, order, at, reach, first, group)
    event = group.astype(np.int64)
    _resolve(seen, order, at, reach, first, doubtful, event)
    found = np.empty(n, np.int64)
    found[order] = event
    return numbered(found)


def numbered(events: Ints) -> Ints:
    """Return the same partition, numbered by the first place of each event."""
    n = len(events)
    if not n:
        return events
    first = np.full(int(events.max()) + 1, n, np.int64)
    first[events[::-1]] = np.arange(n - 1, -1, -1)
    leads = np.zeros(n, np.int64)
    leads[first[first < n]] = 1
    return (np.cumsum(leads) - 1)[first[events]]


def _doubtful(seen: Observed, order: Ints, at: Ints, reach: Ints, first: Ints, group: Ints) -> Ints:
    """Return the runs of close observations that may be more than one event."""
    size = np.diff(np.append(first, len(order)))
    # Only rows of runs of two or more are looked at again.
    rows = np.flatnonzero((size > 1)[group])
    if not len(rows):
        return rows
    some = np.flatnonzero(size > 1)
    of, place = group[rows], order[rows]
    starts = np.flatnonzero(np.append(True, of[1:] != of[:-1]))
    bad = size > _STEPS
    bad[some] |= at[first[some] + size[some] - 1] - at[first[some]] > np.minimum.reduceat(reach[rows], starts)
    observer, duration, body = seen.observer[place], seen.duration[place], seen.body[place]
    bad[some] |= _range_above(duration, starts, -1, DURATION_S)
    bad[some] |= _range_above(body, starts, 0, 0)
    bad[some] |= _range_above(seen.direction[place], starts, 0, 0)
    bad[some] |= _range_above(seen.exact[place], starts, 0, 0)
    second = at[rows] // SECOND
    for step in range(1, int(min(size.max(), _STEPS))):
        clash = np.flatnonzero((of[step:] == of[:-step]) & (observer[step:] == observer[:-step]))
        other = clash + step
        echo = (second[clash] == second[other]) & (duration[clash] == duration[other]) & (body[clash] == body[other])
        bad[of[clash[~echo]]] = True
    return np.flatnonzero(bad)


def _range_above(values: Ints, starts: Ints, unknown: int, slack: int) -> Flags:
    """Return which runs hold known values further apart than `slack`; `unknown` is below every known value or 0."""
    none = np.zeros(len(starts), dtype=bool)
    if values.min() == values.max():
        return none
    high = np.maximum.reduceat(values, starts)
    low = np.minimum.reduceat(values, starts)
    if slack == 0 and unknown == 0 and low.min() >= 0 and np.array_equal(high, low):
        return none
    mixed = (low != high) & ((low == unknown) | (high == unknown) | (unknown == 0))
    found: Flags = high - low > slack
    if mixed.any():  # runs with unknown values among others are looked at without them
        known = values != unknown
        info = np.iinfo(np.int64)
        high = np.maximum.reduceat(np.where(known, values, info.min), starts)
        low = np.minimum.reduceat(np.where(known, values, info.max), starts)
        found = np.where(mixed, (high > low) & (high - np.minimum(low, high) > slack), found)
    return found


class _Rows:
    """The rows of the doubtful runs as plain lists, for the alignment."""

    def __init__(self, seen: Observed, order: Ints, at: Ints, reach: Ints) -> None:
        self.at: list[int] = at.tolist()
        self.reach: list[int] = reach.tolist()
        self.observer: list[int] = seen.observer[order].tolist()
        self.duration: list[int] = seen.duration[order].tolist()
        self.direction = seen.direction[order].tolist()
        self.body = seen.body[order].tolist()
        self.exact = seen.exact[order].tolist()
        self.network: list[bool] = (seen.clock[order] == NETWORK).tolist()

    def fit(self, i: int, j: int) -> bool:
        """True when two rows may be of one event."""
        return (
            abs(self.at[i] - self.at[j]) <= max(self.reach[i], self.reach[j])
            and self.observer[i] != self.observer[j]
            and self._same_length(i, j)
            and (self.direction[i] == self.direction[j] or not self.direction[i] or not self.direction[j])
            and (self.body[i] == self.body[j] or not self.body[i] or not self.body[j])
            and (self.exact[i] == self.exact[j] or not self.exact[i] or not self.exact[j])
        )

    def _same_length(self, i: int, j: int) -> bool:
        slack = DURATION_S if self.network[i] or self.network[j] else HANDSETS_DURATION_S
        return self.duration[i] < 0 or self.duration[j] < 0 or abs(self.duration[i] - self.duration[j]) <= slack

    def is_echo(self, i: int, j: int) -> bool:
        """True when one observer has the row twice: a segment of a long text, a copy of a deleted message."""
        return bool(
            self.at[i] // SECOND == self.at[j] // SECOND
            and self.duration[i] == self.duration[j]
            and self.direction[i] == self.direction[j]
            and self.body[i] == self.body[j]
            and self.exact[i] == self.exact[j]
        )


def _resolve(seen: Observed, order: Ints, at: Ints, reach: Ints, first: Ints, doubtful: Ints, event: Ints) -> None:
    """Split the doubtful runs into events; new ones are numbered above the number of runs."""
    n = len(order)
    size = np.diff(np.append(first, n))
    mine = np.zeros(len(first), dtype=bool)
    mine[doubtful] = True
    places = np.flatnonzero(np.repeat(mine, size))
    rows = _Rows(seen, order[places], at[places], reach[places])
    fresh = len(first)
    numbers = event[places].tolist()
    start = 0
    for length in size[doubtful].tolist():
        for begin, end in _pieces(rows.at, start, start + length):
            for members in align(rows, begin, end):
                for i in members:
                    numbers[i] = fresh
                fresh += 1
        start += length
    event[places] = numbers


def _pieces(at: list[int], begin: int, end: int) -> list[tuple[int, int]]:
    """Cut a crowd at its widest gaps into pieces that are quick to align."""
    pieces = []
    while end - begin > CROWD:
        middle = range(begin + CROWD // 2, begin + CROWD)
        cut = max(middle, key=lambda i: (at[i] - at[i - 1], -i))
        pieces.append((begin, cut))
        begin = cut
    return [*pieces, (begin, end)]


def align(rows: _Rows, begin: int, end: int) -> list[list[int]]:
    """Return the events among rows `begin` to `end`, which are in time order, as lists of places.

    The observers' sequences are aligned one after the other, the fullest first: as many matches as possible, of those
    the closest, and of equal ones the earliest. Order is kept, so two calls never cross.
    """
    by_observer: dict[int, list[list[int]]] = {}
    for i in range(begin, end):
        own = by_observer.setdefault(rows.observer[i], [])
        twin = next((g for g in reversed(own) if rows.is_echo(g[0], i)), None)
        if twin is None:
            own.append([i])
        else:
            twin.append(i)
    sequences = sorted(by_observer.values(), key=lambda s: (-len(s), s[0][0]))
    events = sequences[0]
    for sequence in sequences[1:]:
        events = _joined(rows, events, sequence)
    return events


def _joined(rows: _Rows, events: list[list[int]], sequence: list[list[int]]) -> list[list[int]]:
    """Join one observer's sequence to the events found so far."""
    fits = [[all(rows.fit(i, j) for i in e for j in s) for s in sequence] for e in events]
    n, m = len(events), len(sequence)
    # best[i][j]: most matches, least distance, of events[i:] with sequence[j:].
    best = [[(0, 0)] * (m + 1) for _ in range(n + 1)]
    for i in range(n - 1, -1, -1):
        for j in range(m - 1, -1, -1):
            choice = max(best[i + 1][j], best[i][j + 1])
            if fits[i][j]:
                count, cost = best[i + 1][j + 1]
                choice = max(choice, (count + 1, cost - _distance(rows, events[i], sequence[j])))
            best[i][j] = choice
    joined = []
    i = j = 0
    while i < n and j < m:
        count, cost = best[i + 1][j + 1]
        if fits[i][j] and best[i][j] == (count + 1, cost - _distance(rows, events[i], sequence[j])):
            joined.append(sorted(events[i] + sequence[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j] and (best[i][j] != best[i][j + 1] or events[i][0] < sequence[j][0]):
            joined.append(events[i])
            i += 1
        else:
            joined.append(sequence[j])
            j += 1
    joined += events[i:] + sequence[j:]
    return sorted(joined)


def _distance(rows: _Rows, event: list[int], one: list[int]) -> int:
    """Distance of two groups: microseconds between their first rows, and a second per second of length."""
    i, j = event[0], one[0]
    return abs(rows.at[i] - rows.at[j]) + SECOND * abs(rows.duration[i] - rows.duration[j])
