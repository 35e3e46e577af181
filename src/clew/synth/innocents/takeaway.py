"""A takeaway: a landline with many short orders in the evening."""

from __future__ import annotations

import numpy as np

from clew.synth.dice import Dice
from clew.synth.held import hold
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent, record_role, state_benign
from clew.synth.phones import add_number
from clew.synth.rhythm import EVENING_MEALS, draw_times
from clew.synth.social import add_calls
from clew.synth.world import World

ORDERS_PER_DAY = 27


def cast(world: World, dice: Dice) -> None:
    """Add the shop and its landline."""
    home = int(add_homes(world, dice, "Zarrowby", 1, kind="shop")[0])
    firm = world.organisations.add_one(name="Samphire Fryer", role="takeaway", home=home, company="ZZ000302")
    e164 = world.reserved.landline("no area", 417)
    number = add_number(world, dice, e164, organisation=firm, network="Quayfone", kind="landline")
    world.organisations["number"][firm] = number
    world.cast["takeaway"] = number


def play(world: World, dice: Dice) -> None:
    """Add the orders, a few calls back about a missing address, and calls to suppliers in the morning."""
    number = world.cast["takeaway"]
    population = np.arange(world.cast["population"])
    able = population[world.people["number"][population] >= 0]
    guests = np.array(dice.sample(able, min(120, len(able))))
    n = ORDERS_PER_DAY * world.size.days
    when = draw_times(world, dice, n, EVENING_MEALS)
    caller = guests[dice.pick(n, 0.2 + dice.unit(len(guests)))]
    theirs = world.numbers_in_use(caller, when)
    add_calls(world, when, theirs, number, duration=dice.skewed(46, n), label="takeaway order")
    back = dice.chance(0.05, n)
    later = when[back] + dice.between(300, 1800, int(back.sum()))
    add_calls(world, later, number, theirs[back], duration=dice.skewed(25, len(later)), label="takeaway order")
    hold(world, number)
    e164 = str(world.numbers["e164"][number])
    record_role(world, e164, "phone", "Samphire Fryer", "takeaway", "Food business registration, advertised number")
    state_benign(world, number, "takeaway", "D2")


INNOCENT = Innocent(name="takeaway", imitates="D2", cast=cast, play=play)
