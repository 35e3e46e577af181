"""Amounts of money as whole minor units (pence), exact: parsed as digits, never as a floating number."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.cell import whole
from clew.identifiers.distinct import distinct
from clew.normalise.ends import column
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows, transposed

#: Currencies without minor units (ISO 4217).
NO_MINOR_UNIT = ("JPY", "KRW", "VND", "ISK", "XOF", "XAF", "CLP", "UGX")

SCHEMA = pa.schema([("value", pa.int64()), ("currency", TEXT), ("sign", TEXT), ("issue", TEXT)])

_SYMBOLS = {"£": "GBP", "€": "EUR", "$": "USD", "ZŁ": "PLN", "KČ": "CZK"}
_AMOUNT = re.compile(
    r"(?P<before>[-+−–(]*)\s*(?P<currency>[£€$]|[A-Z]{3}(?=[\s\d(+−–-]))?\s*(?P<inner>[-+−–(]?)\s*"
    r"(?P<digits>\d[\d,.' ]*|[.,]\d+)\s*"
    r"(?P<after>[-−–+)]*)\s*(?P<behind>(?!DR|CR|OD)(?:[£€$]|ZŁ|KČ|[A-Z]{3}))?\s*(?P<word>DR|CR|DB|OD|D|C)?\.?"
)
#: What a bank's own system writes: pounds, a point and two digits, small enough for 64 bits.
_PLAIN = r"^-?\d{1,15}\.\d\d$"
#: A thousand million millions of pounds; any more is damage and not money.
_MOST_DIGITS = 15
_OUT, _IN = ("DR", "DB", "D", "OD"), ("CR", "C")


def read(rows: Rows, field: str, issues: Issues) -> pa.Table:
    """Read a column of amounts: plain ones as columns of digits, each distinct other text once.

    Returns:
        Columns of `SCHEMA`: `value` in minor units without its sign, `currency` (ISO 4217) where the cell
        tells it, `sign` (`out` for minus, brackets and DR; `in` for plus and CR; null for a bare number), `issue`.
    """
    if not rows.given(field):
        return pa.table([pa.nulls(rows.size, f.type) for f in SCHEMA], schema=SCHEMA)
    texts = rows.text(field)
    plain = pc.fill_null(pc.match_substring_regex(texts, _PLAIN), False)
    digits = pc.replace_substring_regex(pc.if_else(plain, texts, pa.scalar(None, TEXT)), r"[-.]", "")
    nothing = pa.nulls(rows.size, TEXT)
    minus = pc.if_else(pc.and_(plain, pc.starts_with(texts, "-")), "out", pa.scalar(None, TEXT))
    columns = [digits.cast(pa.int64()), nothing, minus, nothing]
    odd = pc.and_(pc.is_valid(texts), pc.invert(plain))
    if pc.any(odd).as_py():
        others = distinct(texts.filter(odd), clean, rows.memo("money"))
        columns = [pc.replace_with_mask(c, odd, column(others, n)) for c, n in zip(columns, SCHEMA.names, strict=True)]
    table = pa.table(columns, schema=SCHEMA)
    issues.add(field, column(table, "issue"))
    return table


def in_minor_units(hundredths: pa.Array, currency: pa.Array) -> pa.Array:
    """Return the amounts with those of currencies without minor units divided by a hundred."""
    bare = pc.is_in(currency, value_set=pa.array(NO_MINOR_UNIT))
    return pc.if_else(bare, pc.divide(hundredths, 100), hundredths)


def clean(texts: pa.Array) -> pa.Table:
    """Return the columns of `SCHEMA` for each text."""
    found = [(None, None, None, None) if t is None else amount(t) for t in texts.to_pylist()]
    return pa.table(transposed(found, SCHEMA.types), schema=SCHEMA)


def amount(text: str) -> tuple[int | None, str | None, str | None, str | None]:
    """Return hundredths, currency, sign and issue of one amount.

    `1,234.50`, `£1,234.50`, `(12.00)`, `12.00 DR`, `-12`, `12.00-`, `1.234,50 zł`, `GBP 12`.
    """
    plain = text.upper().replace("\u00a0", " ").replace("\u202f", " ").strip()
    parts = _AMOUNT.fullmatch(plain)
    if not parts:
        return None, None, None, whole(plain)[1] or f"no amount in {text!r}"
    hundredths, issue = _hundredths(parts["digits"].strip())
    marks = parts["before"] + parts["inner"] + parts["after"]
    minus = any(m in marks for m in "-−–(")
    word = parts["word"]
    if word:
        minus = word in _OUT
    sign = "out" if minus else "in" if word in _IN or "+" in marks else None
    known = parts["currency"] or parts["behind"]
    currency = _SYMBOLS.get(known, known) if known else None
    return hundredths, currency, sign if hundredths is not None else None, issue


def _hundredths(digits: str) -> tuple[int | None, str | None]:
    """Return the number in hundredths. The last `.` or `,` is the decimal mark; a comma before three digits is not."""
    digits = digits.replace(" ", "").replace("'", "")
    mark = max(digits.rfind("."), digits.rfind(","))
    head, tail = (digits, "") if mark < 0 else (digits[:mark], digits[mark + 1 :])
    groups = digits[mark] if mark >= 0 else ""
    repeated = groups and digits.count(groups) > 1
    if (groups == "," and len(tail) == 3) or repeated:
        head, tail = digits, ""  # thousands, not decimals
    head = head.replace(",", "").replace(".", "").lstrip("0") or "0"
    if len(head) > _MOST_DIGITS:
        return None, "more digits than an amount of money has"
    if tail.rstrip("0") and len(tail.rstrip("0")) > 2:
        return None, "more than two decimals"
    return int(head) * 100 + int(tail[:2].ljust(2, "0") or 0), None
