"""Ordnance Survey eastings and northings to WGS84 latitude and longitude.

Source: Ordnance Survey, *A guide to coordinate systems in Great Britain*: National Grid constants
(annexe A), grid to latitude and longitude (annexe C), Cartesian conversion (annexe B) and the
approximate WGS84/OSGB36 Helmert transformation (section 6.6), here with its signs turned round.

Accuracy: the projection is exact to a millimetre; the seven-parameter Helmert step fits the whole
of Great Britain to about 5 m (Ordnance Survey's own figure). That is far below the radius of any
cell and fine for a camera; it is not a survey transformation (OSTN15 would be).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

#: Outside this rectangle (metres) a pair is no National Grid position: the grid's own extent.
EASTING_LIMIT_M = 700_000.0
NORTHING_LIMIT_M = 1_300_000.0

# National Grid: Airy 1830 ellipsoid, true origin 49 N 2 W, scale on the central meridian.
_AIRY_A, _AIRY_B = 6_377_563.396, 6_356_256.909
_GRS80_A, _GRS80_B = 6_378_137.000, 6_356_752.3141
_F0 = 0.9996012717
_LAT0, _LON0 = np.radians(49.0), np.radians(-2.0)
_N0, _E0 = -100_000.0, 400_000.0

# OSGB36 to WGS84: metres, seconds of arc, parts per million.
_SHIFT_M = (446.448, -125.157, 542.060)
_TURN_RAD = tuple(np.radians(seconds / 3600.0) for seconds in (0.1502, 0.2470, 0.8421))
_SCALE = -20.4894e-6


def to_wgs84(easting: Floats, northing: Floats) -> tuple[Floats, Floats]:
    """Return WGS84 latitude and longitude in degrees of National Grid positions (EPSG:27700), about 5 m accurate.

    Args:
        easting: Metres east of the false origin.
        northing: Metres north of the false origin.

    Returns:
        Latitudes and longitudes; NaN where the pair is no National Grid position.
    """
    with np.errstate(invalid="ignore"):
        on_grid = (easting >= 0) & (easting <= EASTING_LIMIT_M) & (northing >= 0) & (northing <= NORTHING_LIMIT_M)
    lat, lon = _shift_datum(*grid_to_airy(np.where(on_grid, easting, _E0), np.where(on_grid, northing, 0.0)))
    return np.where(on_grid, np.degrees(lat), np.nan), np.where(on_grid, np.degrees(lon), np.nan)


def grid_to_airy(easting: Floats, northing: Floats) -> tuple[Floats, Floats]:
    """Undo the transverse Mercator projection: latitude and longitude in radians on the Airy ellipsoid (annexe C)."""
    e2 = 1 - (_AIRY_B / _AIRY_A) ** 2
    lat = _LAT0 + (northing - _N0) / (_AIRY_A * _F0)
    # Each round shrinks the error about 500-fold; six leave less than the 0.01 mm the guide asks for.
    for _ in range(6):
        lat = lat + (northing - _N0 - _meridian_arc(lat)) / (_AIRY_A * _F0)
    sin2, tan = np.sin(lat) ** 2, np.tan(lat)
    sec = 1 / np.cos(lat)
    nu = _AIRY_A * _F0 / np.sqrt(1 - e2 * sin2)
    rho = _AIRY_A * _F0 * (1 - e2) / (1 - e2 * sin2) ** 1.5
    eta2 = nu / rho - 1
    t2 = tan**2
    vii = tan / (2 * rho * nu)
    viii = tan / (24 * rho * nu**3) * (5 + 3 * t2 + eta2 - 9 * t2 * eta2)
    ix = tan / (720 * rho * nu**5) * (61 + 90 * t2 + 45 * t2**2)
    x = sec / nu
    xi = sec / (6 * nu**3) * (nu / rho + 2 * t2)
    xii = sec / (120 * nu**5) * (5 + 28 * t2 + 24 * t2**2)
    xiia = sec / (5040 * nu**7) * (61 + 662 * t2 + 1320 * t2**2 + 720 * t2**3)
    d = easting - _E0
    return lat - vii * d**2 + viii * d**4 - ix * d**6, _LON0 + x * d - xi * d**3 + xii * d**5 - xiia * d**7


def _meridian_arc(lat: Floats) -> Floats:
    """Developed arc of the meridian from the true origin, metres (equation C3)."""
    n = (_AIRY_A - _AIRY_B) / (_AIRY_A + _AIRY_B)
    minus, plus = lat - _LAT0, lat + _LAT0
    series = (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * minus
        - (3 * n + 3 * n**2 + 2.625 * n**3) * np.sin(minus) * np.cos(plus)
        + (1.875 * n**2 + 1.875 * n**3) * np.sin(2 * minus) * np.cos(2 * plus)
        - (35 / 24) * n**3 * np.sin(3 * minus) * np.cos(3 * plus)
    )
    return np.asarray(_AIRY_B * _F0 * series, dtype=np.float64)


def _shift_datum(lat: Floats, lon: Floats) -> tuple[Floats, Floats]:
    """OSGB36 to WGS84 in radians: to Cartesian, Helmert, back (annexe B, section 6.6). Height is taken as nought."""
    e2 = 1 - (_AIRY_B / _AIRY_A) ** 2
    nu = _AIRY_A / np.sqrt(1 - e2 * np.sin(lat) ** 2)
    x, y, z = nu * np.cos(lat) * np.cos(lon), nu * np.cos(lat) * np.sin(lon), nu * (1 - e2) * np.sin(lat)
    (tx, ty, tz), (rx, ry, rz) = _SHIFT_M, _TURN_RAD
    grow = 1 + _SCALE
    x2 = tx + grow * x - rz * y + ry * z
    y2 = ty + rz * x + grow * y - rx * z
    z2 = tz - ry * x + rx * y + grow * z
    e2 = 1 - (_GRS80_B / _GRS80_A) ** 2
    p = np.hypot(x2, y2)
    lat2 = np.arctan2(z2, p * (1 - e2))
    for _ in range(5):
        nu = _GRS80_A / np.sqrt(1 - e2 * np.sin(lat2) ** 2)
        lat2 = np.arctan2(z2 + e2 * nu * np.sin(lat2), p)
    return lat2, np.arctan2(y2, x2)
