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

_DIGITS = str.maketrans("OI", "01")


def clean(texts: pa.Array) -> pa.Table:
    """Return value (`ZX1 2CV`), null kind, status and issue of each text."""
    return each(texts, read)


def check(value: str) -> bool:
    """Tell whether a text is a canonical full postcode."""
    return _POSTCODE.fullmatch(value) is not None


def show(value: str) -> str:
    """Return the postcode as written; the canonical text already is."""
    return value


def read(text: str) -> Cleaned:
    """Read one tidied postcode.

    Two slots of a postcode are always digits: O and I there are a slip of the pen or of a scanner, and
    are put right with a note.
    """
    letters = re.sub(r"[^A-Z0-9]", "", text.upper())
    if len(letters) < 5:
        if re.fullmatch(OUTWARD, letters):
            return Cleaned(letters, None, "outward", "only the first half of a postcode")
        return Cleaned(None, None, "invalid", "not a UK postcode")
    for value, issue in ((_parted(letters), None), (_parted(_slips_mended(letters)), "letter read as digit")):
        if check(value):
            return Cleaned(value, None, "reserved" if reserved.is_reserved("postcode", value) else "valid", issue)
    return Cleaned(None, None, "invalid", "not a UK postcode")


def _parted(letters: str) -> str:
    return f"{letters[:-3]} {letters[-3:]}"


def _slips_mended(letters: str) -> str:
    """Return the letters with O and I read as 0 and 1 at the inward digit and behind the area letters."""
    inward = letters[-3:-2].translate(_DIGITS) + letters[-2:]
    outward = letters[:-3]
    area = 1 if outward[1:2] in "0123456789" else 2
    return outward[:area] + outward[area : area + 1].translate(_DIGITS) + outward[area + 1 :] + inward
