"""Bank transactions: who paid whom, when, how much, as the statement of one account shows it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import accounts, held, money, named, place_key
from clew.normalise.coverage_stated import add_stated_coverage
from clew.normalise.ends import End, column, nowhere
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, first_of_each
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import moments

_IN = pa.array(["cr", "c", "credit", "in", "paid in", "money in", "+", "received", "deposit"])
_OUT = pa.array(["dr", "d", "db", "debit", "out", "paid out", "money out", "-", "sent", "withdrawal", "payment"])

#: Currency of a sum that names none, by the case's region.
_CURRENCY_OF_REGION = {"GB": "GBP", "PL": "PLN", "RO": "RON", "CZ": "CZK", "SE": "SEK", "IE": "EUR", "AL": "ALL"}


class Sums(NamedTuple):
    """Amount in minor units without sign, its currency, and whether it came `in` or went `out`."""

    amount: pa.Array
    currency: pa.Array
    direction: pa.Array


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of transactions. A row that tells of no sum of money is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    sums = _sums(rows, issues)
    subject = _subject(rows, issues)
    other = accounts.read(rows, issues, "counterparty_account", "counterparty_sort_code", "counterparty_iban")
    other = other._replace(raw=pc.coalesce(rows.text("counterparty_name"), other.raw))
    # Without a direction nobody can say who paid whom: the other side stays a text.
    untold = pc.is_null(sums.direction)
    other = nowhere(rows)._replace(raw=other.raw).chosen(untold, other)
    inward = pc.fill_null(pc.equal(sums.direction, "in"), False)
    payer, payee = other.chosen(inward, subject), subject.chosen(inward, other)
    start = moments(rows, issues)
    terminal = place_key.keys(rows, "atm", issues)
    records = Records(rows, issues)
    records.where(
        "event",
        _tells_a_sum(rows),
        event_kind="payment",
        subject_kind=subject.kind, subject=subject.value,
        a_kind=payer.kind, a=payer.value, a_raw=payer.raw,
        b_kind=payee.kind, b=payee.value, b_raw=payee.raw,
        direction=sums.direction,
        start_utc=start.value, time_raw=start.raw, tz_basis=start.tz_basis, ambiguous=start.ambiguous,
        place=terminal, position_kind=pc.if_else(pc.is_valid(terminal), "place", pa.scalar(None, TEXT)),
        amount_minor=sums.amount, currency=sums.currency,
        channel=pc.utf8_upper(rows.text("channel")), text=rows.text("description"),
    )  # fmt: skip
    _holder(rows, records, subject)
    result = records.finish("no sum of money")
    return add_stated_coverage(result, rows, subject, "payment")


def _tells_a_sum(rows: Rows) -> pa.Array:
    amounts = (rows.text(f) for f in ("amount", "paid_in", "paid_out"))
    return pc.is_valid(pc.coalesce(*amounts))


def _sums(rows: Rows, issues: Issues) -> Sums:
    """Read the money columns: paid in and paid out apart, or one amount with a sign, a word or a column for it.

    A bare amount came in, unless the part's `meta` `unsigned` says `out`: a list of payments made.
    """
    signed, paid_in, paid_out = (money.read(rows, f, issues) for f in ("amount", "paid_in", "paid_out"))
    came, went = (_not_nought(column(t, "value")) for t in (paid_in, paid_out))
    word = pc.utf8_lower(rows.text("sign"))
    said = pc.if_else(pc.is_in(word, value_set=_IN), "in", pc.if_else(pc.is_in(word, value_set=_OUT), "out", None))
    value = column(signed, "value")
    bare = pc.if_else(pc.is_valid(value), rows.constant(rows.meta("unsigned") or "in"), pa.scalar(None, TEXT))
    direction = pc.coalesce(
        pc.if_else(pc.is_valid(came), "in", pa.scalar(None, TEXT)),
        pc.if_else(pc.is_valid(went), "out", pa.scalar(None, TEXT)),
        said.cast(TEXT), column(signed, "sign"), bare,
    )  # fmt: skip
    issues.flag("paid_in", pc.and_(pc.is_valid(came), pc.is_valid(went)), "money in and out in one row")
    told = pc.coalesce(*(column(t, "currency") for t in (signed, paid_in, paid_out)))
    currency = currencies(rows, told)
    amount = pc.coalesce(came, went, value, column(paid_in, "value"), column(paid_out, "value"))
    return Sums(money.in_minor_units(amount, currency), currency, direction)


def currencies(rows: Rows, told: pa.Array) -> pa.Array:
    """Return the currency of each row: its own column, else its cell (`told`), else the part's, else the region's."""
    assumed = rows.meta("currency") or _CURRENCY_OF_REGION.get(rows.context.region)
    return pc.coalesce(pc.utf8_upper(rows.text("currency")), told, rows.constant(assumed))


def _not_nought(amounts: pa.Array) -> pa.Array:
    """A nought in the other column means "not this one"."""
    return pc.if_else(pc.equal(amounts, 0), pa.scalar(None, pa.int64()), amounts)


def _subject(rows: Rows, issues: Issues) -> End:
    """Return the account whose statement it is: the row's, else the preamble's."""
    own = accounts.read(rows, issues)
    if rows.meta("account_number") is None and rows.meta("iban") is None:
        return own
    stated = accounts.stated(rows)
    return stated.chosen(own.blank, own)


def _holder(rows: Rows, records: Records, subject: End) -> None:
    """Add the holder of each account the part names, once per batch."""
    name = pc.fill_null(rows.text("account_name"), rows.meta("account_name") or "")
    at = first_of_each(pc.and_(pc.not_equal(name, ""), pc.is_valid(subject.kind)), name, subject.value)
    if not len(at):
        return
    here = np.zeros(rows.size, bool)
    here[at] = True
    holders = named.either(rows, records, pc.if_else(pa.array(here), name, pa.scalar(None, TEXT)), "account holder")
    held.belong(records, held.from_end(subject), holders, "HOLDS_ACCOUNT")


NORMALISER = Normaliser(
    name="payments",
    title="Bank transactions",
    fields={
        "account_number": "number of the account whose statement it is",
        "sort_code": "its sort code",
        "iban": "its IBAN",
        "account_name": "name of its holder",
        "start": "date and time in one cell",
        "date": "date",
        "time": "time of day",
        "amount": "sum, with sign, brackets, DR or CR",
        "paid_in": "sum received, in statements with two columns",
        "paid_out": "sum paid, in statements with two columns",
        "sign": "credit or debit, when apart from the sum",
        "balance": "balance; kept in the row's text",
        "counterparty_name": "name of the other side; a name alone is no account",
        "counterparty_account": "account number of the other side",
        "counterparty_sort_code": "sort code of the other side",
        "counterparty_iban": "IBAN of the other side",
        "description": "description on the statement",
        "channel": "kind of transaction: ATM, FPO, BACS, card",
        "card": "card used; kept in the row's text",
        "currency": "currency code",
        "atm": "cash machine or terminal",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
