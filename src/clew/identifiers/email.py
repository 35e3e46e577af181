"""E-mail addresses, folded to lower case.

Status: valid, reserved, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import reserved
from clew.identifiers.cleaned import Cleaned, each

# It begins where a word begins: else a long word is searched again from each of its letters.
_ADDRESS = re.compile(r"(?<![^@\s,;<>\"()])[^@\s,;<>\"()]+@(?:[^@\s,;<>\"().]+\.)+[^@\s,;<>\"().]{2,}")


def clean(texts: pa.Array) -> pa.Table:
    """Return value (lower case), kind `email`, status and issue of each text."""
    return each(texts, _one)


def check(value: str) -> bool:
    """Tell whether a text is a canonical e-mail address."""
    return value == value.lower() and _ADDRESS.fullmatch(value) is not None


def show(value: str) -> str:
    """Return the address as written; the canonical text already is."""
    return value


def _one(text: str) -> Cleaned:
    found = set(_ADDRESS.findall(re.sub(r"^mailto:|\?.*$", "", text.lower())))
    if len(found) != 1:
        return Cleaned(
            None, None, "invalid", "several e-mail addresses in one cell" if found else "not an e-mail address"
        )
    value = found.pop()
    return Cleaned(value, "email", "reserved" if reserved.is_reserved("email", value) else "valid")
