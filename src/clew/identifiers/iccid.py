"""ICCID: the number printed on a SIM card (ITU-T E.118): 18 to 20 digits from 89.

Status: valid, reserved, possible (check digit absent or wrong), lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import Cleaned, each
from clew.identifiers.imei import luhn


def clean(texts: pa.Array) -> pa.Table:
    """Return value (18 to 20 digits), kind `iccid`, status and issue of each text."""
    return each(texts, _one)


def check(value: str) -> bool:
    """Tell whether a text is a canonical ICCID: 18 to 20 digits that begin with 89."""
    return re.fullmatch(r"89\d{16,18}", value) is not None


def show(value: str) -> str:
    """Return the digits in fours, as printed on the card."""
    return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


def _one(text: str) -> Cleaned:
    number, issue = cell.whole(text)
    if not number:
        return Cleaned(None, None, "lossy", issue)
    value = re.sub(r"(?i)f$", "", re.sub(r"[ \-/.]", "", re.sub(r"(?i)^iccid[ :]*", "", number)))
    if not check(value):
        return Cleaned(None, None, "invalid", "not 18 to 20 digits from 89")
    fits = int(value[-1]) == luhn(value[:-1])
    if not fits and set(value[15:]) == {"0"}:
        return Cleaned(None, None, "lossy", "digits after the fifteenth lost in a number format")
    if reserved.is_reserved("iccid", value):
        return Cleaned(value, "iccid", "reserved", issue)
    return Cleaned(value, "iccid", "valid" if fits else "possible", issue if fits else "check digit absent or wrong")
