"""Stops, searches and arrests: who was stopped where and when, in what vehicle, with whom."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import plate, when
from clew.identifiers.distinct import distinct
from clew.normalise import belongings, ends, named, persons, spots
from clew.normalise.belongings import Belongings
from clew.normalise.ends import column
from clew.normalise.held import Period
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.person_events import per_holder
from clew.normalise.records import Records
from clew.normalise.rows import TEXT, Rows
from clew.normalise.split_cell import BREAKS, pieces
from clew.normalise.times import count_day_order, moments


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of stops. A row that names neither a person nor a vehicle is set aside.

    A companion is recorded as seen with the person; that somebody was in a stopped vehicle does not say who drove it.
    """
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    holders = persons.read(rows, issues, records)
    start = moments(rows, issues)
    spot = spots.read(rows, issues, "place", "postcode")
    columns = {
        "event_kind": "stop",
        "b_kind": spot.end.kind, "b": spot.end.value, "b_raw": spot.end.raw,
        "start_utc": start.value, "time_raw": start.raw, "tz_basis": start.tz_basis, "ambiguous": start.ambiguous,
        "place": spot.place, "position_kind": pc.if_else(pc.is_valid(spot.place), "place", pa.scalar(None, TEXT)),
        "status": rows.text("outcome"), "text": rows.text("reason"), "conversation": rows.text("reference"),
    }  # fmt: skip
    per_holder(records, holders, **columns)
    vehicle = ends.end(rows, "vehicle", Issues(rows.size), plate.clean, "plate")
    alone = pc.and_(pc.is_valid(vehicle.kind), pa.array(holders.per_row == 0))
    records.where("event", alone, a_kind=vehicle.kind, a=vehicle.value, a_raw=vehicle.raw, **columns)
    spots.describe(records, spot)
    then = Period(start.value, start.value)
    named.link(
        records, holders, _companions(rows, records, issues), "SEEN_WITH", "stop", from_utc=then.start, to_utc=then.end
    )
    theirs = Belongings(rows, issues, records, holders, then)
    theirs.numbers()
    theirs.homes(postcode="")
    theirs.vehicles("LINKED_TO", "vehicle of the stop")
    return records.finish("neither a person nor a vehicle is named")


def _companions(rows: Rows, records: Records, issues: Issues) -> Holders:
    """Add the companions; a birth date belongs to a companion who is the only one of the row."""
    at, texts = pieces(rows.text("companion_name"), BREAKS, lambda split: pc.match_substring(split, " "))
    alone = np.bincount(at, minlength=rows.size)[at] == 1
    dates = pc.if_else(pa.array(alone), rows.text("companion_birth_date").take(at), pa.scalar(None, TEXT))
    count_day_order(rows, dates)
    table = distinct(dates, lambda known: when.birth(known, rows.context.day_order), rows.memo("birth"))
    issues.add_at("companion_birth_date", at, column(table, "issue"))
    facts = {"birth_raw": dates, "birth_date": column(table, "value")}
    return named.persons(rows, records, texts, "companion", at, **facts)


NORMALISER = Normaliser(
    name="stops",
    title="Stops, searches and arrests",
    fields={
        **persons.FIELDS,
        **belongings.FIELDS,
        "start": "date and time in one cell",
        "date": "date",
        "time": "time of day",
        "place": "where",
        "postcode": "postcode of that place",
        "reason": "reason or grounds",
        "outcome": "outcome",
        "companion_name": "who was with the person; several apart by line breaks or semicolons",
        "companion_birth_date": "date of birth of the companion",
        "reference": "reference of the stop",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
