"""A taxi office: hundreds of short calls in, a short call back when the car is outside, drivers as its own people."""

from __future__ import annotations

import numpy as np

from clew.synth.dice import Dice
from clew.synth.held import hold
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent, record_role, state_benign
from clew.synth.people import add_person
from clew.synth.phones import add_number
from clew.synth.rhythm import TAXI, draw_times
from clew.synth.social import add_calls, add_texts
from clew.synth.world import World

CALLS_PER_DAY = 46
OUTSIDE_NOW_SHARE = 0.55
DRIVER_EVENTS_PER_DAY = 7
REGULARS = 95


def cast(world: World, dice: Dice) -> None:
    """Add the office with a mobile number it advertises, and four drivers."""
    home = int(add_homes(world, dice, "Zarrowby", 1, kind="office")[0])
    firm = world.organisations.add_one(name="Esplanade Cars", role="taxi", home=home, company="ZZ000301")
    e164, *drivers = world.reserved.mobiles(3, 5)
    number = add_number(world, dice, e164, organisation=firm, network="Bluebell")
    world.organisations["number"][firm] = number
    world.cast["taxi"] = number
    world.cast["taxi firm"] = firm
    world.cast["taxi drivers"] = []
    for home, number_of in zip(add_homes(world, dice, "Zarrowby", 4), drivers, strict=True):
        person = add_person(world, dice, home=int(home), ages=(28, 63))
        world.people["number"][person] = add_number(world, dice, number_of, person=person)
        world.people["employer"][person] = firm
        world.cast["taxi drivers"].append(person)


def play(world: World, dice: Dice) -> None:
    """Add the calls: in at all hours, back within minutes, and drivers on and off all day."""
    number = world.cast["taxi"]
    population = np.arange(world.cast["population"])
    able = population[world.people["number"][population] >= 0]
    regulars = np.array(dice.sample(able, min(REGULARS, len(able))))
    n = CALLS_PER_DAY * world.size.days
    when = draw_times(world, dice, n, TAXI)
    caller = regulars[dice.pick(n, 0.15 + dice.unit(len(regulars)) ** 2)]
    theirs = world.numbers_in_use(caller, when)
    add_calls(world, when, theirs, number, duration=dice.skewed(29, n), label="taxi booking")
    outside = dice.chance(OUTSIDE_NOW_SHARE, n)
    arrives = when[outside] + dice.between(240, 1620, int(outside.sum()))
    rings = dice.chance(0.8, len(arrives))
    talk = dice.between(4, 25, int(rings.sum()))
    add_calls(world, arrives[rings], number, theirs[outside][rings], duration=talk, label="taxi outside now")
    add_texts(
        world, arrives[~rings], number, theirs[outside][~rings], label="taxi outside now",
        text="Esplanade Cars: your car is outside now",
    )  # fmt: skip
    for driver in world.cast["taxi drivers"]:
        m = DRIVER_EVENTS_PER_DAY * world.size.days
        at = draw_times(world, dice, m, TAXI)
        out = dice.chance(0.6, m)
        own = int(world.people["number"][driver])
        a, b = np.where(out, number, own), np.where(out, own, number)
        add_calls(world, at, a, b, duration=dice.skewed(22, m), label="taxi driver")
    hold(world, number)
    e164 = str(world.numbers["e164"][number])
    record_role(
        world, e164, "phone", "Esplanade Cars", "taxi", "Private hire operator licence PH/0031, council register"
    )
    state_benign(world, number, "taxi office", "D2")


INNOCENT = Innocent(name="taxi", imitates="D2", cast=cast, play=play)
