"""IMSI: the number of a SIM in its home network (ITU-T E.212).

Status: valid, reserved, possible (14 digits), placeholder, lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import Cleaned, each

#: Country codes whose network code has three digits (North America and a few more).
_THREE_DIGIT_NETWORKS = re.compile(
    r"302|31[0-6]|33[048]|34[246]|35[0-8]|36[0245]|37[046]|405|708|71[0246]|722|73[026]|750"
)


def clean(texts: pa.Array) -> pa.Table:
    """Return value (14 or 15 digits), kind `imsi`, status and issue of each text."""
    return each(texts, _one)


def check(value: str) -> bool:
    """Tell whether a text is a canonical IMSI: 14 or 15 digits from a country code in use or under test."""
    return re.fullmatch(r"(?:[2-79]\d{2}|001)\d{11,12}", value) is not None and len(set(value)) > 1


def show(value: str) -> str:
    """Return country, network and subscriber apart: `001-01 0123456789`."""
    end = 6 if _THREE_DIGIT_NETWORKS.match(value) else 5
    return f"{value[:3]}-{value[3:end]} {value[end:]}"


def _one(text: str) -> Cleaned:
    number, issue = cell.whole(text)
    if not number:
        return Cleaned(None, None, "lossy", issue)
    value = re.sub(r"[ \-/.]", "", re.sub(r"(?i)^imsi[ :]*", "", number))
    if not re.fullmatch(r"\d{14,15}", value):
        return Cleaned(None, None, "invalid", "not 14 or 15 digits")
    if len(set(value)) == 1:
        return Cleaned(None, None, "placeholder", "not the number of one SIM")
    if reserved.is_reserved("imsi", value):
        return Cleaned(value, "imsi", "reserved", issue)
    if not check(value):
        return Cleaned(None, None, "invalid", "no country has this code")
    return Cleaned(value, "imsi", "valid" if len(value) == 15 else "possible", issue)
