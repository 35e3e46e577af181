"""A family of seven: one landline, one account, one address, a mother who tops up her children's phones."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import day_start
from clew.synth.dice import Dice
from clew.synth.homes import add_homes, address
from clew.synth.innocents.innocent import Innocent, state_benign
from clew.synth.money import pay_wages, spend
from clew.synth.people import add_person, relate
from clew.synth.phones import add_number
from clew.synth.rhythm import ORDINARY, draw_times
from clew.synth.ring_papers import account_cells, identity
from clew.synth.world import World


def cast(world: World, dice: Dice) -> None:
    """Add two parents and five children; the three eldest have prepaid phones."""
    home = int(add_homes(world, dice, "Zellmouth", 1, rooms=5)[0])
    e164 = world.reserved.mobiles(5, 5)
    mother = add_person(world, dice, home=home, ages=(41, 46))
    name, origin = str(world.people["surname"][mother]), str(world.people["origin"][mother])
    father = add_person(world, dice, home=home, ages=(43, 50), surname=name, origin=origin)
    spans = ((19, 20), (17, 17), (14, 15), (10, 11), (5, 7))
    children = [add_person(world, dice, home=home, ages=span, surname=name, origin=origin) for span in spans]
    relate(world, [mother, father], children)
    for person, number in zip([mother, father, *children[:3]], e164, strict=True):
        network = "Bluebell" if person == mother else ""
        tariff = "prepaid" if person in children else "contract"
        world.people["number"][person] = add_number(world, dice, number, person=person, network=network, tariff=tariff)
    landline = add_number(
        world, dice, world.reserved.landline("Leeds", 207), person=mother, network="Quayfone", kind="landline"
    )
    world.cast |= {"family mother": mother, "family": [mother, father, *children], "family landline": landline}


def play(world: World, dice: Dice) -> None:
    """Let all of them give the same landline, account and address on forms, and the mother pay their credit."""
    family, mother = world.cast["family"], world.cast["family mother"]
    landline = str(world.numbers["e164"][world.cast["family landline"]])
    account = int(world.people["account"][mother])
    where = address(world, int(world.people["home"][mother]))
    for i, person in enumerate(family):
        world.add_paper(
            "registrations", person, **identity(world, person), address=where, phone=landline, interpreter_phone="",
            contact_phone="", next_of_kin=world.full_name(mother) if person != mother else "",
            registered=f"2026-03-{9 + i:02d}", kind="GP",
        )  # fmt: skip
        world.add_paper(
            "tenancies", person, **identity(world, person), address=where, since="2017-08-01", until="", phone=landline,
            **account_cells(world, account), rooms=5, agent="Keystone Lettings",
            relation="" if person == mother else ("husband" if i == 1 else "child"),
        )  # fmt: skip
        if 2 <= i <= 3:
            world.add_paper(
                "job_forms", person, **identity(world, person), address=where, phone=landline, email="",
                **account_cells(world, account), employer="Zarrowby Pier Company Ltd", referee=world.full_name(mother),
                referee_phone=str(world.numbers["e164"][int(world.people["number"][mother])]), interpreter_phone="",
                signed=f"2026-03-{2 + i:02d}", sheet="Zarrowby Pier Company Ltd",
            )  # fmt: skip
    for child in family[2:5]:
        when = np.sort(
            draw_times(world, dice, 3, ORDINARY, first=day_start("2026-03-04"), last=day_start("2026-04-20"))
        )
        world.topups.add(
            3, start=when, number=int(world.people["number"][child]), pence=1000, channel="card",
            payer=world.full_name(mother).upper(), card="**** **** **** 2051", outlet="Ropewalk Stores, Zellmouth",
            label="family credit",
        )  # fmt: skip
    first = day_start("2026-02-23")
    parents = [(world.full_name(p), account) for p in family[:2]]
    for i, payee in enumerate(parents):
        pay_wages(
            world, dice.stream("wages", str(i)), employer=i, payees=[payee], first=first, weeks=9,
            pence=(46_000, 60_000), label="wages",
        )  # fmt: skip
    spend(world, dice.stream("spending"), account, first=first, days=63, per_day=2.2, label="spending")
    world.cast["family account"] = account
    state_benign(world, world.cast["family landline"], "family of seven", "D9 D10")
    world.truth.state(
        "benign", entity=f"P{mother}", value=world.full_name(mother), **{"class": "parent paying credit"}, imitates="D8"
    )


INNOCENT = Innocent(name="family-of-seven", imitates="D8 D9", cast=cast, play=play)
