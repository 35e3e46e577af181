"""Top-ups of prepaid numbers: who paid, by what means, at which outlet, for which number."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import accounts, held, money, named, place_key
from clew.normalise.ends import End, column, nowhere, phone_end
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.payments import currencies
from clew.normalise.records import Records
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import moments


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of top-ups. A row without a number is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    number = phone_end(rows, "phone", issues)
    sum_ = money.read(rows, "amount", issues)
    currency = currencies(rows, column(sum_, "currency"))
    start = moments(rows, issues)
    outlet = place_key.keys(rows, "outlet", issues)
    payer = _payer(rows, issues, records)
    voucher = pc.if_else(pc.is_valid(rows.text("voucher")), "voucher", pa.scalar(None, TEXT))
    records.where(
        "event",
        pc.invert(number.blank),
        event_kind="topup",
        subject_kind=number.kind, subject=number.value,
        a_kind=payer.kind, a=payer.value, a_raw=payer.raw,
        b_kind=number.kind, b=number.value, b_raw=number.raw,
        start_utc=start.value, time_raw=start.raw, tz_basis=start.tz_basis, ambiguous=start.ambiguous,
        place=outlet, position_kind=pc.if_else(pc.is_valid(outlet), "place", pa.scalar(None, TEXT)),
        amount_minor=money.in_minor_units(column(sum_, "value"), currency), currency=currency,
        channel=pc.coalesce(pc.utf8_lower(rows.text("channel")), voucher),
    )  # fmt: skip
    place_key.describe(records, outlet, rows.text("outlet"))
    return records.finish("no number that was topped up")


def _payer(rows: Rows, issues: Issues, records: Records) -> End:
    """Return who paid: the account, else the card, else the paying number, else the person named.

    A payer named beside an account or card is its holder, recorded once per batch.
    """
    means = [found.across(rows.size) for found in accounts.all_of(rows, issues)]
    by = pc.coalesce(*(end.value for end in means)) if means else pa.nulls(rows.size, TEXT)
    person = named.persons(rows, records, named.once_with(rows.text("payer_name"), by), "payer")
    for found in means:
        held.belong(records, held.from_end(found), person, "HOLDS_ACCOUNT", capacity="payer")
    ends = [*means, phone_end(rows, "payer_phone", issues), held.holder_ends(person, rows.text("payer_name"))]
    payer = nowhere(rows)
    for end in reversed(ends):
        payer = end.chosen(pc.is_valid(end.kind), payer)
    raw = pc.coalesce(rows.text("payer_name"), payer.raw, rows.text("card"), rows.text("payer_phone"))
    return payer._replace(raw=raw)


NORMALISER = Normaliser(
    name="topups",
    title="Top-ups of prepaid numbers",
    fields={
        "phone": "number topped up",
        "start": "date and time in one cell",
        "date": "date",
        "time": "time of day",
        "amount": "sum",
        "currency": "currency code",
        "channel": "voucher, card, app",
        "payer_name": "name of who paid",
        "payer_phone": "number of who paid",
        "card": "card number, masked or whole",
        "account_number": "account that paid",
        "sort_code": "its sort code",
        "outlet": "shop or machine",
        "voucher": "voucher number; kept in the row's text",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
