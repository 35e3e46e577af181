"""Positions a telephone or an account recorded: measured ones, and visits somebody's software inferred.

A position is where the device, or its account, says it was; it is no person, and an inferred visit is marked.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import ends, position
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import flag_missing_time_of_day, instant, moments
from clew.normalise.truth import truth

#: How a place came into the data -> the kind of position.
_BASES = {"measured": "device", "inferred": "inferred", "mentioned": "place"}


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of positions. A row with neither a position nor a name or address is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    device = ends.device(rows)
    where = position.read(rows)
    issues.add("lat", where.issue)
    start, end = moments(rows, issues), instant(rows, "end", issues)
    flag_missing_time_of_day(issues, "start", start)
    basis = pc.fill_null(pc.utf8_lower(rows.text("basis")), "measured")
    kind = basis
    for word, name in _BASES.items():
        kind = pc.if_else(pc.equal(basis, word), name, kind)
    label = pc.coalesce(rows.text("name"), rows.text("address"))
    records.where(
        "event",
        pc.or_(pc.is_valid(where.lat), pc.is_valid(label)),
        event_kind="location",
        subject_kind=device.kind, subject=device.value,
        # A place that was only searched for or received says nothing about where the device was.
        a_kind=pc.if_else(pc.equal(kind, "place"), pa.scalar(None, TEXT), device.kind),
        a=pc.if_else(pc.equal(kind, "place"), pa.scalar(None, TEXT), device.value),
        b_raw=label, status=basis,
        start_utc=start.value, end_utc=end, time_raw=start.raw, tz_basis=start.tz_basis, ambiguous=start.ambiguous,
        lat=where.lat, lon=where.lon, position_kind=kind, accuracy_m=_metres(rows, issues),
        channel=rows.text("source"), text=rows.cells("note"), deleted=truth(rows, "deleted"),
    )  # fmt: skip
    return records.finish("neither a position nor a name of a place")


def _metres(rows: Rows, issues: Issues) -> pa.Array:
    text = rows.text("accuracy")
    number = pc.extract_regex(text, r"^(?P<n>\d+(?:\.\d+)?)\s*(?:m|metres|meters)?$")
    issues.flag("accuracy", pc.and_(pc.is_valid(text), pc.is_null(number)), "not a number of metres")
    return pc.cast(pc.struct_field(number, "n"), pa.float64())


NORMALISER = Normaliser(
    name="locations",
    title="Positions a telephone or an account recorded",
    fields={
        "start": "when, date and time in one cell, or an epoch number",
        "date": "when, date",
        "time": "when, time of day",
        "end": "until when",
        "lat": "latitude, or both coordinates",
        "lon": "longitude",
        "accuracy": "radius the source states, metres",
        "basis": "measured, inferred (a visit or activity software worked out) or mentioned (searched for, received)",
        "name": "name of the place",
        "address": "address of the place",
        "source": "GPS, WIFI, CELL or the app",
        "note": "description",
        "deleted": "recovered after deletion",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
