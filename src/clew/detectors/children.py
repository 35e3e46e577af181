"""Who is, or may be, under 18, and by which numbers, SIMs, handsets and devices they are seen in traffic.

A disputed age counts as a child. A range of ages counts by its youngest end. A record without age that may be of the
same person as a child's is treated as the child's. An unknown age alone is never a child's.
"""

from __future__ import annotations

from dataclasses import dataclass

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
), facts AS (
    SELECT entity_id, min(youngest) AS youngest, bool_or(coalesce(age_disputed, FALSE)) AS disputed,
           min_by({record_id: record_id, exhibit_id: exhibit_id, part: part, row_ref: row_ref,
                   evidence_type: evidence_type}, coalesce(youngest, 999)) AS ground
    FROM ages GROUP BY entity_id
), pairs AS (
    SELECT a_id AS one, b_id AS other FROM links WHERE type = 'POSSIBLY_SAME_AS'
    UNION SELECT b_id, a_id FROM links WHERE type = 'POSSIBLY_SAME_AS'
), persons AS (
    SELECT entity_id FROM entities WHERE label = 'Person' UNION SELECT entity_id FROM status
)
SELECT p.entity_id AS person_id, f.youngest, coalesce(f.disputed, FALSE) AS disputed, f.ground.record_id AS record_id,
       f.ground.exhibit_id AS exhibit_id, f.ground.part AS part, f.ground.row_ref AS row_ref,
       f.ground.evidence_type AS evidence_type,
       (SELECT min(s.other) FROM pairs s JOIN facts c ON c.entity_id = s.other
        WHERE s.one = p.entity_id AND (c.youngest < $adult OR c.disputed)) AS same_as_child
FROM persons p LEFT JOIN facts f USING (entity_id) ORDER BY person_id
"""


@dataclass(frozen=True, slots=True)
class Age:
    """What is recorded of a person's age."""

    person_id: str
    youngest_years: int | None
    disputed: bool
    same_as_child: str | None
    evidence: tuple[Evidence, ...]

    @property
    def is_child(self) -> bool:
        """Whether the person is or may be under 18."""
        if self.disputed:
            return True
        if self.youngest_years is not None:
            return self.youngest_years < ADULT_YEARS
        return self.same_as_child is not None

    @property
    def is_unknown(self) -> bool:
        """Whether nothing tells child from adult."""
        return not self.is_child and self.youngest_years is None

    @property
    def said(self) -> str:
        """The ground as a phrase."""
        if self.disputed:
            return "age disputed, treated as a child"
        if self.youngest_years is not None:
            return f"youngest recorded age {self.youngest_years}"
        return "possibly the same person as a recorded child" if self.same_as_child else "age not recorded"


def ages(view: View) -> dict[str, Age]:
    """Return what is recorded of every person's age, by id. Ages are those on the first day of the data."""
    found = {}
    for row in view.sql(_AGES, adult=ADULT_YEARS).to_pylist():
        cited: tuple[Evidence, ...] = ()
        if row["record_id"] is not None:
            cited = (
                Evidence(
                    row["record_id"], row["exhibit_id"] or "", row["part"] or "", row["row_ref"] or "",
                    row["evidence_type"] or "report", "age", f"person record on {{{row['person_id']}}}",
                ),
            )  # fmt: skip
        found[row["person_id"]] = Age(row["person_id"], row["youngest"], row["disputed"], row["same_as_child"], cited)
    return found


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
