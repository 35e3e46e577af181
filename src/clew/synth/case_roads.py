"""Road and rail papers: keepers of vehicles, hired cars, stops, coach bookings."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from clew.synth.case_people import police_identity
from clew.synth.clock import DAY, day_start, to_utc
from clew.synth.dice import Dice
from clew.synth.homes import add_homes
from clew.synth.people import add_person, home_address
from clew.synth.ring_papers import identity, number_text
from clew.synth.vehicles import COLOURS, add_reads
from clew.synth.world import World

HIRE_FIRM = "Gannet Vehicle Hire"
#: First day of each weekly hire of the car the line's helper drove.
HIRES = ("2026-03-11", "2026-03-18", "2026-03-25", "2026-04-01", "2026-04-08", "2026-04-15")
COACH_STOPS = ["Zellmouth coach station", "Zarrowby station", "Zoffham market", "Port terminal"]


def write_roads(world: World, dice: Dice) -> None:
    """Add all road papers."""
    hires(world, dice.stream("hires"))
    keepers(world)
    stops(world, dice.stream("stops"))
    bookings(world, dice.stream("bookings"))


def hires(world: World, dice: Dice) -> None:
    """Hire a different car each week to the line's helper, who drives it to the market and back; others hire too."""
    line = world.cast["line"]
    fleet = world.vehicles.add(
        8, plate=world.reserved.plates("hire", 8), make="Skodby", model="Rapida",
        colour=np.array(dice.many(COLOURS, 8), dtype=object),
    )  # fmt: skip
    helper = line.staff[2]
    for week, day in enumerate(HIRES):
        vehicle = int(fleet[week])
        hire(world, helper, vehicle, day, 7)
        for trip in (1, 3, 5):
            out = day_start(day) + trip * DAY + 13 * 3600 + int(dice.between(0, 7200, 1)[0])
            home = out + 9 * 3600 + int(dice.between(0, 7200, 1)[0])
            for leg, camera in enumerate(("ZX-01", "ZX-02", "ZX-03")):
                add_reads(world, dice, to_utc(np.array([out + leg * 900])), vehicle, camera, direction="N")
            for leg, camera in enumerate(("ZX-03", "ZX-02", "ZX-01")):
                add_reads(world, dice, to_utc(np.array([home + leg * 900])), vehicle, camera, direction="S")
    strangers = [p for p in range(world.cast["population"]) if world.people["nino"][p]]
    for i, person in enumerate(dice.sample(strangers, 9)):
        hire(world, person, int(fleet[i % 8]), dice.day("2026-03-03", 45), 2)


def hire(world: World, person: int, vehicle: int, day: str, days: int) -> None:
    """Write one hire."""
    row = world.vehicles.row(vehicle)
    until = (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    world.add_paper(
        "hires", person, **identity(world, person), address=home_address(world, person),
        phone=number_text(world, int(world.people["number"][person])), vrm=row["plate"], make=row["make"],
        model=row["model"], colour=row["colour"], since=f"{day} 09:30", until=f"{until} 09:00",
    )  # fmt: skip


def keepers(world: World) -> None:
    """Write the keeper of every vehicle that somebody keeps."""
    for i in range(len(world.vehicles)):
        row = world.vehicles.row(i)
        person, firm = int(row["person"]), int(row["organisation"])
        if person >= 0:
            world.add_paper(
                "keepers", person, keeper=world.full_name(person), birth=world.people["birth"][person],
                address=home_address(world, person), vrm=row["plate"], make=row["make"], model=row["model"],
                colour=row["colour"],
            )  # fmt: skip
        elif firm >= 0:
            world.add_paper(
                "keepers", [], keeper=world.organisations["name"][firm], birth="", address="", vrm=row["plate"],
                make=row["make"], model=row["model"], colour=row["colour"],
            )  # fmt: skip


def stops(world: World, dice: Dice) -> None:
    """Write stops: the child with the helper at the market's station, a youth of disputed age, and ordinary ones."""
    line = world.cast["line"]
    helper = line.staff[2]
    world.add_paper(
        "stops", [line.child, helper], **police_identity(world, line.child), day="2026-04-17", clock="15:42",
        place="Zarrowby railway station", reason="Welfare check", outcome="Taken home", vehicle="",
        phone=number_text(world, int(world.people["number"][line.child])), companion=world.full_name(helper),
        companion_birth=world.people["birth"][helper], disputed="",
    )  # fmt: skip
    home = int(add_homes(world, dice, "Zellmouth", 1)[0])
    youth = add_person(world, dice, home=home, ages=(18, 19))
    world.add_paper(
        "stops", youth, **police_identity(world, youth), day="2026-03-27", clock="23:10",
        place="Zellmouth harbour front", reason="Found sleeping in a shelter", outcome="Referred", vehicle="", phone="",
        companion="", companion_birth="", disputed="Yes",
    )  # fmt: skip
    drivers = np.flatnonzero(world.vehicles["person"] >= 0)
    for vehicle in dice.sample(drivers, 16):
        person = int(world.vehicles["person"][vehicle])
        world.add_paper(
            "stops", person, **police_identity(world, person), day=dice.day("2026-03-02", 55),
            clock=f"{int(dice.between(6, 24, 1)[0]):02d}:{int(dice.between(0, 60, 1)[0]):02d}",
            place=dice.one(["A9901 Gannet Cross", "A9902 Zellmouth ring", "Zarrowby esplanade"]), reason="Road traffic",
            outcome=dice.one(["No further action", "Words of advice", "Fixed penalty"]),
            vehicle=world.vehicles["plate"][vehicle], phone="", companion="", companion_birth="", disputed="",
        )  # fmt: skip


def bookings(world: World, dice: Dice) -> None:
    """Write the coach bookings of ordinary people beside the ring's; a family of four is paid for by one card too."""
    strangers = [p for p in range(world.cast["population"]) if world.people["nino"][p]]
    for i, person in enumerate(dice.sample(strangers, 26)):
        source, target = dice.sample(COACH_STOPS, 2)
        world.add_paper(
            "bookings", person, **identity(world, person), reference=f"ZXC{5200 + i}",
            day=dice.day("2026-02-23", 60), source=source,
            target=target, carrier="Dogger Coaches", payer=world.full_name(person),
            card=f"**** **** **** {int(dice.between(1000, 9999, 1)[0])}",
            phone=number_text(world, int(world.people["number"][person])), seat=f"{int(dice.between(1, 50, 1)[0])}A",
        )  # fmt: skip
    mother = world.cast["family mother"]
    for i, person in enumerate(world.cast["family"][:4]):
        world.add_paper(
            "bookings", person, **identity(world, person), reference="ZXC5301", day="2026-04-06",
            source="Zellmouth coach station", target="Zarrowby station", carrier="Dogger Coaches",
            payer=world.full_name(mother), card="**** **** **** 2051",
            phone=number_text(world, int(world.people["number"][mother])), seat=f"{20 + i}C",
        )  # fmt: skip
