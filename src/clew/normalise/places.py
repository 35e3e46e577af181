"""Lists of masts and cameras: where they stand, which way they face."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import held, place_key, position
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records
from clew.normalise.rows import Rows

_ATTRIBUTES = ("place_type", "operator", "address", "postcode", "azimuth", "beam_width", "lac", "from", "to")


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of places. A row with neither an id nor a name is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    key = place_key.keys(rows, "place_id", issues, area="lac", operator="operator")
    if rows.given("name"):
        key = pc.coalesce(key, place_key.keys(rows, "name", issues, operator="operator"))
    stands = position.read(rows)
    issues.add("lat", stands.issue)
    records.where(
        "identifier",
        pc.is_valid(key),
        id_kind="place",
        value=key,
        value_raw=pc.coalesce(rows.text("place_id"), rows.text("name")),
        label=pc.coalesce(rows.text("name"), rows.text("address"), rows.text("place_id")),
        attributes=held.json_objects({name: rows.text(name) for name in _ATTRIBUTES}, rows.size),
        lat=stands.lat,
        lon=stands.lon,
    )
    return records.finish("no id and no name")


NORMALISER = Normaliser(
    name="places",
    title="Masts, cameras and other places",
    fields={
        "place_id": "id as its operator writes it",
        "name": "name of the site",
        "operator": "whose id it is",
        "place_type": "mast, camera, shop",
        "lat": "latitude",
        "lon": "longitude",
        "easting": "National Grid easting, metres",
        "northing": "National Grid northing, metres",
        "azimuth": "direction it faces, degrees",
        "beam_width": "width of the beam, degrees",
        "postcode": "postcode",
        "address": "address",
        "lac": "location or tracking area code",
        "from": "since when it stood there",
        "to": "until when it stood there",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
