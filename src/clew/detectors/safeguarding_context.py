"""Innocent relations between a child and a number. They are context for the reviewer and never cancel the rule."""

from __future__ import annotations

from clew.detectors.benign import recorded_roles
from clew.detectors.children import Individual, children_of
from clew.detectors.kin import families, holders
from clew.ledger.view import View
from clew.model.finding import Benign

NEVER = "context only, never cancels"
CARERS = ("carer", "surgery", "caseworker", "club")


def context(view: View, who: Individual, numbers: list[str]) -> tuple[Benign, ...]:
    """Say whether family, a caring role or another child is on record with the line or staff numbers concerned."""
    on_record = holders(view)
    known = {h for number in numbers for h in on_record.get(number, ()) if h not in who.members}
    family = families(view)
    own_families = {family[m] for m in who.members if m in family}
    related = any(family.get(h) in own_families for h in known)
    roles = recorded_roles(view)
    caring = any(r.role.key in CARERS for number in numbers for r in roles.get(number, ()))
    peer = bool(known & children_of(view))
    return (
        Benign(
            "sibling or other family",
            f"a recorded holder of the number is recorded family; {NEVER}",
            _result(related, known=bool(known and own_families)),
        ),
        Benign(
            "youth worker, foster carer, care home, school or club",
            f"a registered role is recorded for the number; {NEVER}",
            _result(caring, known=bool(roles)),
        ),
        Benign(
            "classmate or friend of the same age",
            f"another person under 18 is recorded with the number, and may be exposed too; {NEVER}",
            _result(peer, known=bool(known)),
        ),
    )


def _result(fits: bool, *, known: bool) -> str:
    if fits:
        return "fits"
    return "does_not_fit" if known else "cannot_tell"
