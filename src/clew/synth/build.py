"""Build a world from a seed: the ordinary county first, then what happens in it."""

from __future__ import annotations

import copy

from clew.plugins import discover
from clew.synth.case_people import police_identity, write_people
from clew.synth.case_reports import write_reports
from clew.synth.case_roads import write_roads
from clew.synth.dice import Dice
from clew.synth.geography import make_geography
from clew.synth.held import hold
from clew.synth.innocents.missing_others import other_missing
from clew.synth.money import add_accounts
from clew.synth.people import add_population, add_workplaces
from clew.synth.phones import add_phones
from clew.synth.reserved import Reserved
from clew.synth.social import add_ordinary_traffic, add_ties, keep_apart
from clew.synth.story_line import LINES, billed_numbers, cast_line, play_line
from clew.synth.story_ring import Ring, cast_ring, play_ring
from clew.synth.vehicles import add_vehicles
from clew.synth.world import SIZES, Size, World

#: Persons whom stories and innocents bring with them.
CAST_PERSONS = 80


def make_world(seed: int, size: Size | str = "S") -> World:
    """Return a world; the same seed and size give the same world on every platform.

    Args:
        seed: Any whole number from 0.
        size: A tier of `world.SIZES` or a `Size`.
    """
    size = SIZES[size] if isinstance(size, str) else size
    dice = Dice(seed)
    reserved = Reserved(dice.stream("reserved"))
    world = World(seed, size, dice, reserved, make_geography(dice.stream("geography"), reserved))
    lines = [copy.deepcopy(line) for line in LINES]
    ring = Ring()
    innocents = discover("clew.synth.innocents", "INNOCENT")

    add_population(world, dice.stream("people"), size.persons - CAST_PERSONS)
    world.cast["population"] = len(world.people)
    add_workplaces(world, dice.stream("work"))
    for line in lines:
        cast_line(world, dice.stream(line.name, "cast"), line)
    for name, innocent in innocents.items():
        innocent.cast(world, dice.stream("innocents", name, "cast"))
    add_phones(world, dice.stream("phones"))
    add_ties(world, dice.stream("ties"))
    for line in lines:
        keep_apart(world, line.staff, [*world.cast["family"], *world.cast["church members"], *other_missing(world)])
    # The ring's people come after the ties: they know nobody in the county.
    cast_ring(world, dice.stream("ring", "cast"), ring)
    add_accounts(world)
    add_vehicles(world, dice.stream("vehicles"))
    add_ordinary_traffic(world, dice.stream("ordinary"))

    for line in lines:
        play_line(world, dice.stream(line.name, "play"), line)
        for number in billed_numbers(world, line):
            hold(world, number)
        world.cast["subscriber checks"] = [line.parallel]
    play_ring(world, dice.stream("ring", "play"), ring)
    hold(world, ring.shared_number)
    for name, innocent in innocents.items():
        innocent.play(world, dice.stream("innocents", name, "play"))
    for row in world.papers["missing"]:
        row |= police_identity(world, row["who"][0])
    write_people(world, dice.stream("case", "people"))
    write_roads(world, dice.stream("case", "roads"))
    write_reports(world, dice.stream("case", "reports"))
    return world
