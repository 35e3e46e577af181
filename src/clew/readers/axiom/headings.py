"""Headings of dates state how their column is written: `Call Date/Time - UTC+01:00 (dd/MM/yyyy)`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_STATED = re.compile(r"(?P<plain>.*?)\s+-\s+\(?UTC(?P<offset>[+-]\d\d:\d\d)?\)?\s+\((?P<layout>[^()]*[dMy][^()]*)\)\s*")


def states(title: str) -> bool:
    """Tell whether a heading states zone and layout: no other program writes such headings."""
    return _STATED.fullmatch(title.strip()) is not None


def plain(title: str) -> str:
    """Return a heading without what it states."""
    found = _STATED.fullmatch(title.strip())
    return found["plain"] if found else title


def facts(titles: Iterable[str]) -> dict[str, str]:
    """Return zone and day order of a table as its headings of dates state them, in the words of `Part.meta`.

    An offset that is no whole hour is left to the cells (`offset_of`), because no zone has its name.
    """
    meta: dict[str, str] = {}
    for title in titles:
        found = _STATED.fullmatch(title.strip())
        if found is None:
            continue
        zone = _zone(found["offset"] or "+00:00")
        if zone:
            meta.setdefault("timezone", zone)
        layout = found["layout"]
        if "M" in layout and "d" in layout and not layout.startswith("y"):
            meta.setdefault("day_order", "dmy" if layout.index("d") < layout.index("M") else "mdy")
    return meta


def _zone(offset: str) -> str:
    hours, minutes = int(offset[1:3]), offset[4:]
    if minutes != "00":
        return ""
    # Names of such zones count the other way: UTC+1 is Etc/GMT-1.
    return "UTC" if hours == 0 else f"Etc/GMT{'-' if offset[0] == '+' else '+'}{hours}"


def offset_of(titles: Iterable[str]) -> str:
    """Return the offset a heading states that is no whole hour, to stand behind each time; else empty."""
    found = (_STATED.fullmatch(title.strip()) for title in titles)
    offsets = [match["offset"] for match in found if match and match["offset"]]
    return next((offset for offset in offsets if not offset.endswith("00")), "")
