"""Bank accounts: UK sort code and account number as `000011 12345678`, or an IBAN.

Status: valid, reserved, partial (no sort code), lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import Cleaned, each


def clean(texts: pa.Array) -> pa.Table:
    """Return value, kind `account`, status and issue of each text: sort code and number in one, or an IBAN."""
    return each(texts, _one)


def join(sort_codes: pa.Array, numbers: pa.Array) -> pa.Array:
    """Return texts for `clean` out of a sort code column and an account number column, row by row."""
    return pc.binary_join_element_wise(cell.tidy(sort_codes), cell.tidy(numbers), "|", null_handling="replace")


def check(value: str) -> bool:
    """Tell whether a text is a canonical account: sort code and number, or an IBAN whose check digits fit."""
    return re.fullmatch(r"\d{6} \d{8}", value) is not None or _iban_fits(value)


def show(value: str) -> str:
    """Return the account as written: `00-00-11 12345678`, an IBAN in fours."""
    if re.fullmatch(r"\d{6} \d{8}", value):
        return f"{value[:2]}-{value[2:4]}-{value[4:]}"
    return " ".join(value[i : i + 4] for i in range(0, len(value), 4))


def _iban_fits(value: str) -> bool:
    if re.fullmatch(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}", value) is None:
        return False
    return int("".join(str(int(c, 36)) for c in value[4:] + value[:4])) % 97 == 1


def _one(text: str) -> Cleaned:
    compact = re.sub(r"[ \-]", "", text.upper().removeprefix("IBAN"))
    if _iban_fits(compact):
        return Cleaned(compact, "account", "reserved" if reserved.is_reserved("account", compact) else "valid")
    digits = re.sub(r"\D", "", text)
    if len(digits) == 14:
        value = f"{digits[:6]} {digits[6:]}"
        return Cleaned(value, "account", "reserved" if reserved.is_reserved("account", value) else "valid")
    return Cleaned(None, None, "invalid", "neither sort code and account number nor IBAN")
