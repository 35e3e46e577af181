"""Who is on record with identifiers that others give as their own: account holder, subscriber, keeper. Facts only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from clew.detectors.benign import recorded_roles
from clew.detectors.components import components
from clew.detectors.kin import pairs_of
from clew.ledger.view import View

#: Link type -> the fact it states of the person, as a word.
WORDS = {
    "SUBSCRIBER_OF": "subscriber", "HOLDS_ACCOUNT": "account holder", "KEEPER_OF": "keeper", "OPERATES": "operator",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Holding:
    """One person and the identifiers recorded to them by a bank, network or register."""

    person_id: str
    words: str
    identifiers: tuple[str, ...]
    records: tuple[str, ...]


def holdings(view: View, identifiers: list[str], detector: str) -> list[Holding]:
    """Return who is recorded as holder of these identifiers, other than by giving them as their own.

    Records that may be of one person are put together under the first of them. Registered providers (employers,
    agents, caseworkers) are left out: they are held back, never listed as holders.

    Args:
        view: The case.
        identifiers: The shared identifiers.
        detector: Whose pattern a recorded role must give to be left out.
    """
    rows = view.sql(
        """SELECT a_id AS person, type, b_id AS identifier, record_ids
           FROM links JOIN entities e ON e.entity_id = links.a_id AND e.label = 'Person'
           WHERE b_id IN (SELECT unnest($ids)) AND type IN (SELECT unnest($types)) AND NOT coalesce(as_own, FALSE)
             AND NOT list_contains(links.evidence_types, 'address')
           ORDER BY person, type, identifier""",
        ids=identifiers,
        types=list(WORDS),
    ).to_pylist()
    roles = recorded_roles(view)
    same = components(sorted({row["person"] for row in rows}), pairs_of(view, "POSSIBLY_SAME_AS"))
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        if not any(detector in r.role.imitates for r in roles.get(row["person"], ())):
            found.setdefault(same[row["person"]], []).append(row)
    together = [
        Holding(
            person_id=person,
            words=" and ".join(sorted({WORDS[row["type"]] for row in own})),
            identifiers=tuple(sorted({row["identifier"] for row in own})),
            records=tuple(sorted({record for row in own for record in row["record_ids"] or ()})),
        )
        for person, own in found.items()
    ]
    return sorted(together, key=lambda h: (-len(h.identifiers), h.person_id))


def tie_records(view: View, persons: list[str]) -> list[str]:
    """Return the records behind family ties and possible identities among these persons."""
    rows = view.sql(
        """SELECT DISTINCT unnest(record_ids) AS record FROM links WHERE type IN ('FAMILY_OF', 'POSSIBLY_SAME_AS')
           AND (a_id IN (SELECT unnest($persons)) OR b_id IN (SELECT unnest($persons))) ORDER BY record""",
        persons=persons,
    )
    return list(rows["record"].to_pylist())
