"""Bookings and journeys: who travelled from where to where, under which booking, and who paid."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import accounts, belongings, held, named, persons, spots
from clew.normalise.belongings import Belongings
from clew.normalise.held import Period
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.person_events import per_holder
from clew.normalise.records import Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import instant, moments


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of journeys. A row that names nobody is set aside.

    The place of the event is the destination; the booking reference, which groups travellers, is its conversation.
    """
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    holders = persons.read(rows, issues, records)
    start = moments(rows, issues)
    target = spots.read(rows, issues, "to_place")
    origin = spots.read(rows, issues, "from_place")
    route = pc.binary_join_element_wise(rows.text("from_place"), rows.text("to_place"), " to ")
    per_holder(
        records, holders,
        event_kind="travel",
        b_kind=target.end.kind, b=target.end.value, b_raw=rows.text("to_place"),
        start_utc=start.value, end_utc=instant(rows, "end", issues), time_raw=start.raw, tz_basis=start.tz_basis,
        ambiguous=start.ambiguous, place=target.place, channel=rows.text("carrier"),
        text=pc.coalesce(route, rows.text("from_place")), conversation=rows.text("reference"),
    )  # fmt: skip
    for spot in (target, origin):
        spots.describe(records, spot)
    then = Period(start.value, start.value)
    _payment(rows, issues, records, holders, then)
    theirs = Belongings(rows, issues, records, holders, then)
    theirs.numbers()
    theirs.homes()
    return records.finish("nobody is named")


def _payment(rows: Rows, issues: Issues, records: Records, holders: Holders, then: Period) -> None:
    """Link each traveller to what or who paid: the card, held by the payer the row names, or the payer alone.

    A card without a named payer is the traveller's own only where people gave it as their own.
    """
    found = accounts.cards(rows, "card", issues)
    card = found.across(rows.size)
    travels = pa.array(holders.per_row > 0)
    means = pc.if_else(travels, card.value, pa.scalar(None, TEXT))
    payers = named.either(rows, records, named.once_with(rows.text("payer_name"), means), "payer")
    held.belong(records, found, payers, "HOLDS_ACCOUNT", capacity="payer", period=then)
    unpaid = indices(pc.and_(pc.is_null(card.value), pa.array(payers.per_row > 0)))
    named.link(records, holders, payers.of_rows(unpaid), "LINKED_TO", "payer", from_utc=then.start, to_utc=then.end)
    own = (rows.meta("as_own") or "").lower() == "true"
    theirs = pc.is_null(rows.text("payer_name")).to_numpy(zero_copy_only=False)[found.at] & own
    for mask, relation in ((theirs, "HOLDS_ACCOUNT"), (~theirs, "LINKED_TO")):
        held.belong(
            records, found.take(np.flatnonzero(mask)), holders, relation, as_own=own, capacity="payer", period=then
        )


NORMALISER = Normaliser(
    name="travel",
    title="Bookings and journeys",
    fields={
        **persons.FIELDS,
        **belongings.FIELDS,
        "reference": "booking reference; groups those who travel together",
        "start": "departure, date and time in one cell",
        "date": "date of departure",
        "time": "time of departure",
        "end": "arrival",
        "from_place": "where from",
        "to_place": "where to",
        "carrier": "airline, coach or train",
        "payer_name": "who paid",
        "card": "card it was paid with, masked or whole",
        "seat": "seat; kept in the row's text",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
