"""Between UTC seconds and the local clock, for whole columns."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from clew.synth.dice import Ints

LONDON = "Europe/London"
DAY = 86_400

Texts = npt.NDArray[np.object_]


def day_start(day: str | date) -> int:
    """Return midnight UTC of a day (ISO text or date) in Unix seconds; local clocks count from it too."""
    day = date.fromisoformat(day) if isinstance(day, str) else day
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def to_local(utc: Ints, zone: str = LONDON) -> Ints:
    """Return what a wall clock in `zone` shows, as Unix seconds of that reading taken for UTC."""
    hours, back = np.unique(utc // 3600, return_inverse=True)
    tz = ZoneInfo(zone)
    shift = [datetime.fromtimestamp(int(h) * 3600, tz).utcoffset() for h in hours]
    seconds = np.array([int(s.total_seconds()) if s is not None else 0 for s in shift], dtype=np.int64)
    return utc + (seconds[back] if len(hours) else 0)


def to_utc(local: Ints, zone: str = LONDON) -> Ints:
    """Return UTC for a wall clock's reading; in the repeated autumn hour the first of the two is meant."""
    hours, back = np.unique(local // 3600, return_inverse=True)
    tz = ZoneInfo(zone)
    shift = [datetime.fromtimestamp(int(h) * 3600, UTC).replace(tzinfo=tz).utcoffset() for h in hours]
    seconds = np.array([int(s.total_seconds()) if s is not None else 0 for s in shift], dtype=np.int64)
    return local - (seconds[back] if len(hours) else 0)


def show(seconds: Ints, pattern: str) -> Texts:
    """Format readings (Unix seconds taken for UTC) with a `strftime` pattern of numbers only."""
    return np.array([datetime.fromtimestamp(int(s), UTC).strftime(pattern) for s in seconds], dtype=object)


def show_duration(seconds: Ints) -> Texts:
    """Format seconds as `HH:MM:SS`."""
    return np.array([f"{s // 3600:02d}:{s // 60 % 60:02d}:{s % 60:02d}" for s in seconds.tolist()], dtype=object)
