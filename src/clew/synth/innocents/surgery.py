"""A surgery's reminders: the same text to many people, from a sender name and not from a number."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import DAY, to_utc
from clew.synth.dice import Dice
from clew.synth.geography import load
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent, record_role, state_benign
from clew.synth.phones import add_number
from clew.synth.social import add_texts
from clew.synth.world import World

SENDER = "HERONSURG"
REMINDED_PER_DAY = 45


def cast(world: World, dice: Dice) -> None:
    """Add the surgery and its sender name."""
    home = int(add_homes(world, dice, "Zellmouth", 1, kind="office")[0])
    firm = world.organisations.add_one(name="Heron Surgery", role="GP", home=home, company="ZZ000304")
    world.cast["surgery"] = add_number(world, dice, SENDER, organisation=firm, network="Bluebell", kind="sender")
    world.organisations["number"][firm] = add_number(
        world, dice, world.reserved.landline("Leeds", 640), organisation=firm, kind="landline"
    )


def play(world: World, dice: Dice) -> None:
    """Remind people on weekday mornings."""
    sender = world.cast["surgery"]
    patients = np.flatnonzero(world.people["number"] >= 0)
    line = load("texts")["gp"]["lines"][0]
    for day in range(world.size.start, world.size.start + world.size.days * DAY, DAY):
        if (day // DAY + 3) % 7 > 4:
            continue
        chosen = np.array(dice.sample(patients, REMINDED_PER_DAY))
        sent = to_utc(day + 9 * 3600 + np.sort(dice.between(0, 300, REMINDED_PER_DAY)))
        to = world.numbers_in_use(chosen, sent)
        add_texts(world, sent, sender, to, label="surgery reminder", text=line.format(day="Thursday at 09:40"))
    record_role(world, SENDER, "service", "Heron Surgery", "GP", "Practice list of the health service")
    state_benign(world, sender, "surgery reminders", "D1")


INNOCENT = Innocent(name="surgery", imitates="D1", cast=cast, play=play)
