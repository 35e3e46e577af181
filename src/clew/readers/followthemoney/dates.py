"""Dates that say only a year or a month: the first or the last day they can mean; the row keeps what it said."""

from __future__ import annotations

import re
from calendar import monthrange

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2}))?")


def earliest(text: str) -> str:
    """Return the first day a partial date can mean; a whole one as it stands."""
    year, month = _parts(text)
    return f"{year}-{month or '01'}-01" if year else text


def latest(text: str) -> str:
    """Return the last day a partial date can mean; a whole one as it stands."""
    year, month = _parts(text)
    if not year:
        return text
    month = month or "12"
    return f"{year}-{month}-{monthrange(int(year), int(month))[1]}"


def _parts(text: str) -> tuple[str, str]:
    found = _PARTIAL.fullmatch(text.strip())
    if found is None or found[1] == "0000" or not 1 <= int(found[2] or 1) <= 12:
        return "", ""
    return found[1], found[2] or ""
