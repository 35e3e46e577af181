"""Dwellings and premises: invented addresses under postcodes nobody has."""

from __future__ import annotations

import numpy as np

from clew.synth.dice import Dice, Ints
from clew.synth.geography import scatter
from clew.synth.world import World


def add_homes(world: World, dice: Dice, town: str, n: int, *, kind: str = "house", rooms: int = 0) -> Ints:
    """Add `n` premises in a town and return their ids.

    Args:
        kind: `house`, `flat`, `shop`, `office` or `site`.
        rooms: Habitable rooms; 0 draws two to five.
    """
    number = world.geography.town(town)
    place = world.geography.towns[number]
    lat, lon = scatter(dice, place, n)
    house = [str(h) for h in dice.between(1, 140, n)]
    if kind == "flat":
        house = [f"Flat {f}, {h}" for f, h in zip(dice.between(1, 9, n), house, strict=True)]
    return world.homes.add(
        n,
        house=np.array(house, dtype=object),
        street=np.array(dice.many(world.geography.streets, n), dtype=object),
        town=number,
        postcode=np.array([world.reserved.postcode(d) for d in dice.many(place["districts"], n)], dtype=object),
        lat=lat,
        lon=lon,
        rooms=np.full(n, rooms) if rooms else dice.between(2, 6, n),
        kind=kind,
    )


def address(world: World, home: int, *, house: bool = True) -> str:
    """Return an address in one line; without the house only street, town and postcode."""
    row = world.homes.row(home)
    town = world.geography.towns[row["town"]]["name"]
    first = f"{row['house']} {row['street']}" if house else row["street"]
    return f"{first}, {town}, {row['postcode']}"


def mast_of(world: World, home: int) -> int:
    """Return the mast that usually serves a place."""
    return world.geography.mast_near(float(world.homes["lat"][home]), float(world.homes["lon"][home]))
