"""Latitude and longitude of a row, whichever way it writes them: degrees, one cell for both, ETSI, National Grid."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise.osgrid import to_wgs84
from clew.normalise.rows import Rows, transposed

FIELDS = ("lat", "lon", "easting", "northing")

_SEPARATOR = "\x1f"
_BOTH = re.compile(r"^\s*(?:geo:)?\s*([-+]?\d+(?:\.\d+)?)\s*[/,;\s]\s*([-+]?\d+(?:\.\d+)?)\s*$")
_DEGREES = re.compile(
    r"^([NSEW]?)\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*(?:(\d+(?:\.\d+)?)\s*['′]\s*)?(?:(\d+(?:\.\d+)?)\s*(?:\"|″|'')\s*)?([NSEW]?)$"
)
#: ETSI TS 102 657: N515715 is DDMMSS, E0144130 is DDDMMSS, N513746.02 keeps a fraction of a second.
_ETSI = re.compile(r"^([NSEW])(\d{2,3})(\d{2})(\d{2}(?:\.\d+)?)$")
#: "Site name; Lat-22.39; Long-88.43": the dash is a separator there.
_IN_TEXT = re.compile(r"\blat\w*[-:= ]+(\d+\.\d+).*?\blon\w*[-:= ]+(-?\d+\.\d+)", re.I)


class Positions(NamedTuple):
    """WGS84 degrees, null where unknown, and why a given position was not kept."""

    lat: pa.Array
    lon: pa.Array
    issue: pa.Array


def read(rows: Rows, within: str = "") -> Positions:
    """Read the position of every row; each distinct one once. 0,0 and blank are unknown.

    Args:
        rows: The batch; fields `lat`, `lon`, else `easting`, `northing` (National Grid, metres, about 5 m accurate).
        within: Field whose text may hold a position inside when those are missing.
    """
    fields = [f for f in (*FIELDS, within) if f]
    if not rows.given(*fields):
        return Positions(
            pa.nulls(rows.size, pa.float64()), pa.nulls(rows.size, pa.float64()), pa.nulls(rows.size, pa.string())
        )
    joined = pc.binary_join_element_wise(
        *(rows.text(f) for f in fields), _SEPARATOR, null_handling="replace", null_replacement=""
    ).dictionary_encode()
    found = [_position(key.split(_SEPARATOR)) for key in joined.dictionary.to_pylist()]
    *degrees_and_metres, issue = transposed(found, [pa.float64()] * 4 + [pa.string()])
    lat, lon, east, north = (c.to_numpy() for c in degrees_and_metres)
    grid_lat, grid_lon = to_wgs84(east, north)
    lats, lons = (np.where(np.isnan(own), grid, own) for own, grid in ((lat, grid_lat), (lon, grid_lon)))
    reasons = [
        reason or ("easting and northing lie outside the National Grid" if np.isnan(y) and not np.isnan(e) else None)
        for reason, y, e in zip(issue.to_pylist(), lats, east, strict=True)
    ]
    columns = (pa.array(lats, from_pandas=True), pa.array(lons, from_pandas=True), pa.array(reasons, pa.string()))
    return Positions(*(c.take(joined.indices) for c in columns))


def _position(cells: list[str]) -> tuple[float, float, float, float, str | None]:
    """Return latitude, longitude, easting, northing (NaN when not given) and an issue of one row."""
    nan = float("nan")
    lat_text, lon_text, easting, northing, *text = cells
    both = _BOTH.match(lat_text) if not lon_text else None
    if both:
        lat_text, lon_text = both.groups()
    if lat_text or lon_text:
        lat, lon = degrees(lat_text, "NS"), degrees(lon_text, "EW")
        if lat is None or lon is None:
            return nan, nan, nan, nan, f"no position in {' '.join(t for t in (lat_text, lon_text) if t)!r}"
        if lat == 0 and lon == 0:
            return nan, nan, nan, nan, "misread position 0,0"
        if abs(lat) > 90 or abs(lon) > 180:
            return nan, nan, nan, nan, f"position {lat_text},{lon_text} is not on Earth"
        return lat, lon, nan, nan, None
    if easting or northing:
        e, n = _metres(easting), _metres(northing)
        if e is None or n is None:
            return nan, nan, nan, nan, f"no grid position in {easting!r}, {northing!r}"
        if e == 0 and n == 0:
            return nan, nan, nan, nan, "misread position 0,0"
        return nan, nan, e, n, None
    inside = _IN_TEXT.search(text[0]) if text else None
    if inside:
        return float(inside[1]), float(inside[2]), nan, nan, None
    return nan, nan, nan, nan, None


def degrees(text: str, hemispheres: str) -> float | None:
    """Return decimal degrees of one coordinate, null when it is none.

    Args:
        text: `51.5`, `51,5`, `51.5 N`, `51° 30' 0" N`, `N513000`, `N51.5046`.
        hemispheres: `NS` for a latitude, `EW` for a longitude; the other letters are refused.
    """
    text = text.strip().upper()
    etsi = _ETSI.match(text)
    if etsi:
        letter, whole, minutes, seconds, behind = *etsi.groups(), ""
    else:
        plain = _DEGREES.match(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
        if not plain:
            return None
        letter, whole, minutes, seconds, behind = plain.groups()
    letter = letter or behind
    if letter and letter not in hemispheres:
        return None
    size = abs(float(whole)) + float(minutes or 0) / 60 + float(seconds or 0) / 3600
    return -size if whole.startswith("-") or letter in ("S", "W") else size


def _metres(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace(" ", ""))
    except ValueError:
        return None
