"""Build a world from a seed: the ordinary county first, then what happens in it."""

from __future__ import annotations

import copy

from clew.synth.dice import Dice
from clew.synth.geography import make_geography
from clew.synth.held import hold
from clew.synth.people import add_population, add_workplaces
from clew.synth.phones import add_phones
from clew.synth.reserved import Reserved
from clew.synth.social import add_ordinary_traffic, add_ties
from clew.synth.story_line import LINES, billed_numbers, cast_line, play_line
from clew.synth.world import SIZES, Size, World

#: Persons whom stories and innocents bring with them.
CAST_PERSONS = 90


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
    add_population(world, dice.stream("people"), size.persons - CAST_PERSONS)
    add_workplaces(world, dice.stream("work"))
    lines = [copy.deepcopy(line) for line in LINES]
    for line in lines:
        cast_line(world, dice.stream(line.name, "cast"), line)
    add_phones(world, dice.stream("phones"))
    add_ties(world, dice.stream("ties"))
    add_ordinary_traffic(world, dice.stream("ordinary"))
    for line in lines:
        play_line(world, dice.stream(line.name, "play"), line)
        for number in billed_numbers(world, line):
            hold(world, number)
    return world
