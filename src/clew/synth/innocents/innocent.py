"""What an innocent is: people and things that truly do nothing but resemble a pattern a detector looks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from clew.synth.dice import Dice
from clew.synth.world import World


@dataclass(frozen=True, slots=True)
class Innocent:
    """An innocent plug-in: one new module in this package and no list to edit.

    Args:
        name: Kebab-case name; innocents are cast and played in the order of names.
        imitates: Detector codes whose pattern it resembles.
        cast: Adds its people, numbers, homes; runs before ordinary ties are made.
        play: Adds what happens and states the truth; runs after the stories.
    """

    name: str
    imitates: str
    cast: Callable[[World, Dice], None]
    play: Callable[[World, Dice], None]


def state_benign(world: World, number: int, kind: str, imitates: str) -> None:
    """State that a number is innocent, of which class, and what it imitates."""
    e164 = world.numbers["e164"][number]
    world.truth.state("benign", entity=f"N{number}", value=e164, **{"class": kind}, imitates=imitates)


def record_role(
    world: World, subject: str, kind: str, organisation: str, role: str, evidence: str, *, name: str = ""
) -> None:
    """Enter a role in the register of innocent roles an investigator keeps.

    Args:
        subject: Number, sender name, address or firm the entry is about.
        kind: `phone`, `service`, `address` or `organisation`.
        name: Person in the role, when there is one.
    """
    world.add_paper(
        "roles", [], subject=subject, kind=kind, organisation=organisation, name=name, role=role, since="2019-01-01",
        until="", evidence=evidence,
    )  # fmt: skip
