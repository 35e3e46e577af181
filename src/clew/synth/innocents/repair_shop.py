"""A phone repair shop: one test SIM in two dozen handsets within weeks, all under one mast, seconds at a time."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import DAY, day_start, to_utc
from clew.synth.dice import Dice
from clew.synth.held import hold
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent, state_benign
from clew.synth.phones import add_handset, add_number, put_in_handset
from clew.synth.social import add_calls
from clew.synth.world import World

HANDSETS = 26


def cast(world: World, dice: Dice) -> None:
    """Add the shop, its landline and the SIM it tests with."""
    home = int(add_homes(world, dice, "Zellmouth", 1, kind="shop")[0])
    firm = world.organisations.add_one(name="Kiln Lane Phone Clinic", role="repair shop", home=home, company="ZZ000306")
    e164 = world.reserved.mobiles(6, 1)[0]
    world.cast["test SIM"] = add_number(world, dice, e164, organisation=firm, network="Quayfone", handset=-1)
    world.organisations["number"][firm] = add_number(
        world, dice, world.reserved.landline("Leeds", 733), organisation=firm, kind="landline"
    )
    world.cast["repair firm"] = firm


def play(world: World, dice: Dice) -> None:
    """Put the SIM into one customer's handset after another and ring the shop's own landline for a few seconds."""
    sim = world.cast["test SIM"]
    landline = int(world.organisations["number"][world.cast["repair firm"]])
    first = day_start("2026-03-02")
    days = np.sort(np.array(dice.sample([d for d in range(56) if d % 7 < 6], HANDSETS)))
    for day in days.tolist():
        at = to_utc(np.array([first + day * DAY + 10 * 3600 + int(dice.between(0, 6 * 3600, 1)[0])]))[0]
        put_in_handset(world, sim, add_handset(world, dice), int(at) - 600, int(at) + 1200)
        when = at + np.array([0, 300])
        a, b = np.array([sim, landline]), np.array([landline, sim])
        add_calls(world, when, a, b, duration=dice.between(3, 20, 2), label="repair test call")
    hold(world, sim)
    state_benign(world, sim, "phone repair shop", "D4")


INNOCENT = Innocent(name="repair-shop", imitates="D4", cast=cast, play=play)
