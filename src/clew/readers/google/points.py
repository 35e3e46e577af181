"""Coordinates and times as Google writes them: E7 integers, degrees with or without sign, `geo:`, epochs in texts."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from clew.readers.engine.jsonstream import text

#: Old files wrote negative E7 values as unsigned 32-bit numbers.
_LARGEST_LON_E7, _LARGEST_LAT_E7, _WRAP = 1_800_000_000, 900_000_000, 1 << 32
_E7 = re.compile(r"[-+]?\d{1,10}")
_PAIR = re.compile(
    r"\s*(?:geo:)?\s*([-+]?\d{1,3}(?:\.\d+)?)[^\d,.;+-]*[,;]\s*([-+]?\d{1,3}(?:\.\d+)?)(?:[^\d,].*)?", re.DOTALL
)


def e7(value: Any, *, longitude: bool) -> str:
    """Return an E7 number as degrees, exact to its last digit; what is no such number comes back as it stands."""
    written = text(value)
    if not _E7.fullmatch(written):
        return written
    number = int(written)
    if number > (_LARGEST_LON_E7 if longitude else _LARGEST_LAT_E7):
        number -= _WRAP
    whole, rest = divmod(abs(number), 10_000_000)
    return f"{'-' if number < 0 else ''}{whole}.{rest:07d}"


def e7_pair(place: Any, lat: str = "latitudeE7", lon: str = "longitudeE7") -> tuple[str, str]:
    """Return latitude and longitude of an object with E7 numbers, empty texts where it has none."""
    if not isinstance(place, dict):
        return "", ""
    return e7(place.get(lat), longitude=False), e7(place.get(lon), longitude=True)


def pair(value: Any) -> tuple[str, str]:
    """Return latitude and longitude of `51.5°, -0.1°` in any spelling of the sign, and of `geo:51.5,-0.1`.

    What is no such text comes back as it stands, as the latitude, for the row to show.
    """
    written = text(value)
    found = _PAIR.fullmatch(written)
    return (found[1], found[2]) if found else (written, "")


def later(start: str, minutes: str) -> str:
    """Return an ISO time so many minutes after another; the start itself where one of them cannot be read."""
    try:
        return (datetime.fromisoformat(start) + timedelta(minutes=float(minutes))).isoformat()
    except (ValueError, OverflowError):
        return start
