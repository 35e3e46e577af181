"""Local clock time to UTC, with the hour that happens twice and the hour that never happens."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt

from clew.errors import UsageError

Micros = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

_SECOND = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Instants(NamedTuple):
    """UTC of local times, in microseconds, and what was odd about each.

    Args:
        utc: Microseconds since 1970-01-01 UTC.
        ambiguous: The clock showed this time twice (autumn); the first is taken.
        skipped: The clock never showed this time (spring); moved forward by the width of the gap.
    """

    utc: Micros
    ambiguous: Flags
    skipped: Flags


def to_utc(local: Micros, zone: str) -> Instants:
    """Return the UTC instants of local clock times.

    Args:
        local: Microseconds a clock showed since its own 1970-01-01 00:00.
        zone: IANA name, for example `Europe/London`; empty reads the clock as UTC.

    Raises:
        UsageError: there is no such zone.
    """
    nothing = np.zeros(len(local), dtype=bool)
    if zone in ("", "UTC") or len(local) == 0:
        _zone(zone or "UTC")
        return Instants(local, nothing, nothing)
    years = (local[[local.argmin(), local.argmax()]].astype("datetime64[us]").astype("datetime64[Y]")).astype(
        int
    ) + 1970
    at, before, after = _changes(zone, int(years[0]) - 1, int(years[1]) + 1)
    # Up to the later of the two wall times of a change the old offset holds: that takes the first
    # of two equal times in autumn and moves a skipped time forward in spring.
    change = np.searchsorted(at + np.maximum(before, after), local, side="right")
    offsets = np.append(before, after[-1])
    follows = np.minimum(change, len(at) - 1)
    odd = (change < len(at)) & (local >= (at + np.minimum(before, after))[follows])
    autumn = (after < before)[follows]
    return Instants(local - offsets[change], odd & autumn, odd & ~autumn)


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise UsageError(f"no time zone is named {name!r}", hint="give an IANA name such as Europe/London") from error


@cache
def _changes(zone: str, first_year: int, last_year: int) -> tuple[Micros, Micros, Micros]:
    """Return UTC instants at which the offset changes, and the offsets before and after, in microseconds."""
    days = [change for year in range(first_year, last_year + 1) for change in _changes_of_year(zone, year)]
    if not days:
        offset = _offset(_zone(zone), datetime(first_year, 1, 1, tzinfo=UTC))
        days = [(datetime(first_year, 1, 1, tzinfo=UTC), offset, offset)]
    at, before, after = zip(*days, strict=True)
    return (
        np.array([(t - _EPOCH) // timedelta(microseconds=1) for t in at], dtype=np.int64),
        np.array(before, dtype=np.int64) * _SECOND,
        np.array(after, dtype=np.int64) * _SECOND,
    )


@cache
def _changes_of_year(zone: str, year: int) -> tuple[tuple[datetime, int, int], ...]:
    """Look at each day of a year, then halve the days in which the offset changed down to the second."""
    rules, found = _zone(zone), []
    start, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while start < end:
        following = start + timedelta(days=1)
        before, after = _offset(rules, start), _offset(rules, following)
        if before != after:
            low, high = start, following
            while high - low > timedelta(seconds=1):
                middle = low + timedelta(seconds=(high - low) // timedelta(seconds=1) // 2)
                low, high = (middle, high) if _offset(rules, middle) == before else (low, middle)
            found.append((high, before, after))
        start = following
    return tuple(found)


def _offset(rules: ZoneInfo, instant: datetime) -> int:
    """Return the offset in seconds at an instant."""
    offset = instant.astimezone(rules).utcoffset()
    return 0 if offset is None else int(offset.total_seconds())
