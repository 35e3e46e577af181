"""Bank accounts: UK sort code and account number as `000011 12345678`, or an IBAN.

A British IBAN is its sort code and account number with check digits around them, so it becomes
those: one account has one canonical text.
Status: valid, reserved, partial (account number without sort code), lossy, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import EMPTY, Cleaned, each
from clew.identifiers.phone_text import RESTORED

_BOTH = re.compile(
    r"(?:sc|sort code|s/c)?[ :]*(\d\d)[- ]?(\d\d)[- ]?(\d\d)[ ,/:|\-]*(?:acc?(?:ount)?(?: no\.?)?)?[ :]*(\d{8})", re.I
)
_TURNED = re.compile(r"(\d{8})[ ,/:(\-]+(\d\d)[- ](\d\d)[- ](\d\d)\)?")
_IBAN = re.compile(r"[A-Z]{2}\d{2}[A-Z0-9]{11,30}")
_BRITISH = re.compile(r"GB\d\d[A-Z]{4}(\d{6})(\d{8})")


def clean(texts: pa.Array) -> pa.Table:
    """Return value, kind `account`, status and issue of each text: sort code and number in one, or an IBAN.

    An account number alone is kept as `12345678`, status `partial`: another bank may have the same.
    """
    return each(texts, _one)


def join(sort_codes: pa.Array, numbers: pa.Array) -> pa.Array:
    """Return texts for `clean` out of a sort code column and an account number column, row by row.

    The bar between them tells `clean` that both are whole, so that zeros lost in front of either can be restored.
    """
    both = [cell.unfloat(cell.tidy(column)) for column in (sort_codes, numbers)]
    return pc.binary_join_element_wise(*both, "|", null_handling="replace")


def check(value: str) -> bool:
    """Tell whether a text is a canonical account: sort code and number, a number alone, or a foreign IBAN."""
    if re.fullmatch(r"(?:\d{6} )?\d{8}", value):
        return True
    return _iban_fits(value) and _BRITISH.fullmatch(value) is None


def show(value: str) -> str:
    """Return the account as written: `00-00-11 12345678`, an IBAN in fours."""
    if re.fullmatch(r"\d{6} \d{8}", value):
        return f"{value[:2]}-{value[2:4]}-{value[4:]}"
    if _IBAN.fullmatch(value):
        return " ".join(value[i : i + 4] for i in range(0, len(value), 4))
    return value


def _one(text: str) -> Cleaned:
    if "|" in text:
        code, number = (part.strip() for part in text.split("|", 1))
        return _from_columns(code, number)
    text, note = cell.whole(text)
    if not text:
        return Cleaned(None, None, "lossy", note)
    compact = re.sub(r"[ \-]", "", re.sub(r"(?i)^iban[ :]*", "", text)).upper()
    if _IBAN.fullmatch(compact):
        return _from_iban(compact)
    if found := _BOTH.fullmatch(text):
        return _account("".join(found.groups()[:3]), found.group(4), note)
    if found := _TURNED.fullmatch(text):
        return _account("".join(found.groups()[1:]), found.group(1), note)
    if re.fullmatch(r"\d{8}", compact):
        return Cleaned(compact, "account", "partial", "sort code missing")
    return Cleaned(None, None, "invalid", "neither sort code and account number nor IBAN")


def _from_columns(code: str, number: str) -> Cleaned:
    """Read a sort code and an account number that stood in columns of their own."""
    if cell.says_nothing(number):
        return EMPTY if cell.says_nothing(code) else Cleaned(None, None, "invalid", "account number missing")
    whole = _one(number)
    if cell.says_nothing(code) or whole.status in ("valid", "reserved", "lossy"):
        return whole
    digits, account = re.sub(r"[ \-]", "", code), re.sub(r"[ \-]", "", number)
    if not re.fullmatch(r"\d{1,6}", digits):
        return Cleaned(None, None, "invalid", "not a sort code")
    if not re.fullmatch(r"\d{6,8}", account):
        return Cleaned(None, None, "invalid", "not an account number of 8 digits")
    restored = RESTORED if len(digits) < 6 or len(account) < 8 else None
    return _account(digits.zfill(6), account.zfill(8), restored)


def _from_iban(iban: str) -> Cleaned:
    if not _iban_fits(iban):
        return Cleaned(None, None, "invalid", "check digits of the IBAN do not fit")
    if found := _BRITISH.fullmatch(iban):
        return _account(found.group(1), found.group(2), None)
    return Cleaned(iban, "account", "valid")


def _account(code: str, number: str, issue: str | None) -> Cleaned:
    value = f"{code} {number}"
    return Cleaned(value, "account", "reserved" if reserved.is_reserved("account", value) else "valid", issue)


def _iban_fits(value: str) -> bool:
    """Tell whether the check digits of an IBAN fit (ISO 13616: the number modulo 97 is 1)."""
    if _IBAN.fullmatch(value) is None:
        return False
    return int("".join(str(int(c, 36)) for c in value[4:] + value[:4])) % 97 == 1
