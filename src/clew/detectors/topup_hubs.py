"""Phone credit bought by one payer, card or outlet visit for several numbers (the top-up hub of D8)."""

from __future__ import annotations

from dataclasses import dataclass

from clew.detectors.children import prepare_identifiers
from clew.ledger.view import View

_HUBS = """
WITH paid AS (
    SELECT t.record_id, t.start_utc, t.place_id,
           CASE 'Phone' WHEN b.label THEN t.b_id WHEN a.label THEN t.a_id ELSE t.subject_id END AS number_id,
           CASE 'Phone' WHEN b.label THEN t.a_id WHEN a.label THEN t.b_id END AS side, t.third_id
    FROM events t LEFT JOIN entities a ON a.entity_id = t.a_id LEFT JOIN entities b ON b.entity_id = t.b_id
    WHERE t.event_kind = 'topup'
), payers AS (
    -- A payer known by name only is one person record per row: the same name is the same payer here.
    SELECT p.record_id, p.number_id, p.start_utc, payer.id AS payer_id,
           CASE WHEN e.label = 'Person' AND e.name IS NOT NULL AND e.name <> 'name not recorded'
                THEN 'name ' || lower(e.name) ELSE payer.id END AS hub
    FROM paid p, (SELECT unnest([p.side, p.third_id]) AS id) payer LEFT JOIN entities e ON e.entity_id = payer.id
    WHERE payer.id IS NOT NULL AND payer.id <> p.number_id AND coalesce(e.label, '') <> 'Place'
), visits AS (
    SELECT record_id, number_id, place_id, sum(fresh::INT) OVER (ORDER BY place_id, start_utc, record_id) AS n
    FROM (SELECT *, coalesce(start_utc - lag(start_utc) OVER (PARTITION BY place_id ORDER BY start_utc, record_id)
                             > INTERVAL {minutes} MINUTE, TRUE) AS fresh
          FROM paid WHERE place_id IS NOT NULL AND start_utc IS NOT NULL)
), all_hubs AS (
    SELECT hub, payer_id, number_id, record_id, FALSE AS visit FROM payers
    UNION ALL
    SELECT 'visit ' || n, place_id, number_id, record_id, TRUE FROM visits
)
SELECT hub, payer_id, number_id, record_id, visit FROM all_hubs
WHERE number_id IS NOT NULL
  AND hub IN (SELECT hub FROM all_hubs GROUP BY hub HAVING count(DISTINCT number_id) >= {least})
ORDER BY hub, number_id, record_id, payer_id
"""


@dataclass(frozen=True, slots=True)
class Hub:
    """A payer, or one visit to an outlet, that bought credit for several numbers.

    Args:
        payers: Entities that stand for the payer: account, card, person records of one name; the outlet of a visit.
        visit: Whether it is a visit rather than a payer.
        records: Top-up records by number.
    """

    payers: tuple[str, ...]
    visit: bool
    records: dict[str, tuple[str, ...]]


def topup_hubs(view: View, numbers_min: int, visit_minutes: int) -> list[Hub]:
    """Return who bought credit for at least `numbers_min` numbers, in a stable order."""
    rows = view.sql(_HUBS.format(least=int(numbers_min), minutes=int(visit_minutes))).to_pylist()
    hubs: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        hubs.setdefault(row["hub"], []).append(row)
    return [
        Hub(
            payers=tuple(sorted({row["payer_id"] for row in own})),
            visit=bool(own[0]["visit"]),
            records={
                number: tuple(sorted({r["record_id"] for r in own if r["number_id"] == number}))
                for number in sorted({r["number_id"] for r in own})
            },
        )
        for own in hubs.values()
    ]


def numbers_of_people(view: View) -> dict[str, set[str]]:
    """Return the identifiers recorded as each person's own, by person id."""
    prepare_identifiers(view)
    rows = view.sql(
        """SELECT person_id, list(DISTINCT identifier_id ORDER BY identifier_id) AS own
           FROM person_identifiers GROUP BY person_id ORDER BY person_id"""
    )
    return {p: set(own) for p, own in zip(rows["person_id"].to_pylist(), rows["own"].to_pylist(), strict=True)}
