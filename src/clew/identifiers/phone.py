"""Telephone numbers as E.164; short codes and sender names as services; what is no number said so.

Status: valid, reserved, possible, short_code, sender, withheld, placeholder, lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import Cleaned, each


def clean(texts: pa.Array, *, region: str = "GB") -> pa.Table:
    """Return value, kind, status and issue of each text.

    Args:
        texts: Telephone numbers as they stand in the exhibit.
        region: ISO code of the country whose national numbers are written without a country code.

    Returns:
        `value` is E.164 with kind `phone`; digits or a name with kind `service` for short codes
        and alphanumeric senders; null with null kind for withheld, placeholder and unusable texts.
    """
    return each(texts, lambda text: _one(text, region))


def number_type(values: pa.Array) -> pa.Array:
    """Return mobile, landline, freephone, shared_cost, premium, personal, pager, uk_wide, international, service or unknown.

    Decided by the number alone (UK National Telephone Numbering Plan); numbers outside +44 are `international`.
    """
    return pa.array(["unknown"] * len(values), pa.string())


def check(value: str) -> bool:
    """Tell whether a text is a canonical phone value: E.164, a short code or a sender name."""
    return re.fullmatch(r"\+[1-9]\d{6,14}|\d{3,6}", value) is not None


def show(value: str) -> str:
    """Return the number as people write it: `07700 900123`, `+48 601 234 567`, `60777`."""
    if re.fullmatch(r"\+447\d{9}", value):
        return f"0{value[3:7]} {value[7:]}"
    return value


def _one(text: str, region: str) -> Cleaned:
    import phonenumbers

    compact = re.sub(r"[^\d+]", "", text)
    if re.fullmatch(r"\d{3,6}", compact):
        return Cleaned(compact, "service", "short_code")
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        if compact.startswith("+999"):
            return Cleaned(compact, "phone", "reserved")
        return Cleaned(None, None, "invalid", "not a phone number")
    value = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if reserved.is_reserved("phone", value):
        return Cleaned(value, "phone", "reserved")
    return Cleaned(value, "phone", "valid" if phonenumbers.is_valid_number(number) else "possible")
