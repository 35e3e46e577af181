"""A father and his son of the same name under one roof: two people, whatever their name and address say."""

from __future__ import annotations

from clew.synth.case_people import enter
from clew.synth.dice import Dice
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent
from clew.synth.people import add_person, relate
from clew.synth.world import World


def cast(world: World, dice: Dice) -> None:
    """Add the two."""
    home = int(add_homes(world, dice, "Zarrowby", 1)[0])
    father = add_person(world, dice, home=home, ages=(50, 58))
    son = add_person(world, dice, home=home, ages=(22, 26), surname=str(world.people["surname"][father]))
    world.people["forename"][son] = world.people["forename"][father]
    relate(world, [father], [son])
    world.cast["same name"] = (father, son)


def play(world: World, dice: Dice) -> None:
    """Put both on the list of people."""
    for person, note in zip(world.cast["same name"], ("Snr", "Jnr"), strict=True):
        enter(world, person, note=note)
        world.truth.state(
            "benign", entity=f"P{person}", value=world.full_name(person), **{"class": "father and son of one name"},
            imitates="identity",
        )  # fmt: skip


INNOCENT = Innocent(name="same-name", imitates="identity", cast=cast, play=play)
