"""How far each handset's clock was ahead of true time, from the calls it shares with others.

A pair is a call two observers have, by the same ends and of about the same length. The difference of its two times
is the clock's error, or chance. Errors of one clock agree with one another for days; chance does not. So a
difference counts when at least `AGREE` pairs within `VOTE` of it say the same, and when it fits its neighbours in time.

A clock is followed through drift, through being set right by the network, and through whole hours (a zone told
wrong, a clock change the handset missed): between two jumps the error is the running median of the pairs.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from clew.corroborate.matching import DURATION_S, TEXT_TOLERANCE, TOLERANCE
from clew.corroborate.observed import DAY, NETWORK, SECOND, Flags, Ints, Observed, dense, in_order

#: Zones reach from -12 to +14 hours, and a clock may be wrong besides.
REACH = 14 * 3600 * SECOND + 1800 * SECOND
#: Observations with more possible partners than this tell nothing.
CROWD = 12
#: Pairs that must say the same, within so many days, to within a bin.
AGREE = 3
VOTE = 10 * DAY
BIN = 6 * SECOND
#: A step this large between neighbouring pairs is a jump; quartz drifts by less than 2 s a day.
JUMP = 15 * SECOND
DRIFT_PER_DAY = 2 * SECOND
#: An untidy clock widens its tolerance to three times its spread, at most to this.
WIDEST = 15 * SECOND
_SMOOTH = np.arange(-3, 4)


@dataclass(frozen=True, slots=True)
class Clocks:
    """What was found of the clocks.

    The first group has one row per observation; the second one row per stretch of a clock between two jumps, by
    clock and time.
    """

    skew: Ints  # microseconds the clock was ahead of true time; 0 where it is not known
    other: Ints  # the skew on the other side of the next jump; equals `skew` away from jumps
    tolerance: Ints

    clock: Ints
    since: Ints  # true time of the first and last pair
    until: Ints
    median: Ints  # of the differences, microseconds
    spread: Ints  # standard deviation by the median absolute deviation, microseconds
    pairs: Ints
    reference: Ints  # the clock a stretch was measured by where no network's was at hand; `NETWORK` otherwise


def estimate(seen: Observed) -> Clocks:
    """Return how each clock ran. Networks are right; without one, the fullest of several handsets is the measure.

    Args:
        seen: The observations, quickest when they are in order of key and time.
    """
    n = len(seen)
    clock, clocks = dense(seen.clock)
    networks = np.flatnonzero(clocks == NETWORK)
    settled = np.isin(np.arange(len(clocks)), networks)
    reference = np.full(len(clocks), NETWORK, np.int64)
    when = seen.time.copy()
    useful = ~seen.late & (seen.text | (seen.duration > 0))
    picks: list[Ints] = []
    while not settled.all():
        found = _pairs(seen, when, clock, useful, settled)
        new = np.unique(found[0]) if len(found[0]) else found[0]
        if not len(new):
            roots = _roots(seen.key, clock, settled)
            if not len(roots):
                break
            settled[roots[:, 0]] = True
            reference[roots[:, 1]] = clocks[roots[:, 0]]
            continue
        own = np.stack(found)
        picks.append(own)
        settled[new] = True
        if settled.all():
            break
        # Those just set right measure others in the next round.
        mine = np.isin(clock, new)
        skew, _ = _applied(own, clock[mine], seen.time[mine])
        when[mine] = seen.time[mine] - skew
    picked = np.concatenate(picks, axis=1) if picks else np.zeros((3, 0), np.int64)
    picked = picked[:, in_order(picked[0], picked[1])]
    skew, other = np.zeros(n, np.int64), np.zeros(n, np.int64)
    tolerance = np.where(seen.text, TEXT_TOLERANCE, TOLERANCE)
    _, first, last = _stretches(picked)
    median, spread = _facts(picked, first, last)
    if picked.shape[1]:
        mine = np.isin(clock, np.unique(picked[0]))
        skew[mine], other[mine] = _applied(picked, clock[mine], seen.time[mine])
        widest = np.zeros(len(clocks), np.int64)
        np.maximum.at(widest, picked[0][first], spread)
        tolerance = np.maximum(tolerance, np.minimum(3 * widest[clock], WIDEST))
    return Clocks(
        skew, other, tolerance, clocks[picked[0][first]], picked[1][first], picked[1][last], median, spread,
        last - first + 1, reference[picked[0][first]],
    )  # fmt: skip


def _pairs(seen: Observed, when: Ints, clock: Ints, useful: Flags, settled: Flags) -> tuple[Ints, Ints, Ints]:
    """Return clock, true time and difference of the pairs that agree, by clock and time."""
    right = settled[clock]
    to, of = np.flatnonzero(useful & right), np.flatnonzero(useful & ~right)
    at, by = _near(seen, when, to, of)
    ahead = when[at] - when[by]
    keep = (seen.key[at] == seen.key[by]) & (np.abs(ahead) <= REACH) & (seen.observer[at] != seen.observer[by])
    keep &= np.abs(seen.duration[at] - seen.duration[by]) <= DURATION_S
    for column in (seen.direction, seen.body, seen.exact):
        keep &= (column[at] == column[by]) | (column[at] == 0) | (column[by] == 0)
    at, by, ahead = at[keep], by[keep], ahead[keep]
    return _agreeing(clock[at], at, when[by], ahead)


def _near(seen: Observed, when: Ints, to: Ints, of: Ints) -> tuple[Ints, Ints]:
    """Return places of observations and of settled ones that may be the same call, within `REACH`.

    Ends, class of length and time are packed into one integer; what little space joins is sorted out by the caller.
    """
    none = np.zeros(0, np.int64)
    if not len(to) or not len(of):
        return none, none
    start = min(int(when[to].min()), int(when[of].min())) - REACH
    span = max(int(when[to].max()), int(when[of].max())) + REACH - start
    unit = max(SECOND, span >> 34)
    key, _ = dense(seen.key)
    bits = int(span // unit).bit_length()
    spare = 62 - bits - int(key.max()).bit_length()
    if spare < 0:
        key, spare = key & ((1 << (62 - bits)) - 1), 0
    # Lengths are rounded by one and cut by the other: four seconds are one class.
    mixed = (key << spare) | ((seen.duration // 4) & ((1 << spare) - 1))
    have, ask = (((mixed[x] << bits) | ((when[x] - start) // unit)) for x in (to, of))
    settled, order = np.argsort(have, kind="stable"), np.argsort(ask, kind="stable")
    have, ask = have[settled], ask[order]
    low = np.searchsorted(have, ask - REACH // unit)
    many = np.searchsorted(have, ask + REACH // unit, side="right") - low
    fine = (many > 0) & (many <= CROWD)
    low, many, order = low[fine], many[fine], order[fine]
    step = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
    return of[np.repeat(order, many)], to[settled[np.repeat(low, many) + step]]


def _agreeing(clock: Ints, at: Ints, true: Ints, ahead: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the pairs that enough others of the clock agree with, one per observation, by clock and time."""
    votes = np.zeros(len(at), np.int64)
    for shift in (0, BIN // 2):
        votes = np.maximum(votes, _votes(clock, (ahead + shift) // BIN, true))
    keep = votes >= AGREE
    clock, at, true, ahead, votes = clock[keep], at[keep], true[keep], ahead[keep], votes[keep]
    best = _best(at, votes, ahead)
    best = best[in_order(clock[best], true[best])]
    clock, true, ahead, votes = clock[best], true[best], ahead[best], votes[best]
    for _ in range(2):
        fits = _fit_neighbours(clock, true, ahead, votes)
        clock, true, ahead, votes = clock[fits], true[fits], ahead[fits], votes[fits]
    return clock, true, ahead


def _best(at: Ints, votes: Ints, ahead: Ints) -> Ints:
    """Return the place of the most agreed pair of each observation, the smallest error of equals; `at` is in groups."""
    if not len(at):
        return at
    starts = np.flatnonzero(np.append(True, at[1:] != at[:-1]))
    score = _score(votes, ahead)
    top = np.maximum.reduceat(score, starts)
    hits = np.flatnonzero(score == np.repeat(top, np.diff(np.append(starts, len(at)))))
    return np.asarray(hits[np.append(True, at[hits][1:] != at[hits][:-1])])


def _votes(clock: Ints, level: Ints, true: Ints) -> Ints:
    """Return how many pairs of the clock have the same level within `VOTE` (the pair itself among them)."""
    if not len(clock):
        return clock
    groups = clock * (2 * REACH // BIN + 4) + level - level.min()
    hours = (true - true.min()) // (3600 * SECOND) + VOTE // (3600 * SECOND)
    wide = VOTE // (3600 * SECOND)
    packed = groups * (int(hours.max()) + 2 * wide + 1) + hours
    order = np.argsort(packed)
    have = packed[order]
    votes = np.empty(len(packed), np.int64)
    votes[order] = np.searchsorted(have, have + wide, side="right") - np.searchsorted(have, have - wide)
    return votes


def _fit_neighbours(clock: Ints, true: Ints, ahead: Ints, votes: Ints) -> Flags:
    """Return which pairs fit their four neighbours in time on either side, drift allowed for.

    At least two must agree. Where two readings of a clock alternate, as redials of which each side lacks one would make
    it seem, that is no clock being put right again and again: the reading fewer pairs have, or the larger one, goes.
    """
    before, after = np.zeros(len(clock), np.int64), np.zeros(len(clock), np.int64)
    beaten = np.zeros(len(clock), dtype=bool)
    score = _score(votes, ahead)
    for step in range(1, min(5, len(clock))):
        neighbours = clock[step:] == clock[:-step]
        near = np.abs(ahead[step:] - ahead[:-step]) <= _allowed(true[step:] - true[:-step])
        before[step:] += neighbours & near
        after[:-step] += neighbours & near
        beaten[step:] |= neighbours & ~near & (score[:-step] > score[step:])
        beaten[:-step] |= neighbours & ~near & (score[step:] > score[:-step])
    return np.asarray((before + after >= AGREE - 1) & (~beaten | (np.maximum(before, after) >= AGREE)))


def _score(votes: Ints, ahead: Ints) -> Ints:
    """Return one integer by which pairs are ranked: more votes first, then the smaller error."""
    return (votes << 37) - np.abs(ahead)


def _allowed(apart: Ints) -> Ints:
    """Return how far the differences of two pairs may lie from one another without a jump between them."""
    return JUMP + np.minimum(apart, 20 * DAY) // DAY * DRIFT_PER_DAY


def _stretches(picked: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the stretch of each pair, and first and last pair of each stretch: same clock, no jump."""
    clock, true, ahead = picked
    n = len(clock)
    if not n:
        return clock, clock, clock
    new = np.ones(n, dtype=bool)
    new[1:] = (clock[1:] != clock[:-1]) | (np.abs(np.diff(ahead)) > _allowed(np.diff(true)))
    first = np.flatnonzero(new)
    return np.cumsum(new) - 1, first, np.append(first[1:], n) - 1


def _smooth(picked: Ints) -> Ints:
    """Return the running median of seven differences within each stretch."""
    stretch, first, last = _stretches(picked)
    places = np.arange(len(stretch))[:, None] + _SMOOTH
    places = np.clip(places, first[stretch][:, None], last[stretch][:, None])
    return np.partition(picked[2][places], 3, axis=1)[:, 3]


def _facts(picked: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Return the median difference of each stretch and the spread around its running median."""
    if not len(first):
        return first, first
    stretch = np.repeat(np.arange(len(first)), last - first + 1)
    middle = (first + last) // 2
    off = np.abs(picked[2] - _smooth(picked))
    median, spread = (values[np.lexsort((values, stretch))][middle] for values in (picked[2], off))
    return median, (1.4826 * spread).astype(np.int64)


def _applied(picked: Ints, clock: Ints, time: Ints) -> tuple[Ints, Ints]:
    """Return the skew of the pair nearest in time to each observation, and that of the pair on its other side."""
    smooth = _smooth(picked)
    # By the clock's own time, as the observations have it. A clock put back shows some time twice.
    shown = picked[1] + smooth
    base = min(int(shown.min()), int(time.min()))
    width = max(int(shown.max()), int(time.max())) - base + 1
    order = in_order(picked[0], shown)
    have_clock, have = picked[0][order], shown[order]
    place = _search(have_clock, have - base, clock, time - base, width)
    n = len(have)
    before, after = np.clip(place - 1, 0, n - 1), np.clip(place, 0, n - 1)
    before = np.where((place > 0) & (have_clock[before] == clock), before, after)
    after = np.where((place < n) & (have_clock[after] == clock), after, before)
    near_after = np.abs(have[after] - time) < np.abs(time - have[before])
    left, right = smooth[order][before], smooth[order][after]
    return np.where(near_after, right, left), np.where(near_after, left, right)


def _search(have_clock: Ints, have: Ints, clock: Ints, time: Ints, width: int) -> Ints:
    """Return where each (clock, time) stands among sorted ones."""
    unit = 1
    while (int(max(have_clock.max(), clock.max())) + 1) * (width // unit + 1) >= 1 << 62:
        unit *= 2
    wide = width // unit + 1
    return np.searchsorted(have_clock * wide + have // unit, clock * wide + time // unit)


def _roots(key: Ints, clock: Ints, settled: Flags) -> Ints:
    """Return, for each group of unsettled clocks that share ends, the fullest as root, beside every member."""
    open_ = np.flatnonzero(~settled[clock])
    if not len(open_):
        return np.zeros((0, 2), np.int64)
    keys, _ = dense(key[open_])
    clocks, names = dense(clock[open_])
    size = len(names) + int(keys.max()) + 1
    joined = coo_array((np.ones(len(keys), np.int8), (clocks, keys + len(names))), shape=(size, size))
    _, part = connected_components(joined, directed=False)
    count = np.bincount(clocks)
    part = part[: len(names)]
    order = np.lexsort((np.arange(len(names)), -count, part))
    leads = np.ones(len(order), dtype=bool)
    leads[1:] = part[order][1:] != part[order][:-1]
    lead = dict(zip(part[order][leads].tolist(), names[order][leads].tolist(), strict=True))
    return np.array([(lead[p], c) for p, c in zip(part.tolist(), names.tolist(), strict=True)], np.int64)
