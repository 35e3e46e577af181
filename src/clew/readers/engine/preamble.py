"""Facts from the lines above a table: whose records, which period, how many rows, which clock."""

from __future__ import annotations

import re
from functools import cache

from clew.readers.engine.profile import Profile, profile_data
from clew.readers.engine.titles import ZONES, normalise

_ZONE = re.compile(
    r"\b(?:all )?(?:times?|dates?|time ?zone|timestamps?)\b[^.\n]{0,40}?\b(utc|gmt|zulu|ist|uk local(?: time)?|bst)\b|"
    r"\b(?:time ?zone|tz)\W{1,4}([A-Z][A-Za-z]+/[A-Z][A-Za-z_]+)",
    re.IGNORECASE,
)


@cache
def _common() -> dict[str, tuple[re.Pattern[str], ...]]:
    patterns = profile_data("_preamble")["preamble"]
    return {key: tuple(re.compile(p, re.IGNORECASE) for p in tried) for key, tried in patterns.items()}


def facts(lines: tuple[tuple[str, ...], ...], profile: Profile) -> dict[str, str]:
    """Return what the preamble states: the profile's own patterns first, then those all layouts share.

    Every line is also kept under `preamble`, so that nothing above a header is lost.
    """
    texts = [" ".join(cell.strip() for cell in line if cell.strip()) for line in lines]
    found: dict[str, str] = {}
    for patterns in (profile.preamble, _common()):
        for key, tried in patterns.items():
            if key not in found:
                value = _first(tried, texts)
                if value:
                    found[key] = value
    zone = _zone(texts)
    if zone:
        found.setdefault("timezone", zone)
    if texts:
        found["preamble"] = "\n".join(texts)
    return found


def _first(patterns: tuple[re.Pattern[str], ...], texts: list[str]) -> str:
    for pattern in patterns:
        for text in texts:
            match = pattern.search(text)
            if match:
                return match.group(1).strip(" \t'\"=")
    return ""


def _zone(texts: list[str]) -> str:
    for text in texts:
        match = _ZONE.search(text)
        if match:
            return match.group(2) or ZONES[normalise(match.group(1))]
    return ""
