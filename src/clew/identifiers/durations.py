"""Durations: whole seconds out of the ways call records write them."""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import cell

SCHEMA = pa.schema([("value", pa.int64()), ("issue", pa.string())])

_CLOCK = re.compile(r"(?:(\d{4})-(\d\d)-(\d\d)[T ])?(\d+):(\d\d):(\d\d)(?:[.,](\d+))?")
_SHORT = re.compile(r"(\d+):(\d\d)(?:[.,](\d+))?")
_UNITS = re.compile(
    r"(?:PT)?(?:(\d+) ?H(?:OUR|R)?S?)?[ ,]*(?:(\d+) ?M(?:IN)?(?:UTE)?S?)?"
    r"[ ,]*(?:(\d+)(?:[.,](\d+))? ?S(?:EC)?(?:OND)?S?)?\.?"
)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d*\.?\d+")
#: Ten years; the longest text of a duration in words is shorter than this.
LONGEST_S = 10 * 366 * 86_400
LONGEST_TEXT = 64
_ROUNDED = "fraction of a second rounded"


def durations(texts: pa.Array | pa.ChunkedArray) -> pa.Table:
    """Return `value` (int64 seconds or null) and `issue` of each duration text.

    Read are `HH:MM:SS`, `H:MM:SS.fff`, `MM:SS`, seconds, `1h 2m 3s`, `PT1M15S`, a fraction of a day
    (a spreadsheet time, 0 < v < 1) and a time cell shown with its date of 1899 or 1900.
    """
    encoded = cell.tidy(texts).dictionary_encode()
    rows = [_bounded(text) for text in encoded.dictionary.to_pylist()]
    distinct = pa.table(
        [pa.array([r[0] for r in rows], pa.int64()), pa.array([r[1] for r in rows], pa.string())], schema=SCHEMA
    )
    return distinct.take(encoded.indices)


def _bounded(text: str) -> tuple[int | None, str | None]:
    """Read one text; damage can leave numbers that no duration has and no column holds."""
    if len(text) > LONGEST_TEXT:
        return None, "not a duration"
    seconds, issue = _one(text)
    return (None, "longer than a duration can be") if seconds is not None and seconds > LONGEST_S else (seconds, issue)


def _one(text: str) -> tuple[int | None, str | None]:
    if cell.says_nothing(text):
        return None, None
    if found := _CLOCK.fullmatch(text):
        year, month, day, hours, minutes, seconds, fraction = found.groups()
        days = _days_since_1899(int(year), int(month), int(day)) if year else 0
        if int(minutes) > 59 or int(seconds) > 59 or days is None:
            return None, "not a duration"
        return _whole(days * 86_400 + int(hours) * 3600 + int(minutes) * 60 + int(seconds), fraction)
    if found := _SHORT.fullmatch(text):
        minutes, seconds, fraction = found.groups()
        return _whole(int(minutes) * 60 + int(seconds), fraction) if int(seconds) < 60 else (None, "not a duration")
    if _NUMBER.fullmatch(text):
        return _from_number(float(text.replace(",", "")))
    found = _UNITS.fullmatch(text.upper())
    if found and any(found.groups()):
        hours, minutes, seconds, fraction = (part or "0" for part in found.groups())
        return _whole(int(hours) * 3600 + int(minutes) * 60 + int(seconds), fraction)
    return None, "negative duration" if text.startswith("-") else "not a duration"


def _from_number(amount: float) -> tuple[int | None, str | None]:
    """Read seconds, or a fraction of a day when below one."""
    if 0 < amount < 1:
        return round(amount * 86_400), "read as a fraction of a day"
    seconds = round(amount)
    return seconds, None if seconds == amount else _ROUNDED


def _whole(seconds: int, fraction: str | None) -> tuple[int, str | None]:
    part = float(f"0.{fraction or 0}")
    return (seconds, None) if part == 0 else (round(seconds + part), _ROUNDED)


def _days_since_1899(year: int, month: int, day: int) -> int | None:
    """Return whole days of a time cell shown with the spreadsheet's first dates; null for a real date."""
    from datetime import date

    try:
        days = (date(year, month, day) - date(1899, 12, 30)).days
    except ValueError:
        return None
    return days if 0 <= days <= 60 else None
