"""Innocent explanations of a shared identifier, tested against the data."""

from __future__ import annotations

from collections.abc import Sequence

from clew.detectors.benign import recorded_roles
from clew.detectors.sharing import Shared
from clew.ledger.view import View
from clew.model.finding import Benign, Evidence


def explanations(
    view: View, identifiers: list[Shared], evidence: Sequence[Evidence], group_of: dict[str, str]
) -> tuple[tuple[Benign, ...], tuple[str, ...]]:
    """Test the explanations; returns all of them and the names of those that account for one shared identifier."""
    tests = (
        _organisation(view, identifiers),
        _register(view),
        _family(identifiers, group_of),
        Benign("one person after another: tenants, keepers, a number given out again",
               "only people whose recorded periods overlap at one moment are counted", "does_not_fit"),
        _one_file(evidence),
    )  # fmt: skip
    return tests, tuple(t.explanation for t in tests[:1] if t.result == "fits")


def _organisation(view: View, identifiers: list[Shared]) -> Benign:
    ids = sorted({s.identifier_id for s in identifiers})
    rows = view.sql(
        """SELECT count(DISTINCT l.b_id) AS firms FROM links l JOIN entities e ON e.entity_id = l.a_id
           WHERE e.label = 'Organisation' AND l.b_id IN (SELECT unnest($ids))
             AND l.type IN ('OPERATES', 'USES', 'SUBSCRIBER_OF', 'HOLDS_ACCOUNT', 'LINKED_TO')""",
        ids=ids,
    )
    firms = rows["firms"][0].as_py()
    result = "fits" if firms == len(ids) else ("cannot_tell" if firms else "does_not_fit")
    test = f"{firms} of {len(ids)} identifiers are recorded to an organisation"
    return Benign("details of an employer, agent or adviser given for everybody", test, result)


def _register(view: View) -> Benign:
    known = recorded_roles(view)
    test = "no recorded role lies on these identifiers or their holders"
    return Benign("a registered provider", test, "does_not_fit" if known else "cannot_tell")


def _family(identifiers: list[Shared], group_of: dict[str, str]) -> Benign:
    persons = {p for s in identifiers for p in s.persons}
    groups = {group_of[p] for p in persons}
    test = f"{len(persons)} persons are {len(groups)} unrelated people, each recorded family counted once"
    return Benign("one family or household", test, "does_not_fit")


def _one_file(evidence: Sequence[Evidence]) -> Benign:
    exhibits = {row.exhibit_id for row in evidence}
    test = f"the rows come from {len(exhibits)} exhibits"
    return Benign(
        "a clerk's default entry or a copied form", test, "does_not_fit" if len(exhibits) > 1 else "cannot_tell"
    )
