"""National Grid positions against Ordnance Survey's own published numbers."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.normalise.osgrid import grid_to_airy, to_wgs84


def _metres_apart(lat: float, lon: float, lat2: float, lon2: float) -> float:
    return float(np.hypot((lat - lat2) * 111_320, (lon - lon2) * 111_320 * np.cos(np.radians(lat))))


def test_the_guides_worked_example_of_the_projection():
    lat, lon = grid_to_airy(np.array([651409.903]), np.array([313177.270]))

    assert np.degrees(lat[0]) == pytest.approx(52 + 39 / 60 + 27.2531 / 3600, abs=1e-8)
    assert np.degrees(lon[0]) == pytest.approx(1 + 43 / 60 + 4.5177 / 3600, abs=1e-8)


def test_caister_water_tower_lies_within_the_stated_five_metres():
    lat, lon = to_wgs84(np.array([651409.804]), np.array([313177.450]))

    assert _metres_apart(lat[0], lon[0], 52.658007833, 1.716073973) < 5


def test_positions_off_the_grid_are_unknown():
    lat, lon = to_wgs84(np.array([-1.0, 800_000.0, np.nan, 400_000.0]), np.array([1.0, 1.0, 1.0, 2_000_000.0]))

    assert np.isnan(lat).all()
    assert np.isnan(lon).all()


@given(st.floats(100_000, 650_000), st.floats(10_000, 1_200_000), st.floats(-500, 500), st.floats(-500, 500))
def test_distances_on_the_grid_are_distances_on_the_ground(e: float, n: float, de: float, dn: float):
    lat, lon = to_wgs84(np.array([e, e + de]), np.array([n, n + dn]))

    assert _metres_apart(lat[0], lon[0], lat[1], lon[1]) == pytest.approx(np.hypot(de, dn), rel=0.01, abs=0.5)
