"""Where the world happens: invented towns, their streets, masts and cameras."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from clew.synth.columns import Columns
from clew.synth.dice import Dice, Ints
from clew.synth.reserved import Reserved

KM_PER_DEGREE_LAT = 111.2
#: Kilometres in a degree of longitude at 54.7 north.
KM_PER_DEGREE_LON = 64.3
MASTS_PER_TOWN = 6


@cache
def load(name: str) -> dict[str, Any]:
    """Return one of the world's data files as a dictionary."""
    return tomllib.loads((files("clew.synth") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


@dataclass(slots=True)
class Geography:
    """Towns, cameras and masts. A cell's text is what an operator prints: network, area code, cell."""

    towns: list[dict[str, Any]]
    streets: list[str]
    cameras: list[dict[str, Any]]
    masts: Columns

    def town(self, name: str) -> int:
        """Return a town's number by its name."""
        return next(i for i, t in enumerate(self.towns) if t["name"] == name)

    def mast_near(self, lat: float, lon: float) -> int:
        """Return the mast closest to a point."""
        dy = (self.masts["lat"] - lat) * KM_PER_DEGREE_LAT
        dx = (self.masts["lon"] - lon) * KM_PER_DEGREE_LON
        return int(np.argmin(dx * dx + dy * dy))

    def masts_of(self, town: str) -> Ints:
        """Return the masts of a town."""
        return np.flatnonzero(self.masts["town"] == self.town(town))


def scatter(dice: Dice, town: dict[str, Any], n: int) -> tuple[Any, Any]:
    """Return `n` latitudes and longitudes inside a town."""
    reach = town["radius_km"]
    north = (dice.unit(n) + dice.unit(n) - 1.0) * reach / KM_PER_DEGREE_LAT
    east = (dice.unit(n) + dice.unit(n) - 1.0) * reach / KM_PER_DEGREE_LON
    return np.round(town["lat"] + north, 5), np.round(town["lon"] + east, 5)


def make_geography(dice: Dice, reserved: Reserved) -> Geography:
    """Build towns from the data file and stand masts in them, the first of each town at its centre."""
    places = load("places")
    streets = [f"{a} {b}" for a in places["streets"]["first"] for b in places["streets"]["second"]]
    masts = Columns(town=0, cell="", name="", lat=0.0, lon=0.0, azimuth=0, postcode="")
    for number, town in enumerate(places["town"]):
        lat, lon = scatter(dice.stream("masts", town["name"]), town, MASTS_PER_TOWN)
        lat[0], lon[0] = town["lat"], town["lon"]
        for i in range(MASTS_PER_TOWN):
            masts.add_one(
                town=number,
                cell=f"001-01-{4100 + number}-{10_000 * (number + 1) + 7 * i + 1}",
                name=f"{town['name']} {dice.one(streets)} mast",
                lat=float(lat[i]),
                lon=float(lon[i]),
                azimuth=int(dice.one([0, 120, 240])),
                postcode=reserved.postcode(dice.one(town["districts"])),
            )
    return Geography(places["town"], streets, places["camera"], masts)
