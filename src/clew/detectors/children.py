"""Who is, or may be, under 18, and by which numbers, SIMs, handsets and devices they are seen in traffic.

A disputed age counts as a child. A range of ages counts by its youngest end. Records that may be of one person are
looked at together unless one of them is an adult's, so a record without age that may be a child's is the child's. An
unknown age alone is never a child's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from clew.detectors.components import components
from clew.detectors.kin import pairs_of
from clew.ledger.view import View
from clew.model.finding import Evidence

ADULT_YEARS = 18

_AGES = """
WITH ages AS (
    SELECT *, coalesce(youngest_years, date_sub('year', CASE length(birth_date)
        WHEN 10 THEN try_cast(birth_date AS DATE)
        WHEN 7 THEN last_day(try_cast(birth_date || '-01' AS DATE))
        WHEN 4 THEN try_cast(birth_date || '-12-31' AS DATE) END,
        (SELECT coalesce(min(start_utc), now()) FROM events)::DATE)) AS youngest
    FROM status
), persons AS (
    SELECT entity_id FROM entities WHERE label = 'Person' UNION SELECT entity_id FROM status
)
SELECT p.entity_id AS person_id, a.youngest, coalesce(a.age_disputed, FALSE) AS disputed, a.record_id, a.exhibit_id,
       a.part, a.row_ref, a.evidence_type
FROM persons p LEFT JOIN ages a USING (entity_id) ORDER BY person_id, record_id
"""


@dataclass(frozen=True, slots=True)
class Individual:
    """Person records that may be of one person, and what they say of the age on the first day of the data.

    Args:
        members: Person ids, the ground of the age first.
        youngest_years: The youngest age recorded; None when none is.
        disputed: Whether any record calls the age disputed.
        evidence: The records that state the age.
    """

    members: tuple[str, ...]
    youngest_years: int | None
    disputed: bool
    evidence: tuple[Evidence, ...]

    @property
    def person_id(self) -> str:
        """The person whose record is the ground."""
        return self.members[0]

    @property
    def is_child(self) -> bool:
        """Whether the person is or may be under 18."""
        return self.disputed or (self.youngest_years is not None and self.youngest_years < ADULT_YEARS)

    @property
    def is_unknown(self) -> bool:
        """Whether nothing tells child from adult."""
        return not self.disputed and self.youngest_years is None

    @property
    def said(self) -> str:
        """The ground as a phrase."""
        if self.disputed:
            return "age disputed, treated as a child"
        return "age not recorded" if self.youngest_years is None else f"youngest recorded age {self.youngest_years}"


def individuals(view: View) -> list[Individual]:
    """Return everybody in the case, records that may be of one person together, sorted by person id.

    An adult's record stands alone: a child is never taken for an adult with the same name.
    """
    rows = view.sql(_AGES).to_pylist()
    adults = {r["person_id"] for r in rows if _is_adult(r)}
    open_ids = [r["person_id"] for r in rows if r["person_id"] not in adults]
    first_of = components(open_ids, pairs_of(view, "POSSIBLY_SAME_AS"))
    together: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        together[first_of.get(row["person_id"], row["person_id"])].append(row)
    return sorted((_individual(own) for own in together.values()), key=lambda i: i.person_id)


def children_of(view: View) -> set[str]:
    """Return the person ids of everybody who is or may be under 18."""

    def read() -> set[str]:
        return {member for individual in individuals(view) if individual.is_child for member in individual.members}

    return set(view.once("detectors.children", read))


def _is_adult(row: dict[str, Any]) -> bool:
    return not row["disputed"] and row["youngest"] is not None and row["youngest"] >= ADULT_YEARS


def _individual(rows: list[dict[str, Any]]) -> Individual:
    """The ground is a disputed age, else the youngest, else the first id."""
    ordered = sorted(
        rows, key=lambda r: (not r["disputed"], 999 if r["youngest"] is None else r["youngest"], r["person_id"])
    )
    ages = [r["youngest"] for r in ordered if r["youngest"] is not None]
    told = [r for r in ordered if r["record_id"] and (r["youngest"] is not None or r["disputed"])]
    return Individual(
        members=tuple(dict.fromkeys(r["person_id"] for r in ordered)),
        youngest_years=min(ages, default=None),
        disputed=any(r["disputed"] for r in ordered),
        evidence=tuple(
            Evidence(
                record_id=r["record_id"],
                exhibit_id=r["exhibit_id"] or "",
                part=r["part"] or "",
                row_ref=r["row_ref"] or "",
                evidence_type=r["evidence_type"] or "report",
                field="age",
                value=f"person record on {{{r['person_id']}}}",
            )
            for r in told
        ),
    )


def prepare_identifiers(view: View) -> None:
    """Create the table `person_identifiers` in the view's session, once.

    Columns `person_id`, `identifier_id`, `link_id`, `record_ids`: whatever a record says the person uses,
    subscribes to or holds; the number of such a SIM; the numbers used in such a handset; the devices that use such
    a number. A name saved in somebody's contacts attributes nothing.
    """
    view.once("detectors.person_identifiers", lambda: view.session.execute(_IDENTIFIERS))


_IDENTIFIERS = """
CREATE OR REPLACE TEMP TABLE person_identifiers AS
WITH own AS (
    SELECT l.a_id AS person_id, l.b_id AS identifier_id, l.link_id, l.record_ids
    FROM links l JOIN entities p ON p.entity_id = l.a_id AND p.label = 'Person'
    WHERE l.type IN ('USES', 'SUBSCRIBER_OF', 'HOLDS_ACCOUNT')
), numbers AS (
    SELECT * FROM own
    UNION ALL
    SELECT o.person_id, l.b_id, o.link_id, o.record_ids FROM own o JOIN links l ON l.a_id = o.identifier_id
    JOIN entities e ON e.entity_id = l.a_id AND (e.label = 'Sim' OR e.kind = 'device') WHERE l.type = 'USES'
    UNION ALL
    SELECT o.person_id, l.a_id, o.link_id, o.record_ids FROM own o JOIN links l ON l.b_id = o.identifier_id
    WHERE l.type = 'IN_HANDSET'
), devices AS (
    SELECT n.person_id, l.a_id, n.link_id, n.record_ids FROM numbers n JOIN links l ON l.b_id = n.identifier_id
    JOIN entities e ON e.entity_id = l.a_id AND e.kind = 'device' WHERE l.type = 'USES'
)
SELECT DISTINCT * FROM (SELECT * FROM numbers UNION ALL SELECT * FROM devices) ORDER BY ALL
"""
