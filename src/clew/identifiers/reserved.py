"""Invented data: the ranges set aside for drama, tests and examples, recognised by their own rules.

Numbers of these ranges belong to nobody. They are recognised before the phone library, which
calls most of them invalid, and are accepted everywhere, marked `reserved`. Sources: Ofcom's
numbers for drama use; DVLA memory tags beginning with Z were never issued; postcode area ZX
does not exist; test network 001-01 (3GPP); e-mail names of RFC 2606; NI numbers never begin
with QQ; country code 999 is unassigned, so no SIM card is numbered 89 999.
"""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

#: Kind of identifier -> pattern over the whole canonical value (RE2 and Python agree on it).
PATTERNS: dict[str, str] = {
    "phone": (
        r"\+(?:999\d{4,12}|447700900\d{3}|442079460\d{3}|441(?:1[3-8]|[2-6]1)4960\d{3}|441914980\d{3}"
        r"|442896496\d{3}|442920180\d{3}|441632960\d{3}|448081570\d{3}|449098790\d{3}|443069990\d{3}"
        r"|46701740(?:60[5-9]|6[1-9]\d))"
    ),
    "imei": r"(?:00100100|35000000)\d{6}",
    "imsi": r"00101\d{9,10}",
    "iccid": r"89999\d{13,15}",
    "vehicle": r"Z[A-Z]\d{2}[A-Z]{3}",
    "postcode": r"ZX\d{1,2}[A-Z]?(?: \d[A-Z]{2})?",
    "account": r"0000\d{2} \d{8}",
    "email": r".+@(?:[^@]*\.)?(?:example\.(?:org|com|net)|[^@.]+\.(?:example|test|invalid))",
    "nino": r"QQ\d{6}[A-D]?",
    "pesel": r"\d{2}[67]\d\d{7}",
}


def reserved(kind: str, values: pa.Array) -> pa.Array:
    """Return which canonical values are invented ones; null for null.

    Args:
        kind: A key of `PATTERNS`.
        values: Canonical values, as `clean` of that kind returns them.
    """
    return pc.match_substring_regex(values, f"^(?:{PATTERNS[kind]})$")


def is_reserved(kind: str, value: str) -> bool:
    """Tell whether one canonical value is an invented one."""
    return re.fullmatch(PATTERNS[kind], value) is not None
