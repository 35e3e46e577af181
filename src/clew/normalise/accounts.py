"""Accounts of a row: sort code and number, IBAN, or a payment card."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import account
from clew.identifiers.cleaned import Cleaned, each
from clew.identifiers.distinct import distinct
from clew.normalise.ends import End, column, fixed, nowhere
from clew.normalise.held import Identifiers, from_end, usable
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows


def read(
    rows: Rows, issues: Issues, number: str = "account_number", sort_code: str = "sort_code", iban: str = "iban"
) -> End:
    """Return the account of each row, from its number and sort code, else its IBAN; a name alone is no account.

    Args:
        rows: The batch.
        issues: Gets the ruined ones.
        number: Field of the account number; may hold the sort code too.
        sort_code: Field of the sort code, else `meta` of the same name.
        iban: Field of the IBAN.
    """
    nothing = pa.scalar(None, TEXT)
    if not rows.given(number, iban):
        return nowhere(rows)
    numbers, codes = rows.text(number), rows.text(sort_code)
    if rows.meta(sort_code):
        codes = pc.fill_null(codes, rows.meta(sort_code))
    # A number alone is told from a code and a number by its lack of a bar: `join` puts one in.
    both = pc.if_else(pc.is_valid(codes), account.join(codes, numbers), numbers)
    texts = pc.if_else(pc.is_valid(numbers), both, rows.text(iban))
    table = distinct(texts, account.clean, rows.memo("account"))
    field = number if rows.given(number) else iban
    issues.add(field, column(table, "issue"))
    raw = pc.if_else(pc.is_valid(numbers), rows.cells(number), rows.cells(iban))
    return End(column(table, "kind"), column(table, "value"), pc.if_else(pc.is_valid(texts), raw, nothing))


def all_of(rows: Rows, issues: Issues) -> list[Identifiers]:
    """Return the accounts and the payment cards of the rows, each kind apart."""
    found = []
    if rows.given("account_number", "iban"):
        found.append(from_end(read(rows, issues)))
    if rows.given("card"):
        found.append(cards(rows, "card", issues))
    return found


def stated(rows: Rows) -> End:
    """Return the account the preamble states, the same for every row."""
    code, number, iban = (rows.meta(key) for key in ("sort_code", "account_number", "iban"))
    texts = account.join(pa.array([code], TEXT), pa.array([number], TEXT)) if number else pa.array([iban], TEXT)
    table = account.clean(texts)
    kind, value = table.column("kind")[0].as_py(), table.column("value")[0].as_py()
    return fixed(rows, kind, value, number or iban) if kind else nowhere(rows)


def cards(rows: Rows, field: str, issues: Issues) -> Identifiers:
    """Read payment cards: kind `account`, value `card:` and the digits.

    Of a masked card only the last four are known. Other cards end like it, so it is kept apart by
    exhibit and never joins two files.
    """
    texts = rows.text(field)
    table = distinct(texts, lambda known: each(known, lambda text: _card(text, rows.context.scope)), rows.memo("card"))
    issues.add(field, column(table, "issue"))
    return usable(np.arange(rows.size), table, texts)


def _card(text: str, scope: str) -> Cleaned:
    digits = re.sub(r"[ \-]", "", text)
    if re.fullmatch(r"\d{12,19}", digits):
        return Cleaned(f"card:{digits}", "account", "valid")
    last = re.search(r"(?:[*xX•#.]|ending|last)\D*(\d{4})$", text) or re.fullmatch(r"(\d{4})", digits)
    if last:
        return Cleaned(f"card:{scope}|{last[1]}", "account", "partial")
    return Cleaned(None, None, "invalid", "no card number")
