"""Column titles: one normal form to compare by, and what their suffixes state (unit, zone, day order)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

_ESCAPES = re.compile(r"_x[0-9A-Fa-f]{4}_")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff]")
_GAPS = re.compile(r"[\W_]+")

_LONGEST_SUFFIX_WORDS = 6

#: Last words of a title that state something about its values.
ZONES = {
    "utc": "UTC",
    "utc 0": "UTC",
    "utc 00 00": "UTC",
    "gmt": "UTC",
    "zulu": "UTC",
    "z": "UTC",
    "ist": "Asia/Kolkata",
    "uk local": "Europe/London",
    "uk local time": "Europe/London",
    "uk time": "Europe/London",
    "bst": "Europe/London",
    "gmt bst": "Europe/London",
    "bst gmt": "Europe/London",
}
_DAY_ORDERS = {
    "dd mm yyyy": "dmy",
    "dd mm yy": "dmy",
    "ddmmyyyy": "dmy",
    "dd mm yyyy hh mm": "dmy",
    "dd mm yyyy hh mm ss": "dmy",
    "mm dd yyyy": "mdy",
    "mm dd yy": "mdy",
    "mm dd yyyy hh mm": "mdy",
    "mm dd yyyy hh mm ss": "mdy",
}
_UNITS = {
    "s": "s",
    "sec": "s",
    "secs": "s",
    "second": "s",
    "seconds": "s",
    "in seconds": "s",
    "in sec": "s",
    "m": "min",
    "min": "min",
    "mins": "min",
    "minutes": "min",
    "in minutes": "min",
    "ms": "ms",
    "milliseconds": "ms",
    "hh mm ss": "hh:mm:ss",
    "mm ss": "mm:ss",
    "gbp": "GBP",
    "eur": "EUR",
    "usd": "USD",
    "p": "pence",
    "pence": "pence",
    "degrees": "degrees",
    "deg": "degrees",
    "metres": "metres",
    "meters": "metres",
}
# Endings that say nothing about the values: type words of database exports, filler.
_SILENT = {
    "string", "double", "float", "int", "integer", "long", "boolean", "date", "datetime", "localdatetime", "time",
    "yyyy mm dd", "yyyy mm dd hh mm ss", "yyyy mm dd hh mm", "hh mm", "24h", "local", "local time",
    "if known", "if any",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Suffix:
    """What the end of a title states; empty where it states nothing."""

    unit: str = ""
    timezone: str = ""
    day_order: str = ""


@cache
def normalise(title: str) -> str:
    """Return the form titles are compared by: NFKC, lower case, every run of other signs one blank."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", _ESCAPES.sub(" ", title))).casefold()
    return _GAPS.sub(" ", text).strip()


@cache
def suffix_of(words: str) -> Suffix | None:
    """Return what words behind an alias state, or None when they are not a known suffix."""
    if words in ZONES:
        return Suffix(timezone=ZONES[words])
    if words in _DAY_ORDERS:
        return Suffix(day_order=_DAY_ORDERS[words])
    if words in _UNITS:
        return Suffix(unit=_UNITS[words])
    return Suffix() if words in _SILENT else None


@cache
def without_suffix(title: str) -> tuple[tuple[str, Suffix], ...]:
    """Return each way to read a normalised title as an alias and a known suffix, the longest alias first."""
    words = title.split(" ")
    cuts = range(len(words) - 1, max(0, len(words) - 1 - _LONGEST_SUFFIX_WORDS), -1)
    read = ((" ".join(words[:cut]), suffix_of(" ".join(words[cut:]))) for cut in cuts)
    return tuple((alias, suffix) for alias, suffix in read if suffix is not None)


def unique(titles: list[str]) -> list[str]:
    """Make titles unique and nameable: `#2` behind a repeated one, `column 4` for an empty one."""
    seen: dict[str, int] = {}
    named = []
    for position, title in enumerate(titles, 1):
        plain = _INVISIBLE.sub("", _ESCAPES.sub(" ", title)).strip() or f"column {position}"
        key = plain.casefold()
        seen[key] = seen.get(key, 0) + 1
        named.append(plain if seen[key] == 1 else f"{plain}#{seen[key]}")
    return named
