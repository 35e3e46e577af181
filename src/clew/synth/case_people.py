"""What an enquiry has written down about people: its list of nominals and who is recorded as whose family."""

from __future__ import annotations

from typing import Any

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
    strangers = [p for p in range(world.cast["population"]) if world.people["nino"][p]]
    for person in dice.sample(strangers, BYSTANDERS):
        enter(world, person)
    write_links(world)


def police_identity(world: World, person: int) -> dict[str, Any]:
    """Return the cells of a police record that say who somebody is; a police number is given out when first needed."""
    if not world.people["pnc"][person]:
        world.people["pnc"][person] = world.reserved.pncs(1)[0]
    return {**identity(world, person), "pnc": world.people["pnc"][person]}


def enter(world: World, person: int, **more: Any) -> None:
    """Put a person on the list with what is known of them; those something is noted about have a police number."""
    known = police_identity(world, person) if more else {**identity(world, person), "pnc": ""}
    world.add_paper(
        "people", person, **known, address=home_address(world, person),
        phone=number_text(world, int(world.people["number"][person])), **more,
    )  # fmt: skip


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
