"""From record ids to evidence rows: which exhibit, which row, what it says.

Values name entities by id in braces; the redact step turns them into names or pseudonyms. The text of a message is
never copied into a finding: it is shown to a reviewer from the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable

from clew.ledger.view import View
from clew.model.finding import Evidence

_EVENTS = """
SELECT DISTINCT e.record_id, e.exhibit_id, coalesce(e.part, '') AS part, coalesce(e.row_ref, '') AS row_ref,
       e.evidence_type, e.event_kind AS field, e.grade, e.handling, e.start_utc,
       concat(strftime(e.start_utc, '%Y-%m-%d %H:%M:%S UTC'), ' ', coalesce('{' || e.a_id || '}', 'not recorded'),
              CASE WHEN e.b_id IS NULL THEN '' ELSE ' to {' || e.b_id || '}' END,
              CASE WHEN e.event_kind = 'call' THEN coalesce(', ' || e.duration_s || ' s', '') ELSE '' END,
              CASE WHEN e.imei_id IS NULL THEN '' ELSE ', handset {' || e.imei_id || '}' END,
              CASE WHEN e.imsi_id IS NULL THEN '' ELSE ', SIM {' || e.imsi_id || '}' END,
              CASE WHEN e.amount_minor IS NULL THEN '' ELSE ', ' || (e.amount_minor / 100)::DECIMAL(18, 2) END) AS value
FROM events e JOIN (SELECT unnest($ids) AS record_id) USING (record_id)
ORDER BY e.start_utc, e.record_id
"""

_RECORDS = """
SELECT record_id, min(exhibit_id) AS exhibit_id, coalesce(min(part), '') AS part, coalesce(min(row_ref), '') AS row_ref,
       min(evidence_type) AS evidence_type, min(record_kind) AS kind, min(grade) AS grade, min(handling) AS handling,
       list(DISTINCT entity_id ORDER BY entity_id) AS entities
FROM entity_records JOIN (SELECT DISTINCT unnest($ids) AS record_id) USING (record_id)
GROUP BY record_id ORDER BY record_id
"""


def cite_events(view: View, record_ids: Iterable[str]) -> tuple[Evidence, ...]:
    """Return one evidence row per event record, in time order. Unknown ids give none."""
    ids = sorted(set(record_ids))
    if not ids:
        return ()
    rows = view.sql(_EVENTS, ids=ids).drop_columns(["start_utc"]).to_pylist()
    return tuple(Evidence(**row) for row in rows)


def cite_records(view: View, record_ids: Iterable[str], field: str) -> tuple[Evidence, ...]:
    """Return one evidence row per record that is no event (person, membership, role, statement).

    Args:
        view: The case.
        record_ids: Records to cite; those the view does not know are left out.
        field: What the record is cited for: `age`, `USES`, `given as own`.
    """
    ids = sorted({r for r in record_ids if r})
    if not ids:
        return ()
    return tuple(
        Evidence(
            record_id=row["record_id"],
            exhibit_id=row["exhibit_id"],
            part=row["part"],
            row_ref=row["row_ref"],
            evidence_type=row["evidence_type"],
            field=field,
            value=f"{row['kind']} record on " + " and ".join(f"{{{e}}}" for e in row["entities"]),
            grade=row["grade"],
            handling=row["handling"],
        )
        for row in view.sql(_RECORDS, ids=ids).to_pylist()
    )


def observations(view: View, event_ids: Iterable[str]) -> list[str]:
    """Return every observation of these events in the held traffic: copies in other exhibits are cited too."""
    ids = sorted(set(event_ids))
    if not ids:
        return []
    rows = view.sql(
        """SELECT DISTINCT record_id FROM detect_traffic JOIN (SELECT unnest($ids) AS event_id) USING (event_id)
           ORDER BY record_id""",
        ids=ids,
    )
    return list(rows["record_id"].to_pylist())


def seen_elsewhere(view: View, record_ids: Iterable[str], tolerance_s: int) -> list[str]:
    """Return records of other evidence types that saw the same calls or messages.

    Same kind of event, one end the same, the other end the same or an extraction whose owner has no number
    yet, and clocks within `tolerance_s`. Another record of the same evidence type is a copy, not corroboration.

    Args:
        view: The case.
        record_ids: Event records to find again.
        tolerance_s: Seconds two clocks may differ.
    """
    ids = sorted(set(record_ids))
    if not ids:
        return []
    rows = view.sql(
        """WITH cited AS (SELECT e.* FROM events e JOIN (SELECT unnest($ids) AS record_id) USING (record_id)),
           others AS (SELECT e.*, da.kind = 'device' AS a_device, db.kind = 'device' AS b_device FROM events e
                      LEFT JOIN entities da ON da.entity_id = e.a_id LEFT JOIN entities db ON db.entity_id = e.b_id
                      WHERE e.event_kind IN ('call', 'message') AND e.start_utc IS NOT NULL)
           SELECT o.record_id FROM cited c JOIN others o ON o.a_id = c.a_id AND o.event_kind = c.event_kind
           WHERE o.evidence_type <> c.evidence_type
             AND (o.b_id IS NOT DISTINCT FROM c.b_id OR o.b_id IS NULL OR o.b_device)
             AND abs(epoch(o.start_utc) - epoch(c.start_utc)) <= $tolerance
           UNION
           SELECT o.record_id FROM cited c JOIN others o ON o.b_id = c.b_id AND o.event_kind = c.event_kind
           WHERE o.evidence_type <> c.evidence_type AND (o.a_id IS NULL OR o.a_device)
             AND abs(epoch(o.start_utc) - epoch(c.start_utc)) <= $tolerance
           ORDER BY record_id""",
        ids=ids,
        tolerance=tolerance_s,
    )
    return list(rows["record_id"].to_pylist())
