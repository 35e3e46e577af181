"""Messages that reached their recipient late: joined by their words, and only where there is no choice."""

from __future__ import annotations

import numpy as np

from clew.corroborate.observed import SECOND, Ints, Observed

#: A message centre tries for about two days (3GPP TS 23.040 leaves the validity period to operators; 48 h is usual).
LAG = 48 * 3600 * SECOND


def join(seen: Observed, when: Ints, event: Ints) -> Ints:
    """Return the events with sent and received halves of one message joined.

    A half sent and a half received are one message when ends, direction and words are equal, receipt follows within
    `LAG`, and neither has another candidate: of two equal texts an hour apart with one receipt, none is joined.

    Args:
        seen: The observations.
        when: Their times set right.
        event: Event of each, as `together` returns them.
    """
    worded = np.flatnonzero(seen.text & (seen.body != 0) & (seen.direction != 0))
    if not len(worded):
        return event
    names, back = np.unique(event[worded], return_inverse=True)
    sent, late = (np.zeros(len(names), dtype=bool) for _ in range(2))
    np.logical_or.at(sent, back, ~seen.late[worded])
    np.logical_or.at(late, back, seen.late[worded])
    half = np.flatnonzero(sent != late)
    if not len(half):
        return event
    _, first = np.unique(back, return_index=True)
    row = worded[first[half]]
    at = np.full(len(names), np.iinfo(np.int64).max)
    np.minimum.at(at, back, when[worded])
    at, is_late, name = at[half], late[half], names[half]
    order = np.lexsort((is_late, at, seen.body[row], seen.direction[row], seen.key[row]))
    row, at, is_late, name = row[order], at[order], is_late[order], name[order]
    same = np.ones(len(row) - 1, dtype=bool)
    for column in (seen.key, seen.direction, seen.body):
        same &= column[row[1:]] == column[row[:-1]]
    near = same & (np.diff(at) <= LAG)
    pair = near & ~is_late[:-1] & is_late[1:]
    # Another half before or after that would fit as well leaves the choice open.
    pair[1:] &= ~(same[:-1] & ~is_late[:-2] & (at[2:] - at[:-2] <= LAG))
    pair[:-1] &= ~(same[1:] & is_late[2:] & (at[2:] - at[:-2] <= LAG))
    return _united(seen, event, name[:-1][pair], name[1:][pair])


def _united(seen: Observed, event: Ints, left: Ints, right: Ints) -> Ints:
    """Join pairs of events, unless one observer is in both or their stated ends differ."""
    if not len(left):
        return event
    order = np.argsort(event, kind="stable")
    bounds = np.searchsorted(event[order], np.stack([left, left + 1, right, right + 1]))
    new = event.copy()
    for a0, a1, b0, b1 in bounds.T.tolist():
        a, b = order[a0:a1], order[b0:b1]
        ends = {*seen.exact[a].tolist(), *seen.exact[b].tolist()} - {0}
        if len(ends) <= 1 and not {*seen.observer[a].tolist()} & {*seen.observer[b].tolist()}:
            new[b] = event[a[0]]
    return new
