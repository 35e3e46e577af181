"""Two other missing people: a girl of 14 who never touched the line, and a man of 79 found at the sea."""

from __future__ import annotations

from clew.synth.dice import Dice
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent
from clew.synth.people import add_person, home_address, relate
from clew.synth.phones import add_number
from clew.synth.world import World


def cast(world: World, dice: Dice) -> None:
    """Add the girl with her father, and the man with his wife."""
    first, second = add_homes(world, dice, "Zellmouth", 2).tolist()
    father = add_person(world, dice, home=first, ages=(38, 50))
    name, origin = str(world.people["surname"][father]), str(world.people["origin"][father])
    girl = add_person(world, dice, home=first, surname=name, origin=origin, birth="2011-11-23", ages=(14, 14))
    relate(world, [father], [girl])
    man = add_person(world, dice, home=second, ages=(79, 79))
    wife = add_person(world, dice, home=second, surname=str(world.people["surname"][man]), ages=(74, 80))
    world.kin.add_one(a=man, b=wife, relation="partner")
    e164 = world.reserved.mobiles(8, 2)
    world.people["number"][girl] = add_number(world, dice, e164[0], person=girl)
    world.people["number"][father] = add_number(world, dice, e164[1], person=father)
    world.cast["other missing"] = [(girl, father), (man, wife)]


def other_missing(world: World) -> list[int]:
    """Return the missing persons of this module and who lives with them."""
    return [person for pair in world.cast["other missing"] for person in pair]


def play(world: World, dice: Dice) -> None:
    """Write their episodes."""
    (girl, father), (man, wife) = world.cast["other missing"]
    for person, by, gone, asked, back, where, note in (
        (girl, father, "2026-03-27 18:00", "2026-03-27 21:30", "2026-03-28 00:40", "a friend's house, Zellmouth", ""),
        (
            girl,
            father,
            "2026-04-11 13:00",
            "2026-04-11 20:15",
            "2026-04-11 22:05",
            "the pier, Zarrowby",
            "Argument at home.",
        ),
        (man, wife, "2026-03-18 07:30", "2026-03-18 09:00", "2026-03-18 15:20", "the esplanade, Zarrowby", "Confused."),
    ):
        world.add_paper(
            "missing", person, missing_from=gone, found=back, reported_by=by, reported=asked, found_at=where,
            home=home_address(world, person), note=note,
        )  # fmt: skip
    world.truth.state(
        "benign", entity=f"P{girl}", value=world.full_name(girl), **{"class": "missing child without contact"},
        imitates="D8",
    )  # fmt: skip


INNOCENT = Innocent(name="missing-others", imitates="D8", cast=cast, play=play)
