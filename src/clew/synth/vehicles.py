"""Vehicles, who keeps them, and the camera reads their journeys leave."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import DAY, to_utc
from clew.synth.dice import Dice, Ints
from clew.synth.people import adults
from clew.synth.rhythm import ORDINARY
from clew.synth.world import World

MAKES = {
    "Vauxholm": ["Lark", "Carrier 9", "Sprite"],
    "Fordham": ["Fjella", "Tourist", "Kuda"],
    "Skodby": ["Oktav", "Rapida"],
    "Toyodo": ["Yariel", "Corola"],
}
COLOURS = ["black", "white", "silver", "blue", "red", "grey", "green"]
#: Letters and digits a camera takes for one another.
CONFUSED = {"O": "0", "0": "O", "I": "1", "1": "I", "S": "5", "5": "S", "B": "8", "8": "B", "2": "Z"}
MISREAD_SHARE = 0.03


def add_vehicles(world: World, dice: Dice, share: float = 0.45) -> None:
    """Give a share of the adults a car, and drive it between the towns now and then."""
    keepers = adults(world)
    keepers = keepers[dice.chance(share, len(keepers))]
    plates = world.reserved.plates("cars", len(keepers))
    makes = dice.many(list(MAKES), len(keepers))
    vehicles = world.vehicles.add(
        len(keepers), plate=np.array(plates, dtype=object), make=np.array(makes, dtype=object),
        model=np.array([dice.one(MAKES[m]) for m in makes], dtype=object),
        colour=np.array(dice.many(COLOURS, len(keepers)), dtype=object), person=keepers,
    )  # fmt: skip
    ordinary_journeys(world, dice.stream("journeys"), vehicles)


def ordinary_journeys(world: World, dice: Dice, vehicles: Ints, per_vehicle: int = 10) -> None:
    """Let vehicles pass the cameras of the roads out of their keepers' towns, there and back the same day."""
    n = len(vehicles) * per_vehicle
    who = np.repeat(vehicles, per_vehicle)
    home = world.homes["town"][world.people["home"][world.vehicles["person"][who]]]
    roads = [[c["id"] for c in world.geography.cameras if town["name"] in c["road"]] for town in world.geography.towns]
    draw = dice.unit(n)
    local = world.size.start + dice.between(0, world.size.days, n) * DAY + dice.pick(n, ORDINARY) * 3600
    at = to_utc(local + dice.between(0, 3600, n))
    stay = dice.between(1800, 8 * 3600, n)
    for camera in sorted({c for road in roads for c in road}):
        here = np.array([roads[t][int(d * len(roads[t]))] == camera for t, d in zip(home, draw, strict=True)])
        add_reads(world, dice, at[here], who[here], camera, direction="N")
        back = here & dice.chance(0.7, n)
        add_reads(world, dice, at[back] + stay[back], who[back], camera, direction="S")


def add_reads(world: World, dice: Dice, when: Ints, vehicle: Ints | int, camera: str, *, direction: str) -> None:
    """Add reads of one camera (UTC s); a few take a letter for a digit."""
    n = len(when)
    number = next(i for i, c in enumerate(world.geography.cameras) if c["id"] == camera)
    vehicles = np.broadcast_to(np.asarray(vehicle, dtype=np.int64), n)
    plates = world.vehicles["plate"][vehicles].copy()
    for i in np.flatnonzero(dice.chance(MISREAD_SHARE, n)):
        places = [p for p, c in enumerate(plates[i]) if c in CONFUSED and p != 0]
        if places:
            p = dice.one(places)
            plates[i] = plates[i][:p] + CONFUSED[plates[i][p]] + plates[i][p + 1 :]
    world.reads.add(
        n, start=when, vehicle=vehicles, camera=number, direction=direction, lane=dice.between(1, 3, n), plate=plates
    )
