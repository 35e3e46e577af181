"""Calls and texts of many telephones as networks and handsets would record them, by clocks that go wrong, with truth.

Clocks drift, are set right by the network, stand in a wrong zone, and miss the October clock change for days. Every
draw comes from `Dice`, so a seed gives the same telephones on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clew.corroborate.observed import NETWORK, SECOND, Flags, Ints, Observed
from clew.synth.devices.telephone import Telephone
from clew.synth.dice import Dice, Floats

#: 2026-09-01 00:00 UTC; the clocks go back on 2026-10-25 at 01:00 UTC.
FIRST = 1_788_220_800
DAYS = 91
OCTOBER = FIRST + 54 * 86_400 + 3600


@dataclass(frozen=True, slots=True)
class Generated:
    """Observations in no particular order, the true event of each and how fast its clock truly was, microseconds."""

    seen: Observed
    event: Ints
    ahead: Ints


def set_clock(telephone: Telephone, ahead_s: int) -> Telephone:
    """Return the telephone as it would be with its clock that many seconds ahead."""
    return replace(
        telephone,
        calls=tuple(replace(c, start_utc=c.start_utc + ahead_s) for c in telephone.calls),
        messages=tuple(replace(m, start_utc=m.start_utc + ahead_s) for m in telephone.messages),
    )


@dataclass(frozen=True, slots=True)
class _Events:
    """What truly happened: seconds, ends, kind; one row per call or text."""

    start: Floats
    a: Ints
    b: Ints
    duration: Ints
    text: Flags
    lag: Floats
    body: Ints
    segments: Ints


def generate(seed: int, events: int = 100_000, handsets: int = 0) -> Generated:
    """Make telephones whose calls and texts are seen by up to two networks and two handsets.

    Args:
        seed: Same seed, same telephones.
        events: Calls and texts, about a fifth of them redials within 20 to 400 s.
        handsets: Telephones; one per 400 events when 0.
    """
    dice = Dice(seed).stream("clocks")
    handsets = handsets or max(20, events // 400)
    real = _events(dice.stream("events"), events, handsets)
    n = len(real.start)
    key = np.minimum(real.a, real.b) * handsets * 2 + np.maximum(real.a, real.b) * 2 + real.text
    direction = np.where(real.a < real.b, 1, 2)
    found: list[Observed] = []
    truth, ahead = [], []
    # Networks keep the rows of the numbers that were asked for, handsets of those seized; each loses some rows.
    held = dice.stream("held").unit(handsets)
    for name, mine, network, late in (
        ("bill a", real.a, True, False),
        ("bill b", real.b, True, True),
        ("handset a", real.a, False, False),
        ("handset b", real.b, False, True),
    ):
        draw = dice.stream(name)
        kept = draw.chance(0.97 if network else 0.93, n) & (held[mine] < 0.9 if network else held[mine] >= 0.08)
        unanswered = ~real.text & (real.duration == 0)
        kept &= ~(unanswered & draw.chance(0.5, n)) if network else True
        at = np.flatnonzero(kept)
        if network:  # one row per segment of a long text
            at = np.repeat(at, real.segments[at])
        true = real.start[at] + np.where(late & real.text[at], real.lag[at], 0.0)
        if network:
            off = np.zeros(len(at))
            noise = draw.stream("noise").unit(n)[at] * 2 - 1
        else:
            off = _ahead(dice.stream("clock"), handsets, mine[at], true)
            noise = (draw.stream("noise").unit(len(at)) + draw.stream("more").unit(len(at)) - 1) * 2.5
        time = np.floor(true + off + noise).astype(np.int64) * SECOND
        wobble = draw.between(0, 10, len(at))
        length = np.where(wobble < 2, 1, np.where(wobble == 2, -1, np.where(wobble == 3, 2, 0)))
        duration = np.where(real.duration[at] > 4, real.duration[at] + (0 if network else length), real.duration[at])
        found.append(
            Observed(
                time=time,
                key=key[at],
                observer=mine[at] + (0 if network else handsets),
                clock=np.full(len(at), NETWORK) if network else mine[at],
                duration=np.where(real.text[at], -1, duration),
                direction=direction[at],
                text=real.text[at],
                late=real.text[at] & late,
                body=np.zeros(len(at), np.int64) if network else real.body[at],
                exact=np.ones(len(at), np.int64),
            )
        )
        truth.append(at)
        ahead.append(np.round(off * SECOND).astype(np.int64))
    columns = [np.concatenate(c) for c in zip(*(_columns(o) for o in found), strict=True)]
    return Generated(Observed(*columns), np.concatenate(truth), np.concatenate(ahead))


def _columns(seen: Observed) -> list[Ints | Flags]:
    return [getattr(seen, name) for name in Observed.__slots__]


def _events(dice: Dice, n: int, handsets: int) -> _Events:
    # A few pairs talk many times a day, most now and then.
    pairs = handsets * 6
    one = dice.stream("one").between(0, handsets, pairs)
    other = (one + 1 + dice.stream("other").between(0, handsets - 1, pairs)) % handsets
    weight: Floats = (1.0 / np.arange(1, pairs + 1) ** 0.7).astype(np.float64)
    pair = dice.stream("pair").pick(n, weight)
    start = FIRST + np.floor(dice.stream("start").unit(n) * DAYS * 86_400)
    text = dice.stream("text").chance(0.25, n)
    # A redial follows a call of the same pair.
    redial = dice.stream("redial").chance(0.2, n)
    redial[0] = False
    source = np.where(redial, np.maximum(np.arange(n) - 1, 0), np.arange(n))
    wait = dice.stream("wait").between(20, 400, n)
    pair = pair[source]
    turned = dice.stream("turned").chance(0.4, n)
    a, b = np.where(turned, other[pair], one[pair]), np.where(turned, one[pair], other[pair])
    duration = dice.stream("duration").skewed(60, n)
    duration[dice.stream("unanswered").chance(0.15, n)] = 0
    start = np.where(redial, start[source] + duration[source] + wait, start)
    lag = dice.stream("lag").unit(n) * 3
    slow = dice.stream("slow").chance(0.01, n)
    lag = np.where(slow, 60 + dice.stream("hours").unit(n) * 6 * 3600, lag)
    usual = dice.stream("usual").chance(0.3, n)
    body = np.where(usual, dice.stream("short").between(1, 8, n), 1000 + np.arange(n))
    segments = np.where(text & dice.stream("long").chance(0.05, n), dice.stream("parts").between(2, 4, n), 1)
    return _Events(start, a, b, np.where(text, 0, duration), text, lag, np.where(text, body, 0), segments)


def _ahead(dice: Dice, handsets: int, who: Ints, true: Floats) -> Floats:
    """Return how many seconds the clock of each handset was ahead at a true time."""
    draw = dice.stream
    base = np.clip((draw("b1").unit(handsets) + draw("b2").unit(handsets) - 1) * 150, -140, 140)
    drift = (draw("drift").unit(handsets) * 2 - 1) * 1.7  # s a day
    synchronised = draw("sync").chance(0.4, handsets)
    every = draw("every").between(6, 40, handsets)  # days between being set right
    zone = np.where(draw("zone").chance(0.1, handsets), draw("hours").between(-5, 6, handsets), 0) * 3600
    missed = draw("missed").chance(0.3, handsets)
    noticed = OCTOBER + draw("noticed").unit(handsets) * 12 * 86_400
    days = (true - FIRST) / 86_400
    since = np.where(synchronised[who], np.mod(days, every[who]), days)
    first_lap = ~synchronised[who] | (days < every[who])
    off = np.where(first_lap, base[who], 0.0) + drift[who] * since
    late = missed[who] & (true >= OCTOBER) & (true < noticed[who])
    found: Floats = off + zone[who] + np.where(late, 3600.0, 0.0)
    return found
