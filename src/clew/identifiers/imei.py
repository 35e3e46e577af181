"""IMEI: the number of a handset. Keyed on its first 14 digits.

Operators write 14 digits, 14 and a zero, 15 with a check digit or 16 with a software version;
only the first 14 name the handset (3GPP TS 23.003, section 6.2).
Status: valid, reserved, possible (check digit does not fit), placeholder, lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import Cleaned, each


def clean(texts: pa.Array) -> pa.Table:
    """Return value (14 digits), kind `imei`, status and issue of each text."""
    return each(texts, _one)


def check(value: str) -> bool:
    """Tell whether a text is a canonical IMEI: exactly 14 digits, not all alike."""
    return re.fullmatch(r"\d{14}", value) is not None and len(set(value)) > 1


def show(value: str) -> str:
    """Return the IMEI as printed on a box, without a check digit: `35-000000-123456`."""
    return f"{value[:2]}-{value[2:8]}-{value[8:]}"


def luhn(digits: str) -> int:
    """Return the Luhn check digit of the digits before it."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    return -sum(d // 10 + d % 10 for d in doubled) % 10


def _one(text: str) -> Cleaned:
    number, issue = cell.whole(text)
    if not number:
        return Cleaned(None, None, "lossy", issue)
    digits = re.sub(r"[ \-/.]", "", re.sub(r"(?i)^imei(?:sv)?[ :]*", "", number))
    if not re.fullmatch(r"\d{14,16}", digits):
        return Cleaned(None, None, "invalid", "not 14 to 16 digits")
    value = digits[:14]
    if len(set(value)) == 1 or value in {"12345678901234", "01234567890123", "00499901064000"}:
        return Cleaned(None, None, "placeholder", "not the number of one handset")
    if reserved.is_reserved("imei", value):
        return Cleaned(value, "imei", "reserved", issue)
    if len(digits) == 15 and int(digits[14]) not in (0, luhn(value)):
        return Cleaned(value, "imei", "possible", "check digit does not fit")
    return Cleaned(value, "imei", "valid", issue)
