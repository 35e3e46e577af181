"""Observations as parallel arrays: what each exhibit saw, by its own clock."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

SECOND = 1_000_000
DAY = 86_400 * SECOND

#: `clock` of a record that a network stamped: the reference others are measured against.
NETWORK = -1


@dataclass(frozen=True, slots=True)
class Observed:
    """One row per observation, in the order that breaks ties: give them sorted by record id.

    Args:
        time: Microseconds UTC, as the observer's clock had it.
        key: The two ends without order, and the kind of event: only equal keys can be one event.
        observer: Who saw it (an extraction, the bill of one number). One observer sees an event once.
        clock: The clock that stamped it, `NETWORK` for a network's.
        duration: Whole seconds, -1 when not known; messages have none.
        direction: 1 or 2, which end began it; 0 when not known.
        text: A message.
        late: A message stamped at its receipt, which may lag.
        body: Hash of a message's words, 0 when the exhibit has none.
        exact: Hash of the two ends where both are stated; 0 where one is a telephone with several numbers.
    """

    time: Ints
    key: Ints
    observer: Ints
    clock: Ints
    duration: Ints
    direction: Ints
    text: Flags
    late: Flags
    body: Ints
    exact: Ints

    def __len__(self) -> int:
        return len(self.time)

    def take(self, at: Ints | Flags) -> Observed:
        """Return the observations at these places."""
        return Observed(*(getattr(self, f.name)[at] for f in fields(self)))


def dense(values: Ints) -> tuple[Ints, Ints]:
    """Return each value's place among the distinct ones, and these."""
    if not len(values):
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low > 4 * len(values):
        names, back = np.unique(values, return_inverse=True)
        return back.astype(np.int64), names
    there = np.bincount(values - low) > 0
    return (np.cumsum(there) - 1)[values - low], np.flatnonzero(there) + low


def in_order(key: Ints, time: Ints) -> Ints:
    """Return the order by key, then time to the millisecond, then place.

    Sorting integers is several times faster than sorting places by integers: key, time and place are packed into one
    as far as they fit, and what had to be cut off is put right by a sort of the nearly sorted rest.
    """
    n = len(key)
    if not n:
        return np.zeros(0, np.int64)
    low, since = key - key.min(), (time - time.min()) // 1000
    bits, place = int(since.max()).bit_length(), n.bit_length()
    total = int(low.max()).bit_length() + bits
    if total > 62 or place > 40:
        return np.lexsort((time, key)).astype(np.int64)
    packed = (low << bits) | since
    cut = max(0, total + place - 62)
    order = np.sort(((packed >> cut) << place) | np.arange(n)) & ((1 << place) - 1)
    return order[np.argsort(packed[order], kind="stable")] if cut else order
