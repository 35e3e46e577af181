"""From observations to events: set the clocks right, match one to one, join late messages."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clew.corroborate import lagging
from clew.corroborate.clocks import Clocks, estimate
from clew.corroborate.matching import numbered, together
from clew.corroborate.observed import SECOND, Ints, Observed, dense, in_order


@dataclass(frozen=True, slots=True)
class Corroborated:
    """The event of each observation (0, 1, ... by first place), the skew taken off its time, and the clocks."""

    event: Ints
    skew: Ints  # microseconds
    clocks: Clocks


def corroborate(given: Observed) -> Corroborated:
    """Find which observations are of one event.

    Args:
        given: The observations, in the order that breaks ties.
    """
    # Everything below walks along keys and times: in that order it stays within the processor's caches.
    given = replace(given, key=dense(given.key)[0])
    order = in_order(given.key, given.time)
    seen = given.take(order)
    clocks = estimate(seen)
    skew = clocks.skew.copy()
    event = together(seen, seen.time - skew, clocks.tolerance)
    # Between the last pair before a jump and the first after it either skew may hold: try the other one.
    alone = np.bincount(event, minlength=1)[event] == 1
    retry = alone & (np.abs(clocks.other - clocks.skew) > 2 * SECOND)
    if retry.any():
        rows = np.flatnonzero(np.isin(seen.key, seen.key[retry]))
        skew[retry] = clocks.other[retry]
        again = together(seen.take(rows), (seen.time - skew)[rows], clocks.tolerance[rows])
        event[rows] = again + len(seen)
        still = retry & (np.bincount(event)[event] == 1)
        skew[still] = clocks.skew[still]
    event = lagging.join(seen, seen.time - skew, numbered(event))
    found, taken = np.empty(len(order), np.int64), np.empty(len(order), np.int64)
    found[order], taken[order] = event, skew
    return Corroborated(numbered(found), taken, clocks)
