"""What an enquiry has written down about people: its list of nominals and who is recorded as whose family."""

from __future__ import annotations

from typing import Any

import numpy as np

from clew.synth.dice import Dice
from clew.synth.people import home_address
from clew.synth.ring_papers import identity, number_text
from clew.synth.world import World

#: People on the list who have nothing to do with any story: neighbours, callers, wrong numbers.
BYSTANDERS = 58


def write_people(world: World, dice: Dice) -> None:
    """Add the rows of the people list and of the list of links."""
    line, ring = world.cast["line"], world.cast["ring"]
    enter(world, line.child, note="Reported missing three times since March.")
    enter(world, line.mother, note="Parent.")
    enter(world, line.operators[0], category="Suspect", alias="Spanner", grade="2C", note="Named in report ZX/INT/03.")
    enter(world, line.operators[1], alias="Biscuit; Bis", grade="2C")
    enter(world, line.staff[2], note="Stopped 17 April.")
    enter(world, line.billed_customers[0], category="Witness", note="Gave his phone (KD/11).")
    enter(world, ring.organiser, note="Name on the account given by several applicants.")
    enter(world, ring.caseworker, note="Harbour Light Advice.")
    for person in (world.cast["dual owner"], world.cast["family mother"], world.cast["church organiser"]):
        enter(world, person)
    strangers = [p for p in range(world.cast["population"]) if world.people["number"][p] >= 0]
    for person in dice.sample(strangers, BYSTANDERS):
        enter(world, person)
    same_name_pair(world, dice, strangers)
    write_links(world)


def enter(world: World, person: int, **more: Any) -> None:
    """Put a person on the list with what is known of them."""
    world.add_paper(
        "people", person, **identity(world, person), address=home_address(world, person),
        phone=number_text(world, int(world.people["number"][person])), **more,
    )  # fmt: skip


def same_name_pair(world: World, dice: Dice, strangers: list[int]) -> None:
    """Put a father and his son of the same name on the list: two people, whatever their name says."""
    kin = world.kin
    grown = np.flatnonzero((kin["relation"] == "parent") & np.isin(kin["a"], strangers) & np.isin(kin["b"], strangers))
    parent, child = int(kin["a"][grown[0]]), int(kin["b"][grown[0]])
    world.people["forename"][child] = world.people["forename"][parent]
    enter(world, parent, note="Snr")
    enter(world, child, note="Jnr")


def write_links(world: World) -> None:
    """Write who is recorded as whose family, and a few other links officers noted."""
    line, ring = world.cast["line"], world.cast["ring"]
    family = set(world.cast["family"]) | {line.child, line.mother} | set(ring.others[:2])
    kin = world.kin
    for i in range(len(kin)):
        a, b = int(kin["a"][i]), int(kin["b"][i])
        if a in family and b in family:
            link(world, a, b, "family", str(kin["relation"][i]))
    link(world, line.operators[0], line.operators[1], "seen with", "Same car, harbour front, 19 March.")


def link(world: World, a: int, b: int, kind: str, note: str) -> None:
    """Add one row of the list of links between two persons."""
    people = world.people
    world.add_paper(
        "links", [a, b], a=world.full_name(a), a_birth=people["birth"][a], b=world.full_name(b),
        b_birth=people["birth"][b], link=kind, note=note,
    )  # fmt: skip
