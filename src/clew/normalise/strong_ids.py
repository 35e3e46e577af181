"""Numbers that name one person: national insurance, foreign national numbers, passports, police numbers.

They are read to tell whether two records are one person, and for nothing else. Check digit
rules: PESEL weights 1 3 7 9; Romanian CNP key 279146358279 modulo 11; Swedish personal numbers
by Luhn; Czech and Slovak birth numbers divisible by 11.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.distinct import distinct
from clew.identifiers.imei import luhn
from clew.normalise.ends import column
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows

Found = tuple[str | None, str | None]

_SCHEMA = pa.schema([("value", TEXT), ("issue", TEXT)])
_KINDS = {
    "pesel": "pesel", "poland": "pesel", "polish": "pesel", "pl": "pesel",
    "cnp": "cnp", "romania": "cnp", "romanian": "cnp", "ro": "cnp",
    "personnummer": "personnummer", "sweden": "personnummer", "swedish": "personnummer", "se": "personnummer",
    "rodne cislo": "rodne_cislo", "rodné číslo": "rodne_cislo", "czech": "rodne_cislo", "cz": "rodne_cislo",
    "nino": "nino", "ni": "nino", "national insurance": "nino", "passport": "passport",
}  # fmt: skip


def read(rows: Rows, issues: Issues) -> pa.Array:
    """Return the list of strong ids of each row, `kind:value`, null where it has none."""
    columns = []
    for field, one in (("nino", nino), ("passport", passport), ("pnc", pnc)):
        if rows.given(field):
            columns.append(_column(rows, field, rows.text(field), one, issues))
    if rows.given("national_id"):
        kind = pc.fill_null(pc.utf8_lower(rows.text("national_id_kind")), rows.meta("national_id_kind") or "")
        texts = pc.binary_join_element_wise(kind, rows.text("national_id"), "|")
        columns.append(_column(rows, "national_id", texts, national, issues))
    if rows.given("node_id"):
        columns += [pc.binary_join_element_wise(kind, rows.text("node_id"), ":") for kind in node_kinds(rows)]
    if not columns:
        return pa.nulls(rows.size, pa.list_(TEXT))
    found = ([v for v in row if v is not None] for row in zip(*(c.to_pylist() for c in columns), strict=True))
    return pa.array([ids or None for ids in found], pa.list_(TEXT))


def node_kinds(rows: Rows) -> tuple[str, str]:
    """Return the kinds of strong id an exhibit's own id of a person gives: two, so that one id is one person.

    Both carry the exhibit: its ids say nothing about people of other exhibits.
    """
    scope = rows.context.scope[:12]
    return f"node {scope}", f"node again {scope}"


def nino(text: str) -> Found:
    """Return `nino:QQ123456C` of a National Insurance number; the last letter may be missing."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not re.fullmatch(r"[A-CEGHJ-PQR-TW-Z][A-CEGHJ-NPQR-TW-Z]\d{6}[A-D]?", bare):
        return None, "not a National Insurance number"
    return f"nino:{bare[:8]}", None


def passport(text: str) -> Found:
    """Return `passport:` and the number, six to nine letters and digits."""
    bare = re.sub(r"[^A-Z0-9]", "", text.upper())
    if not re.fullmatch(r"(?=.*\d)[A-Z0-9]{6,9}", bare):
        return None, "not a passport number"
    return f"passport:{bare}", None


def pnc(text: str) -> Found:
    """Return `pnc:2024/1234567A` of a police national computer number: year, serial, check letter."""
    parts = re.fullmatch(r"(?:PNC ?)?(\d{4}|\d{2})\s*/\s*(\d{1,7})\s*([A-Z])", text.upper().strip())
    if not parts:
        return None, "not a PNC number"
    year = parts[1] if len(parts[1]) == 4 else f"{'20' if int(parts[1]) < 50 else '19'}{parts[1]}"
    return f"pnc:{year}/{parts[2].zfill(7)}{parts[3]}", None


def national(text: str) -> Found:
    """Return `kind:value` of `kind|number`; a number whose check digit does not fit is no identity."""
    said, _, number = text.partition("|")
    kind = _KINDS.get(said.strip(), re.sub(r"\W+", "_", said.strip()) or "national_id")
    if kind in ("nino", "passport"):
        return (nino if kind == "nino" else passport)(number)
    bare = re.sub(r"[^A-Z0-9]", "", number.upper())
    if len(bare) < 6:
        return None, "too short for a national number"
    check = _CHECKS.get(kind)
    if check is not None and not check(bare):
        return None, f"check digit of the {kind} does not fit"
    return f"{kind}:{bare}", None


def _pesel(digits: str) -> bool:
    if not re.fullmatch(r"\d{11}", digits):
        return False
    total = int(np.dot([1, 3, 7, 9, 1, 3, 7, 9, 1, 3], [int(d) for d in digits[:10]]))
    return (10 - total % 10) % 10 == int(digits[10])


def _cnp(digits: str) -> bool:
    if not re.fullmatch(r"\d{13}", digits):
        return False
    rest = sum(int(a) * int(b) for a, b in zip("279146358279", digits, strict=False)) % 11
    return (1 if rest == 10 else rest) == int(digits[12])


def _personnummer(digits: str) -> bool:
    return re.fullmatch(r"(?:\d{2})?\d{10}", digits) is not None and luhn(digits[-10:-1]) == int(digits[-1])


def _rodne_cislo(digits: str) -> bool:
    # Nine digits are from before 1954 and have no check digit.
    return re.fullmatch(r"\d{9,10}", digits) is not None and (len(digits) == 9 or int(digits) % 11 == 0)


_CHECKS: dict[str, Callable[[str], bool]] = {
    "pesel": _pesel, "cnp": _cnp, "personnummer": _personnummer, "rodne_cislo": _rodne_cislo,
}  # fmt: skip


def _column(rows: Rows, field: str, texts: pa.Array, one: Callable[[str], Found], issues: Issues) -> pa.Array:
    def clean(known: pa.Array) -> pa.Table:
        found = [(None, None) if t is None else one(t) for t in known.to_pylist()]
        return pa.table([pa.array([f[i] for f in found], TEXT) for i in (0, 1)], schema=_SCHEMA)

    table = distinct(texts, clean, rows.memo(field))
    issues.add(field, column(table, "issue"))
    return column(table, "value")
