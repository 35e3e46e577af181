"""Positions, and the masts and wireless networks the telephone kept a list of."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets.ends import first_filled
from clew.readers.sheets.words import meaning
from clew.readers.ufed.kind import Kind, Made
from clew.readers.ufed.rows import Rows, blank

_SHOWN = {
    "start": "TimeStamp",
    "end": "EndTime",
    "lat": "Position",
    "lon": "Position",
    "name": "Name",
    "address": "Address",
    "source": "Source",
    "note": "Description",
    "basis": "Origin",
    "accuracy": "GpsHorizontalAccuracy",
    "deleted": "deleted_state",
}
_ADDRESS = ("Street1", "Street2", "HouseNumber", "City", "State", "PostalCode", "Country")


def _locations(rows: Rows) -> Made:
    basis = first_filled(*(rows.each(f, _basis) for f in ("Origin", "Category", "Type")))
    # A waypoint without a time belongs to a route that was planned.
    waypoint = pa.array((rows.models.outer[rows.records] >= 0), pa.bool_())
    start = rows.moment("TimeStamp")
    planned = pc.if_else(pc.and_(waypoint, blank(start)), "mentioned", "measured")
    notes = [rows.text(f) for f in ("Type", "Category", "Description")]
    note = _listing(notes, "; ")
    return Made(
        {
            **_common(rows),
            "start": start,
            "end": rows.moment("EndTime"),
            "accuracy": rows.first("GpsHorizontalAccuracy", "Precision"),
            "basis": first_filled(basis, planned),
            "name": rows.text("Name"),
            "source": rows.text("Source"),
            "note": note,
        }
    )


def _masts(rows: Rows) -> Made:
    ids = [rows.text(f) for f in ("MCC", "MNC", "LAC", "CID")]
    name = pc.binary_join_element_wise("cell", pc.binary_join_element_wise(*ids, "-"), " ")
    return _listed(rows, name, "CELL", rows.moment("TimeStamp"))


def _networks(rows: Rows) -> Made:
    name = pc.utf8_trim_whitespace(pc.binary_join_element_wise(rows.text("SSId"), rows.text("BSSId"), " "))
    return _listed(rows, name, "WIFI", rows.moment("LastConnection", "LastConnected", "TimeStamp"))


def _listed(rows: Rows, name: pa.Array, source: str, start: pa.Array) -> Made:
    """Telephones hold lists of masts and networks for whole districts: a position of one is no position of theirs."""
    connected = rows.first("LastConnection", "LastConnected")
    return Made(
        {
            **_common(rows),
            "start": start,
            "basis": pc.if_else(blank(connected), "mentioned", "inferred"),
            "name": name,
            "source": pa.repeat(source, rows.size),
            "note": pa.repeat("kept in a list of the telephone", rows.size),
        }
    )


def _common(rows: Rows) -> dict[str, pa.Array]:
    lat, lon = (_nested(rows, ("Position", "Coordinate"), f) for f in ("Latitude", "Longitude"))
    spoken = [_nested(rows, ("Address",), f) for f in _ADDRESS]
    address = _listing(spoken, ", ")
    comment = _nested(rows, ("Position", "Coordinate"), "PositionAddress")
    return {"lat": lat, "lon": lon, "address": first_filled(address, comment), "deleted": rows.deleted}


def _nested(rows: Rows, fields: tuple[str, ...], name: str) -> pa.Array:
    """Return a field of the first model in one of these fields of each record."""
    models, at = rows.nested(*fields)
    text = pc.fill_null(rows.models.value(models, name), "")
    first = np.full(rows.size, -1, np.int64)
    first[at[::-1]] = np.arange(len(at))[::-1]
    return pc.fill_null(text.take(pa.array(first, mask=first < 0)), "")


def _listing(columns: list[pa.Array], separator: str) -> pa.Array:
    """Return the columns joined, blank ones left out."""
    led = [pc.if_else(blank(c), "", pc.binary_join_element_wise(separator, c, "")) for c in columns]
    return pc.utf8_slice_codeunits(pc.binary_join_element_wise(*led, ""), len(separator))


def _basis(text: str) -> str:
    return meaning("basis", text)


LOCATIONS = Kind(
    name="Location",
    types=("Location",),
    normaliser="locations",
    shown=_SHOWN,
    titles=("Source", "Name", "Description", "Type", "Category", "Origin", "TimeStamp", "EndTime"),
    same=("start", "lat", "lon", "name", "basis"),
    make=_locations,
)
MASTS = Kind(
    name="CellTower",
    types=("CellTower",),
    normaliser="locations",
    shown={**_SHOWN, "name": "CID"},
    titles=("Source", "MCC", "MNC", "LAC", "CID", "TimeStamp"),
    same=("start", "lat", "lon", "name"),
    make=_masts,
)
NETWORKS = Kind(
    name="WirelessNetwork",
    types=("WirelessNetwork",),
    normaliser="locations",
    shown={**_SHOWN, "name": "SSId", "start": "LastConnection"},
    titles=("Source", "SSId", "BSSId", "LastConnection"),
    same=("start", "lat", "lon", "name"),
    make=_networks,
)
