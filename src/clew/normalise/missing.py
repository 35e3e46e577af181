"""Missing episodes: who was missing from when to when, and where they were found."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import belongings, named_others, persons, spots
from clew.normalise.belongings import Belongings
from clew.normalise.held import Period
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.person_events import per_holder
from clew.normalise.records import Records
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import instant, moments


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of episodes. A row that names no person is set aside, unless it identifies somebody otherwise."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    holders = persons.read(rows, issues, records)
    since = moments(rows, issues, "missing_from", "", "")
    other = moments(rows, issues)
    gone = {n: pc.coalesce(getattr(since, n), getattr(other, n)) for n in ("value", "raw", "tz_basis")}
    back = pc.coalesce(*(instant(rows, f, issues) for f in ("missing_to", "end")))
    issues.flag("missing_to", pc.less(back, gone["value"]), "before the start")
    found = spots.read(rows, issues, "found_at", "found_postcode")
    ambiguous = pc.if_else(pc.is_valid(since.value), since.ambiguous, other.ambiguous)
    per_holder(
        records, holders,
        event_kind="missing",
        b_kind=found.end.kind, b=found.end.value, b_raw=found.end.raw,
        start_utc=gone["value"], end_utc=back, time_raw=gone["raw"], tz_basis=gone["tz_basis"], ambiguous=ambiguous,
        place=found.place, position_kind=pc.if_else(pc.is_valid(found.place), "place", pa.scalar(None, TEXT)),
        status=rows.text("found"), text=rows.text("circumstances"), conversation=rows.text("reference"),
    )  # fmt: skip
    spots.describe(records, found)
    always = Period(pa.nulls(rows.size, since.value.type), pa.nulls(rows.size, since.value.type))
    theirs = Belongings(rows, issues, records, holders, always)
    theirs.numbers()
    theirs.homes()
    theirs.vehicles()
    named_others.add(rows, issues, records, holders, always)
    return records.finish("no person is named")


NORMALISER = Normaliser(
    name="missing",
    title="Missing episodes",
    fields={
        **persons.FIELDS,
        **belongings.FIELDS,
        **named_others.FIELDS,
        "missing_from": "since when the person was missing",
        "missing_to": "until when",
        "start": "since when, date and time in one cell",
        "date": "since when, date",
        "time": "since when, time of day",
        "end": "until when, date and time in one cell",
        "reported": "when it was reported; kept in the row's text",
        "found": "how the episode ended",
        "found_at": "where the person was found",
        "found_postcode": "postcode of that place",
        "circumstances": "circumstances",
        "reference": "reference of the episode",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
