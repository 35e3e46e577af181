"""From record ids to evidence rows: which exhibit, which row, what it says.

Values name entities by id in braces; the redact step turns them into names or pseudonyms. The text of a message is
never copied into a finding: it is shown to a reviewer from the ledger.

Functions take what is wanted by key (an entity, a finding) and answer by key, so that a detector with hundreds of
findings reads the events once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import pyarrow as pa

from clew.ledger.view import View
from clew.model.finding import Evidence

Wanted = Mapping[str, Iterable[str]]

_FIELDS = ("record_id", "exhibit_id", "part", "row_ref", "evidence_type", "field", "value", "grade", "handling")

_EVENTS = """
SELECT w.key, e.record_id, e.exhibit_id, coalesce(e.part, '') AS part, coalesce(e.row_ref, '') AS row_ref,
       e.evidence_type, e.event_kind AS field, e.grade, e.handling,
       concat(strftime(e.start_utc, '%Y-%m-%d %H:%M:%S UTC'), ' ', coalesce('{' || e.a_id || '}', 'not recorded'),
              CASE WHEN e.b_id IS NULL THEN '' ELSE ' to {' || e.b_id || '}' END,
              CASE WHEN e.event_kind = 'call' THEN coalesce(', ' || e.duration_s || ' s', '') ELSE '' END,
              CASE WHEN e.imei_id IS NULL THEN '' ELSE ', handset {' || e.imei_id || '}' END,
              CASE WHEN e.imsi_id IS NULL THEN '' ELSE ', SIM {' || e.imsi_id || '}' END,
              CASE WHEN e.amount_minor IS NULL THEN '' ELSE ', ' || (e.amount_minor / 100)::DECIMAL(18, 2) END) AS value
FROM observations e JOIN wanted w ON w.id = e.record_id
ORDER BY w.key, e.start_utc, e.record_id
"""

_RECORDS = """
SELECT record_id, min(exhibit_id) AS exhibit_id, coalesce(min(part), '') AS part, coalesce(min(row_ref), '') AS row_ref,
       min(evidence_type) AS evidence_type, min(record_kind) AS kind, min(grade) AS grade, min(handling) AS handling,
       list(DISTINCT entity_id ORDER BY entity_id) AS entities
FROM entity_records JOIN (SELECT DISTINCT unnest($ids) AS record_id) USING (record_id)
GROUP BY record_id ORDER BY record_id
"""

# Rows of the evidence type that is rarer are few, so the join starts from them.
_ELSEWHERE = """
WITH cited AS (
    SELECT w.key, e.event_id, e.a_id, e.b_id, e.event_kind, e.evidence_type, epoch(e.start_utc) AS at
    FROM observations e JOIN wanted w ON w.id = e.record_id
), devices AS (
    SELECT entity_id FROM entities WHERE kind = 'device'
), others AS (
    SELECT record_id, event_id, a_id, b_id, event_kind, evidence_type, epoch(start_utc) AS at FROM observations
    WHERE event_kind IN ('call', 'message') AND start_utc IS NOT NULL
      AND evidence_type IN (SELECT unnest($types))
)
SELECT c.key, o.record_id FROM cited c JOIN others o ON o.a_id = c.a_id AND o.event_kind = c.event_kind
WHERE o.evidence_type <> c.evidence_type AND abs(o.at - c.at) <= $tolerance
  AND (o.b_id IS NOT DISTINCT FROM c.b_id OR o.b_id IS NULL OR o.b_id IN (FROM devices))
UNION
SELECT c.key, o.record_id FROM cited c JOIN others o ON o.b_id = c.b_id AND o.event_kind = c.event_kind
WHERE o.evidence_type <> c.evidence_type AND abs(o.at - c.at) <= $tolerance
  AND (o.a_id IS NULL OR o.a_id IN (FROM devices))
UNION
SELECT c.key, o.record_id FROM cited c JOIN others o USING (event_id) WHERE o.evidence_type <> c.evidence_type
ORDER BY key, record_id
"""


def cite_events(view: View, wanted: Wanted) -> dict[str, tuple[Evidence, ...]]:
    """Return one evidence row per event record, in time order. Unknown ids give none; every key has an answer."""
    found: dict[str, list[Evidence]] = {key: [] for key in wanted}
    with _wanted(view, wanted):
        rows = view.sql(_EVENTS)
    for key, *values in zip(*(rows[c].to_pylist() for c in ("key", *_FIELDS)), strict=True):
        found[key].append(Evidence(*values))
    return {key: tuple(own) for key, own in found.items()}


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


def observations(view: View, events: Wanted) -> dict[str, list[str]]:
    """Return every observation of these events in the held traffic: copies in other exhibits are cited too."""
    with _wanted(view, events):
        rows = view.sql(
            """SELECT w.key, list(DISTINCT t.record_id ORDER BY t.record_id) AS records
               FROM detect_traffic t JOIN wanted w ON w.id = t.event_id GROUP BY w.key"""
        )
    found = dict(zip(rows["key"].to_pylist(), rows["records"].to_pylist(), strict=True))
    return {key: found.get(key, []) for key in events}


def seen_elsewhere(view: View, records: Wanted, tolerance_s: int) -> dict[str, list[str]]:
    """Return records of other evidence types that saw the same calls or messages.

    Same kind of event, one end the same, the other end the same or an extraction whose owner has no number
    yet, and clocks within `tolerance_s`; or found to be of one event, whatever its clock said. Another record of the
    same evidence type is a copy, not corroboration.

    Args:
        view: The case.
        records: Event records to find again.
        tolerance_s: Seconds two clocks may differ.
    """
    found: dict[str, list[str]] = {key: [] for key in records}
    types = view.sql(
        "SELECT DISTINCT evidence_type AS t FROM events WHERE event_kind IN ('call', 'message') ORDER BY t"
    )["t"].to_pylist()
    if len(types) < 2:
        return found
    with _wanted(view, records):
        rows = view.sql(_ELSEWHERE, types=types, tolerance=tolerance_s)
    for key, record in zip(rows["key"].to_pylist(), rows["record_id"].to_pylist(), strict=True):
        found[key].append(record)
    return found


@contextmanager
def _wanted(view: View, wanted: Wanted) -> Iterator[None]:
    """Make the table `wanted` (`key`, `id`) available to the queries inside."""
    pairs = [(key, one) for key, ids in wanted.items() for one in dict.fromkeys(ids)]
    table = pa.table(
        {"key": pa.array([k for k, _ in pairs], pa.string()), "id": pa.array([i for _, i in pairs], pa.string())}
    )
    view.session.register("wanted", table)
    try:
        yield
    finally:
        view.session.unregister("wanted")
