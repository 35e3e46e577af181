"""Phones over time: numbers, the SIM and the handset they sit in, the masts that serve them."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import to_local
from clew.synth.dice import Dice, Flags, Ints
from clew.synth.homes import mast_of
from clew.synth.people import TODAY, age_on
from clew.synth.world import FOREVER, World

NETWORKS = ["Northlight", "Bluebell", "Quayfone"]
MODELS = ["Kestrel 8", "Kestrel 9 Lite", "Polder X2", "Polder Mini", "Saga One", "Fjord 5"]
#: Share of calls in working hours that another mast of the same town takes.
NEIGHBOUR_SHARE = 0.18


def add_number(
    world: World, dice: Dice, e164: str, *, person: int = -1, organisation: int = -1, network: str = "",
    tariff: str = "contract", start: int = 0, stop: int = FOREVER, kind: str = "mobile", handset: int | None = None,
) -> int:  # fmt: skip
    """Add a number with its SIM; a mobile gets a handset of its own unless one is named (-1: none yet)."""
    home = -1
    if person >= 0:
        home = int(world.people["home"][person])
    elif organisation >= 0:
        home = int(world.organisations["home"][organisation])
    work = -1
    if person >= 0 and world.people["employer"][person] >= 0:
        work = int(world.organisations["home"][int(world.people["employer"][person])])
    mast = mast_of(world, home) if home >= 0 else -1
    number = world.numbers.add_one(
        e164=e164, kind=kind, person=person, organisation=organisation, network=network or dice.one(NETWORKS),
        imsi=world.reserved.imsis("people", 1)[0] if kind == "mobile" else "", start=start, stop=stop, tariff=tariff,
        mast=mast, day_mast=mast_of(world, work) if work >= 0 else mast,
    )  # fmt: skip
    if kind == "mobile" and handset is None:
        put_in_handset(world, number, add_handset(world, dice), start, stop)
    elif handset is not None and handset >= 0:
        put_in_handset(world, number, handset, start, stop)
    return number


def add_handset(world: World, dice: Dice, *, type_code: str = "35000000", imei: str = "") -> int:
    """Add a handset and return its id."""
    imei = imei or world.reserved.imeis("people", 1, type_code=type_code)[0]
    return world.handsets.add_one(imei=imei, model=dice.one(MODELS))


def put_in_handset(world: World, number: int, handset: int, start: int = 0, stop: int = FOREVER) -> None:
    """Record that a number's SIM sat in a handset from `start` to `stop` (UTC s)."""
    world.slots.add_one(number=number, handset=handset, start=start, stop=stop)


def add_phones(world: World, dice: Dice) -> None:
    """Give everybody of 11 or more a mobile; some change number during the period, some carry a second."""
    ages = np.array([age_on(b, TODAY.isoformat()) for b in world.people["birth"]])
    holders = np.flatnonzero((ages >= 11) & (world.people["number"] < 0))
    numbers = world.reserved.volume_numbers(len(holders))
    changes = dice.chance(0.05, len(holders))
    prepaid = dice.chance(0.3, len(holders))
    for person, e164, change, prepay in zip(holders.tolist(), numbers, changes, prepaid, strict=True):
        tariff = "prepaid" if prepay else "contract"
        switch = FOREVER
        if change:
            switch = int(dice.between(world.size.start + 20 * 86_400, world.size.start + 50 * 86_400, 1)[0])
            new = add_number(world, dice, world.reserved.volume_numbers(1)[0], person=person, start=switch)
            world.people["next_number"][person] = new
            world.people["switch_at"][person] = switch
        world.people["number"][person] = add_number(world, dice, e164, person=person, tariff=tariff, stop=switch)


def handset_at(world: World, number: int, when: Ints) -> Ints:
    """Return the handset a number sat in at each time (UTC s); -1 where none is known."""
    slots = world.slots
    found = np.full(len(when), -1, dtype=np.int64)
    for i in np.flatnonzero(slots["number"] == number):
        found[(when >= slots["start"][i]) & (when < slots["stop"][i])] = slots["handset"][i]
    return found


def mast_at(world: World, dice: Dice, number: int, when: Ints) -> Ints:
    """Return the mast that served a number at each time (UTC s): by night, by day, or where it was taken; -1 none."""
    numbers, away = world.numbers, world.away
    local = to_local(when)
    weekday, hour = (local // 86_400 + 3) % 7, local % 86_400 // 3600
    by_day: Flags = (weekday < 5) & (hour >= 9) & (hour < 17)
    mast: Ints = np.where(by_day, numbers["day_mast"][number], numbers["mast"][number]).astype(np.int64)
    for i in np.flatnonzero(away["number"] == number):
        mast[(when >= away["start"][i]) & (when < away["stop"][i])] = away["mast"][i]
    if (mast >= 0).all() and len(mast):
        masts = world.geography.masts
        others = [np.flatnonzero(masts["town"] == t) for t in range(len(world.geography.towns))]
        moves = dice.chance(NEIGHBOUR_SHARE, len(mast))
        draw = dice.unit(len(mast))
        for i in np.flatnonzero(moves):
            near = others[int(masts["town"][mast[i]])]
            mast[i] = near[int(draw[i] * len(near))]
    return mast
