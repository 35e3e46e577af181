"""A chapel's phone tree: one member texts the same 28 people twice a week, and they all know one another."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import DAY, to_utc
from clew.synth.dice import Dice
from clew.synth.geography import load
from clew.synth.held import hold
from clew.synth.homes import add_homes
from clew.synth.innocents.innocent import Innocent, record_role, state_benign
from clew.synth.people import add_person
from clew.synth.phones import add_number
from clew.synth.rhythm import ORDINARY, draw_times
from clew.synth.social import add_calls, add_texts
from clew.synth.world import World

MEMBERS = 28
#: Members whose billing is held for other reasons, so that the tree's closure can be seen.
BILLED_MEMBERS = ("Northlight", "Bluebell", "Quayfone")
#: Wednesday and Saturday, local hour of the text.
NOTICES = ((2, 18.0), (5, 19.5))
KNOWN_SHARE = 0.85


def cast(world: World, dice: Dice) -> None:
    """Add the organiser and the members; the mother of the family of seven is one of them."""
    e164 = world.reserved.mobiles(4, MEMBERS + 1)
    homes = add_homes(world, dice, "Zellmouth", MEMBERS)
    members = []
    for i, home in enumerate(homes.tolist()):
        person = add_person(world, dice, home=home, ages=(24, 80))
        network = ("Northlight", *BILLED_MEMBERS)[i] if i <= len(BILLED_MEMBERS) else ""
        world.people["number"][person] = add_number(world, dice, e164[i], person=person, network=network)
        members.append(person)
    world.cast["church organiser"], *world.cast["church members"] = members


def play(world: World, dice: Dice) -> None:
    """Add the notices, the odd answer, and members' calls among themselves."""
    organiser = world.cast["church organiser"]
    members = [*world.cast["church members"], world.cast["family mother"]]
    sender = int(world.people["number"][organiser])
    numbers = world.people["number"][members]
    texts = load("texts")["church"]["lines"]
    for day in range(world.size.start, world.size.start + world.size.days * DAY, DAY):
        for weekday, hour in NOTICES:
            if (day // DAY + 3) % 7 != weekday:
                continue
            at = day + round(hour * 3600) + int(dice.between(-900, 900, 1)[0])
            sent = to_utc(at + np.sort(dice.between(0, 200, len(members))))
            add_texts(world, sent, sender, np.array(dice.sample(numbers, len(numbers))), label="church notice",
                      text=dice.one(texts))  # fmt: skip
            answers = dice.chance(0.08, len(members))
            when = sent[answers] + dice.between(60, 3300, int(answers.sum()))
            add_texts(world, when, numbers[answers], sender, label="church answer", text="thank you, will pass it on")
    billed = [organiser, *world.cast["church members"][: len(BILLED_MEMBERS)], world.cast["family mother"]]
    for member in billed:
        own = int(world.people["number"][member])
        known = numbers[dice.chance(KNOWN_SHARE, len(numbers)) & (numbers != own)]
        other = np.repeat(known, 3)
        when = draw_times(world, dice, len(other), ORDINARY)
        out = dice.chance(0.5, len(other))
        talk = dice.skewed(150, len(other))
        add_calls(world, when, np.where(out, own, other), np.where(out, other, own), duration=talk, label="church call")
    for member in billed:
        hold(world, int(world.people["number"][member]))
    e164 = str(world.numbers["e164"][sender])
    record_role(world, e164, "phone", "Saltpan Chapel", "church", "Charity register entry ZZ990417; notice board")
    state_benign(world, sender, "church phone tree", "D1")


INNOCENT = Innocent(name="church", imitates="D1", cast=cast, play=play)
