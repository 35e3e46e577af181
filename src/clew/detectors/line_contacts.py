"""Contacts between people and the numbers of a line: who spoke or wrote, who only got a bulk text, who only tried."""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa

from clew.detectors import bulk_texts
from clew.detectors.bursts import prepare_bursts
from clew.detectors.children import prepare_identifiers
from clew.ledger.view import View

#: A text counts as one of a burst when it falls into the burst, give or take two clocks' difference.
BURST_MARGIN_S = 120

_CONTACTS = """
WITH numbers AS (
    SELECT number_id, number_id AS end_id FROM line_numbers
    UNION
    SELECT n.number_id, l.a_id FROM line_numbers n JOIN links l ON l.b_id = n.number_id AND l.type = 'USES'
    JOIN entities e ON e.entity_id = l.a_id AND e.kind = 'device'
), bursts AS (
    SELECT number_id, burst, min(sent_utc) - INTERVAL {margin} SECOND AS first_utc,
           max(sent_utc) + INTERVAL {margin} SECOND AS last_utc FROM burst_recipients{suffix} GROUP BY ALL
), ends AS (
    SELECT e.record_id, e.event_kind, e.start_utc, e.duration_s, e.direction, n.number_id, e.b_id AS other,
           TRUE AS from_line FROM events e JOIN numbers n ON n.end_id = e.a_id
    WHERE e.event_kind IN ('call', 'message')
    UNION ALL
    SELECT e.record_id, e.event_kind, e.start_utc, e.duration_s, e.direction, n.number_id, e.a_id,
           FALSE FROM events e JOIN numbers n ON n.end_id = e.b_id
    WHERE e.event_kind IN ('call', 'message')
)
SELECT DISTINCT p.person_id, c.number_id, c.record_id,
       CASE WHEN c.event_kind = 'message' AND c.from_line AND EXISTS (
                FROM bursts b WHERE b.number_id = c.number_id AND c.start_utc BETWEEN b.first_utc AND b.last_utc)
            THEN 'bulk text'
            WHEN c.event_kind = 'call' AND (c.duration_s = 0
                 OR c.direction IN ('missed', 'rejected', 'blocked', 'voicemail')) THEN 'attempt'
            ELSE 'contact' END AS kind
FROM ends c JOIN person_identifiers p ON p.identifier_id = c.other
WHERE p.identifier_id NOT IN (SELECT end_id FROM numbers WHERE numbers.number_id = c.number_id)
ORDER BY p.person_id, c.number_id, c.record_id
"""


@dataclass(frozen=True, slots=True, order=True)
class LineContact:
    """One record of a person's number and a line's or staff number as its two ends.

    `kind` is `contact` (a call that connected, or whose length is not recorded, or a text that is none of a
    burst, in either direction), `bulk text` (received with a burst) or `attempt` (a call that did not connect).
    """

    number_id: str
    record_id: str
    kind: str


def line_contacts(view: View, numbers: list[str]) -> dict[str, list[LineContact]]:
    """Return every person's contacts with these numbers, by person id, from anybody's records."""
    prepare_identifiers(view)
    bulk = bulk_texts.Settings()
    suffix = prepare_bursts(view, bulk.recipients_min, bulk.window_minutes)
    view.session.register("line_numbers", pa.table({"number_id": pa.array(numbers, pa.string())}))
    rows = view.sql(_CONTACTS.format(suffix=suffix, margin=BURST_MARGIN_S)).to_pylist()
    view.session.unregister("line_numbers")
    found: dict[str, list[LineContact]] = {}
    for row in rows:
        found.setdefault(row.pop("person_id"), []).append(LineContact(**row))
    return found


def users(view: View, numbers: list[str]) -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """Return the persons recorded with one of these numbers as their own: number and the records that say so."""
    prepare_identifiers(view)
    rows = view.sql(
        """SELECT person_id, identifier_id, list_sort(list_distinct(flatten(list(record_ids)))) AS records
           FROM person_identifiers WHERE identifier_id IN (SELECT unnest($numbers)) GROUP BY ALL ORDER BY ALL""",
        numbers=numbers,
    ).to_pylist()
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for row in rows:
        found.setdefault(row["person_id"], []).append((row["identifier_id"], tuple(row["records"] or ())))
    return found
