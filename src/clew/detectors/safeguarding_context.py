"""Innocent relations between a child and a number. They are context for the reviewer and never cancel the rule."""

from __future__ import annotations

from clew.detectors.benign import recorded_roles
from clew.detectors.kin import families, holders
from clew.ledger.view import View
from clew.model.finding import Benign

NEVER = "context only, never cancels"
CARERS = ("carer", "surgery", "caseworker", "club")


def context(view: View, person: str, numbers: list[str]) -> tuple[Benign, ...]:
    """Say whether a recorded family tie or a registered caring role lies between the person and the numbers."""
    who = holders(view)
    family = families(view)
    known = [holder for number in numbers for holder in who.get(number, ())]
    related = [h for h in known if family.get(h, h) == family.get(person, person) and h != person]
    if not known or person not in family:
        kin = "cannot_tell"
    else:
        kin = "fits" if related else "does_not_fit"
    roles = recorded_roles(view)
    caring = [r for number in numbers for r in roles.get(number, ()) if r.role.key in CARERS]
    return (
        Benign("sibling or other family", f"a recorded holder of the number is recorded family; {NEVER}", kin),
        Benign(
            "youth worker, foster carer, care home, school or club",
            f"a registered role is recorded for the number; {NEVER}",
            "fits" if caring else ("does_not_fit" if roles else "cannot_tell"),
        ),
        Benign("classmate or friend of the same age", f"traffic cannot tell; {NEVER}", "cannot_tell"),
    )
