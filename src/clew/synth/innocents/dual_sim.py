"""An owner of a handset for two SIMs: two numbers, two IMEI one after the other, one device, used by turns all day."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import day_start
from clew.synth.dice import Dice
from clew.synth.held import hold
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent, state_benign
from clew.synth.people import add_person
from clew.synth.phones import add_handset, add_number, put_in_handset
from clew.synth.reserved import with_check_digit
from clew.synth.rhythm import OFFICE, draw_times
from clew.synth.social import add_calls, add_texts
from clew.synth.world import FOREVER, World

#: The day the SIMs were put back the other way round after a repair.
SWAPPED = "2026-04-09"


def cast(world: World, dice: Dice) -> None:
    """Add the owner, a private and a work number, and the two slots of one device."""
    person = add_person(world, dice, home=int(add_homes(world, dice, "Zellmouth", 1)[0]), ages=(30, 50))
    e164 = world.reserved.mobiles(7, 2)
    private = add_number(world, dice, e164[0], person=person, network="Northlight", handset=-1)
    work = add_number(world, dice, e164[1], person=person, network="Bluebell", handset=-1)
    world.people["number"][person] = private
    first = world.reserved.imeis("dual", 1)[0][:14]
    slots = [add_handset(world, dice, imei=with_check_digit(f"{int(first) + i:014d}")) for i in (0, 1)]
    swap = day_start(SWAPPED) + 14 * 3600
    for number, before, after in ((private, *slots), (work, *reversed(slots))):
        put_in_handset(world, number, before, 0, swap)
        put_in_handset(world, number, after, swap, FOREVER)
    world.cast |= {"dual owner": person, "dual private": private, "dual work": work}


def play(world: World, dice: Dice) -> None:
    """Add the work number's office traffic; the private number lives on ordinary ties."""
    work, owner = world.cast["dual work"], world.cast["dual owner"]
    clients = [p for p in range(world.cast["population"]) if world.people["number"][p] >= 0 and p != owner]
    regular = np.array(dice.sample(clients, 18))
    n = 6 * world.size.days
    when = draw_times(world, dice, n, OFFICE)
    theirs = world.numbers_in_use(regular[dice.between(0, len(regular), n)], when)
    out, text = dice.chance(0.5, n), dice.chance(0.3, n)
    a, b = np.where(out, work, theirs), np.where(out, theirs, work)
    add_texts(world, when[text], a[text], b[text], label="work contact")
    add_calls(
        world, when[~text], a[~text], b[~text], duration=dice.skewed(120, int((~text).sum())), label="work contact"
    )
    for number in (world.cast["dual private"], work):
        hold(world, number)
        state_benign(world, number, "owner of two SIMs", "D4")


INNOCENT = Innocent(name="dual-sim", imitates="D4", cast=cast, play=play)
