"""E-mail addresses, folded to lower case.

Status: valid, reserved, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import reserved
from clew.identifiers.cleaned import Cleaned, each

_ADDRESS = re.compile(r"[^@\s,;<>\"()]+@(?:[^@\s,;<>\"().]+\.)+[^@\s,;<>\"().]{2,}")


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
    found = _ADDRESS.findall(text.lower().removeprefix("mailto:"))
    if len(found) != 1:
        return Cleaned(None, None, "invalid", "not one e-mail address")
    return Cleaned(found[0], "email", "reserved" if reserved.is_reserved("email", found[0]) else "valid")
