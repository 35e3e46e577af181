"""Who is recorded with an identifier, and who is recorded as family. Surnames and shared homes decide nothing."""

from __future__ import annotations

from collections import defaultdict

from clew.detectors.components import components
from clew.ledger.view import View

#: Words of a housing record that state a family relation to the lead tenant.
KIN_WORDS = (
    "husband", "wife", "spouse", "partner", "child", "son", "daughter", "stepson", "stepdaughter", "mother", "father",
    "parent", "brother", "sister", "sibling", "grandmother", "grandfather", "grandparent", "grandson", "granddaughter",
    "grandchild", "aunt", "uncle", "niece", "nephew", "cousin", "family",
)  # fmt: skip


def holders(view: View) -> dict[str, tuple[str, ...]]:
    """Return the persons and organisations recorded with each phone, SIM, handset or account, by identifier id."""

    def read() -> dict[str, tuple[str, ...]]:
        rows = view.sql(
            """SELECT DISTINCT l.b_id AS identifier, l.a_id AS holder FROM links l
               JOIN entities e ON e.entity_id = l.a_id AND e.label IN ('Person', 'Organisation')
               WHERE l.type IN ('USES', 'SUBSCRIBER_OF', 'HOLDS_ACCOUNT', 'OPERATES') ORDER BY ALL"""
        )
        found: dict[str, list[str]] = defaultdict(list)
        for identifier, holder in zip(rows["identifier"].to_pylist(), rows["holder"].to_pylist(), strict=True):
            found[identifier].append(holder)
        return {identifier: tuple(who) for identifier, who in found.items()}

    return dict(view.once("detectors.holders", read))


def pairs_of(view: View, link_type: str) -> list[tuple[str, str]]:
    """Return the pairs of a symmetric link type such as `FAMILY_OF` or `POSSIBLY_SAME_AS`, sorted."""
    rows = view.sql("SELECT DISTINCT a_id, b_id FROM links WHERE type = $type ORDER BY ALL", type=link_type)
    return list(zip(rows["a_id"].to_pylist(), rows["b_id"].to_pylist(), strict=True))


def family_ties(view: View) -> list[tuple[str, str]]:
    """Return pairs of recorded relatives: family links, and relations to the lead tenant stated in housing records.

    A housing record that calls people a tenant's wife, child or brother ties them to one another, and to the one
    person of that address whom it gives no such relation.
    """
    rows = view.sql(
        """SELECT l.b_id AS address, l.a_id AS person,
                  bool_or(lower(coalesce(l.capacity, '')) IN (SELECT unnest($words))) AS kin
           FROM links l JOIN entities e ON e.entity_id = l.a_id AND e.label = 'Person'
           WHERE l.type = 'LIVES_AT' AND list_contains(l.evidence_types, 'address')
           GROUP BY l.b_id, l.a_id ORDER BY ALL""",
        words=list(KIN_WORDS),
    ).to_pylist()
    relatives: dict[str, list[str]] = defaultdict(list)
    others: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        (relatives if row["kin"] else others)[row["address"]].append(row["person"])
    households = []
    for address, kin in relatives.items():
        members = [*kin, *others[address]] if len(others[address]) == 1 else kin
        households += [(members[0], member) for member in members[1:]]
    return [*pairs_of(view, "FAMILY_OF"), *households]


def families(view: View) -> dict[str, str]:
    """Return the first member of the recorded family of each person who has one, chained through relatives."""

    def read() -> dict[str, str]:
        pairs = family_ties(view)
        return components(sorted({p for pair in pairs for p in pair}), pairs)

    return dict(view.once("detectors.families", read))


def one_family(view: View, identifiers: tuple[str, ...]) -> bool | None:
    """Whether the recorded holders of several identifiers are one family; None when a holder is not recorded."""
    known = holders(view)
    family = families(view)
    groups = [{family.get(person, person) for person in known.get(identifier, ())} for identifier in identifiers]
    if not groups or not all(groups):
        return None
    return bool(set.intersection(*groups))
