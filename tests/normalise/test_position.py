"""Coordinates in every way exhibits write them."""

from __future__ import annotations

import pytest

from clew.normalise.position import degrees


@pytest.mark.parametrize(
    ("text", "hemispheres", "value"),
    [
        ("51.5", "NS", 51.5), ("51,5", "NS", 51.5), ("-0.1278", "EW", -0.1278), ("51.5 N", "NS", 51.5),
        ("0.1278W", "EW", -0.1278), ("51° 30' 0\" N", "NS", 51.5), ("0°7'40.08\"W", "EW", -0.1278),
        # ETSI TS 102 657: DDMMSS and DDDMMSS; a point after two digits means decimal degrees.
        ("N515715", "NS", 51 + 57 / 60 + 15 / 3600), ("E0144130", "EW", 14 + 41 / 60 + 30 / 3600),
        ("N513746.02", "NS", 51 + 37 / 60 + 46.02 / 3600), ("N51.5046", "NS", 51.5046), ("S120000", "NS", -12.0),
    ],
)  # fmt: skip
def test_degrees(text, hemispheres, value):
    assert degrees(text, hemispheres) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(("text", "hemispheres"), [("", "NS"), ("north", "NS"), ("51.5 E", "NS"), ("51.5.1", "NS")])
def test_what_is_no_coordinate(text, hemispheres):
    assert degrees(text, hemispheres) is None


def test_a_position_off_the_earth_is_refused_with_a_reason(run, records, issues):
    result = run("places", place_id=["1", "2"], lat=["515000000", "51.5"], lon=["1", ""])

    assert all("lat" not in i for i in records(result, "identifier"))
    assert issues(result, "identifier") == ["lat: position 515000000,1 is not on Earth", "lat: no position in '51.5'"]
