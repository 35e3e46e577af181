"""Number-plate reads: which vehicle passed which camera when. The raw read is kept; a read is not a driver."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import plate
from clew.normalise import ends, held, place_key, position
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, first_of_each
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import flag_missing_time_of_day, moments

_DESCRIBED = ("make", "model", "colour", "country")


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of reads. A row with neither a plate nor a time, place or position is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    vehicle = ends.end(rows, "vrm", issues, plate.clean, "plate")
    start = moments(rows, issues)
    flag_missing_time_of_day(issues, "start", start)
    camera = place_key.keys(rows, "camera", issues)
    if rows.given("camera_name"):
        camera = pc.coalesce(camera, place_key.keys(rows, "camera_name", issues))
    seen = position.read(rows)
    issues.add("lat", seen.issue)
    usable = pc.or_(pc.invert(vehicle.blank), pc.and_(pc.is_valid(start.value), pc.is_valid(camera)))
    kind = pc.if_else(pc.is_valid(camera), "place", pa.scalar(None, TEXT))
    records.where(
        "event",
        usable,
        event_kind="sighting",
        subject_kind=vehicle.kind, subject=vehicle.value,
        a_kind=vehicle.kind, a=vehicle.value, a_raw=vehicle.raw,
        b_kind=kind, b=camera, b_raw=pc.coalesce(rows.text("camera"), rows.text("camera_name")),
        status=rows.text("confidence"),
        start_utc=start.value, time_raw=start.raw, tz_basis=start.tz_basis, ambiguous=start.ambiguous,
        place=camera, lat=seen.lat, lon=seen.lon,
        position_kind=pc.if_else(pc.is_valid(seen.lat), "camera", pa.scalar(None, TEXT)),
    )  # fmt: skip
    place_key.describe(records, camera, rows.text("camera"), rows.text("camera_name"), seen)
    _vehicles(rows, records, vehicle)
    return records.finish("no plate, and no time with a place")


def _vehicles(rows: Rows, records: Records, vehicle: ends.End) -> None:
    """Describe each vehicle once per batch and description, where the camera tells more than the plate."""
    if not rows.given(*_DESCRIBED):
        return
    facts = [rows.text(f) for f in _DESCRIBED]
    at = first_of_each(pc.and_(pc.is_valid(vehicle.kind), pc.is_valid(pc.coalesce(*facts))), vehicle.value, *facts)
    attributes = held.json_objects({n: c.take(at) for n, c in zip(_DESCRIBED, facts, strict=True)}, len(at))
    columns = {"value": vehicle.value.take(at), "value_raw": vehicle.raw.take(at)}
    records.add("identifier", at, id_kind="vehicle", attributes=attributes, **columns)


NORMALISER = Normaliser(
    name="sightings",
    title="Number-plate reads",
    fields={
        "vrm": "plate as read",
        "start": "date and time in one cell",
        "date": "date",
        "time": "time of day",
        "camera": "camera's id; unique only within its operator",
        "camera_name": "camera's name or site",
        "lat": "latitude of the camera",
        "lon": "longitude of the camera",
        "easting": "National Grid easting of the camera, metres",
        "northing": "National Grid northing of the camera, metres",
        "direction": "direction of travel; kept in the row's text",
        "lane": "lane; kept in the row's text",
        "confidence": "how sure the reader was, as written",
        "make": "make",
        "model": "model",
        "colour": "colour",
        "country": "country or region of the plate",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
