"""Who is on record with identifiers that others give as their own: account holder, subscriber, keeper. Facts only."""

from __future__ import annotations

from dataclasses import dataclass

from clew.detectors.benign import recorded_roles
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

    Registered providers (employers, agents, caseworkers) are left out: they are held back, never listed as holders.
    """
    rows = view.sql(
        """SELECT a_id AS person, list(DISTINCT type ORDER BY type) AS types,
                  list(DISTINCT b_id ORDER BY b_id) AS identifiers,
                  list_sort(list_distinct(flatten(list(record_ids)))) AS records
           FROM links JOIN entities e ON e.entity_id = links.a_id AND e.label = 'Person'
           WHERE b_id IN (SELECT unnest($ids)) AND type IN (SELECT unnest($types)) AND NOT coalesce(as_own, FALSE)
           GROUP BY a_id ORDER BY len(list(DISTINCT b_id)) DESC, a_id""",
        ids=identifiers,
        types=list(WORDS),
    ).to_pylist()
    roles = recorded_roles(view)
    return [
        Holding(row["person"], " and ".join(WORDS[t] for t in row["types"]), tuple(row["identifiers"]),
                tuple(row["records"] or ()))
        for row in rows
        if not any(detector in r.role.imitates for r in roles.get(row["person"], ()))
    ]  # fmt: skip


def tie_records(view: View, persons: list[str]) -> list[str]:
    """Return the records behind family ties and possible identities among these persons."""
    rows = view.sql(
        """SELECT DISTINCT unnest(record_ids) AS record FROM links WHERE type IN ('FAMILY_OF', 'POSSIBLY_SAME_AS')
           AND (a_id IN (SELECT unnest($persons)) OR b_id IN (SELECT unnest($persons))) ORDER BY record""",
        persons=persons,
    )
    return list(rows["record"].to_pylist())
