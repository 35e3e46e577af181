"""Graded intelligence reports, referrals by other services, and the register of firms and licences."""

from __future__ import annotations

from typing import Any

from clew.synth.dice import Dice
from clew.synth.homes import address
from clew.synth.ring_papers import identity, number_text
from clew.synth.world import World


def write_reports(world: World, dice: Dice) -> None:
    """Add the reports, the referrals that have nothing to do with the ring, and the firms."""
    line, ring = world.cast["line"], world.cast["ring"]
    e164 = world.numbers["e164"]
    report(world, "2026-03-16", "2", "C", f"A number called {line.brand} is passed round {line.market}.",
           phone=e164[line.main])  # fmt: skip
    report(world, "2026-03-24", "2", "D", f"The {line.brand} phone changed on Tuesday evening, same number.")
    report(world, "2026-04-03", "1", "B", "Two men change over at the harbour front about four each afternoon.",
           handling="C", action="A2", sanitisation="S2", name=world.full_name(line.operators[0]))  # fmt: skip
    report(world, "2026-04-05", "2", "C", f"A second number for {line.brand} since the beginning of April.",
           phone=e164[line.parallel])  # fmt: skip
    report(world, "2026-04-08", "1", "A", "A white minibus leaves the house before half past five and is back by five.",
           vehicle=world.vehicles["plate"][ring.vehicle], address=address(world, ring.house))  # fmt: skip
    report(world, "2026-04-12", "2", "B", "Applicants at two firms gave one mobile and one account.",
           phone=e164[ring.shared_number], handling="C", action="A1", sanitisation="S1")  # fmt: skip
    report(world, "2026-04-14", "1", "2", "Numéro rappelé chaque vendredi par le même appelant.", handling="H1",
           country="FR", phone=e164[ring.recruiter_number])  # fmt: skip
    accused = dice.one([p for p in range(world.cast["population"]) if world.people["nino"][p]])
    report(world, "2026-04-15", "3", "E", "A neighbour says this person runs everything, as of others before.",
           name=world.full_name(accused))  # fmt: skip
    world.truth.state("benign", entity=f"P{accused}", value=world.full_name(accused),
                      **{"class": "named in a false report"}, imitates="intelligence")  # fmt: skip
    referrals(world, dice)
    firms(world)


def report(world: World, day: str, source: str, information: str, text: str, **about: Any) -> None:
    """Write one report, numbered in order."""
    number = len(world.papers.get("intelligence", [])) + 1
    given = {"handling": "P", "action": "", "sanitisation": "", "country": "GB", "name": "", "phone": "", "vehicle": "",
             "address": "", **about}  # fmt: skip
    world.add_paper(
        "intelligence", [], reference=f"ZX/INT/{number:02d}", day=day, source=source, information=information,
        text=text, **given,
    )  # fmt: skip


def referrals(world: World, dice: Dice) -> None:
    """Write referrals of other people for other reasons: housing, health."""
    strangers = [p for p in range(world.cast["population"]) if world.people["nino"][p]]
    advice = number_text(world, int(world.organisations["number"][world.cast["ring"].charity]))
    for i, person in enumerate(dice.sample(strangers, 4)):
        world.add_paper(
            "referrals", person, **identity(world, person), category="Other", received=f"2026-03-{6 + 5 * i:02d}",
            by="Harbour Light Advice", contact_phone=advice, note=dice.one(["Rent arrears", "Benefits appeal"]),
        )  # fmt: skip


def firms(world: World) -> None:
    """Write the register: every organisation with its address, number and licence."""
    for i in range(len(world.organisations)):
        row = world.organisations.row(i)
        home, number = int(row["home"]), int(row["number"])
        world.add_paper(
            "organisations", [], name=row["name"], company=row["company"], licence=row["licence"],
            licence_type="Labour provider" if row["licence"] else "", role=row["role"],
            address=address(world, home) if home >= 0 else "", phone=number_text(world, number),
        )  # fmt: skip
