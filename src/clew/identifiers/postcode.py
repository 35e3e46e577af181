"""UK postcodes: upper case with one blank before the inward code. They name an area, not an end of a link.

Status: valid, reserved, outward (only the first half), invalid, empty. `kind` is always null.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import reserved
from clew.identifiers.cleaned import Cleaned, each

OUTWARD = r"(?:GIR|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d(?:[0-9ABEHMNPRV-Y])?|\d[A-HJKPS-UW]))"
_POSTCODE = re.compile(rf"(?:{OUTWARD} \d[ABD-HJLNP-UW-Z]{{2}}|GIR 0AA|ZX\d{{1,2}}[A-Z]? \d[A-Z]{{2}})")


def clean(texts: pa.Array) -> pa.Table:
    """Return value (`ZX1 2CV`), null kind, status and issue of each text."""
    return each(texts, _one)


def check(value: str) -> bool:
    """Tell whether a text is a canonical full postcode."""
    return _POSTCODE.fullmatch(value) is not None


def show(value: str) -> str:
    """Return the postcode as written; the canonical text already is."""
    return value


def _one(text: str) -> Cleaned:
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    value = f"{letters[:-3]} {letters[-3:]}"
    if check(value):
        return Cleaned(value, None, "reserved" if reserved.is_reserved("postcode", value) else "valid")
    if re.fullmatch(OUTWARD, letters):
        return Cleaned(letters, None, "outward", "only the first half of a postcode")
    return Cleaned(None, None, "invalid", "not a UK postcode")
