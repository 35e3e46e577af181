"""One entity: its facts, its links with the exhibits behind them, and its timeline."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from clew.ledger.view import View
from clew.model.table import Column, Table

LINK_COLUMNS = (
    Column("link", "text", "kind of relation"),
    Column("direction", "text", "out: from this entity; in: to it"),
    Column("other", "entity", "the entity at the other end"),
    Column("other_id", "text", "its id", detail=True),
    Column("records", "integer", "rows behind the link"),
    Column("calls", "integer"),
    Column("messages", "integer"),
    Column("first_utc", "utc"),
    Column("last_utc", "utc"),
    Column("exhibits", "integer", "exhibits that say so", detail=True),
    Column("grade", "text", "lowest grade among the rows"),
    Column("detail", "free_text", "capacity, reason or saved name"),
)

TIMELINE_COLUMNS = (
    Column("start_utc", "utc"),
    Column("event", "text"),
    Column("from", "entity"),
    Column("to", "entity"),
    Column("place", "entity"),
    Column(
        "position", "raw", "latitude and longitude, degrees, masked unless asked for: it may be where somebody lives"
    ),
    Column("direction", "text"),
    Column("duration_s", "integer"),
    Column("amount", "number", "in the currency of the row"),
    Column("text", "raw", "content, masked unless asked for"),
    Column("exhibit", "text"),
    Column("row", "text"),
    Column("also", "text", "every other observation: exhibit, row, the time its own clock had, how far that was off"),
    Column("doubt", "text", "ambiguous time, a position nobody measured, or another issue"),
)


#: A clock off by less is not worth a word.
DOUBT_S = 5


def links(view: View, entity: str, limit: int = 200) -> Table:
    """List every link of an entity, those with most records first."""
    data = view.sql(
        f"""
        SELECT type AS link, direction, other, other AS other_id, records, calls, messages,
            coalesce(first_utc, from_utc) AS first_utc, coalesce(last_utc, to_utc) AS last_utc,
            len(exhibits) AS exhibits, coalesce(lowest_grade, '') AS grade,
            concat_ws('; ', capacity, reason, saved_as) AS detail
        FROM (
            SELECT *, 'out' AS direction, b_id AS other FROM links WHERE a_id = $id
            UNION ALL SELECT *, 'in', a_id FROM links WHERE b_id = $id
        )
        ORDER BY records DESC, link, other LIMIT {int(limit)}
        """,
        id=entity,
    )
    return Table(f"links of {{{entity}}}", LINK_COLUMNS, data)


def timeline(view: View, paths: dict[str, str], entity: str, limit: int = 1000) -> Table:
    """List the events an entity takes part in, oldest first, each with all its observations.

    Args:
        view: The case's view.
        paths: Exhibit id -> file name.
        entity: Entity id; for a person, events of the identifiers recorded as theirs are included.
        limit: Most rows to return; the note says how many there are.
    """
    mine = view.sql(
        "SELECT $id AS id UNION SELECT b_id FROM links WHERE a_id = $id"
        " AND type IN ('USES', 'SUBSCRIBER_OF', 'KEEPER_OF', 'DRIVES', 'HOLDS_ACCOUNT')",
        id=entity,
    )["id"].to_pylist()
    condition = (
        "list_contains($ids, a_id) OR list_contains($ids, b_id) OR list_contains($ids, third_id)"
        " OR list_contains($ids, imei_id) OR list_contains($ids, imsi_id) OR list_contains($ids, place_id)"
    )
    mine_too = f"SELECT DISTINCT event_id FROM observations WHERE {condition}"
    total = view.sql(f"SELECT count(*) AS n FROM ({mine_too}) JOIN events ON record_id = event_id", ids=mine)
    data = view.sql(
        f"""
        WITH chosen AS (
            SELECT e.* FROM events e JOIN ({mine_too}) m ON m.event_id = e.record_id
            ORDER BY start_utc NULLS LAST, record_id LIMIT {int(limit)}
        ),
        seen AS (
            SELECT o.event_id, any_value(o.skew_s) FILTER (o.record_id = o.event_id) AS skew_s,
                list({{
                    'exhibit': o.exhibit_id, 'row': concat_ws(' ', nullif(o.part, ''), o.row_ref),
                    'at': strftime(o.start_utc, '%H:%M:%S'), 'skew_s': round(o.skew_s)::BIGINT
                }} ORDER BY o.evidence_type, o.exhibit_id, o.record_id) FILTER (o.record_id <> o.event_id) AS also
            FROM observations o JOIN chosen e ON e.record_id = o.event_id GROUP BY o.event_id
        )
        SELECT start_utc, event_kind AS event, a_id AS "from", b_id AS "to", place_id AS place,
            printf('%.5f, %.5f', lat, lon) AS position, direction, duration_s,
            amount_minor / 100.0 AS amount, text, exhibit_id AS exhibit,
            concat_ws(' ', nullif(part, ''), row_ref) AS row, also,
            CASE WHEN ambiguous THEN 'the clock shows this hour twice'
                WHEN start_utc IS NULL THEN 'no usable time'
                WHEN position_kind = 'inferred' THEN 'worked out by software, not measured'
                WHEN abs(skew_s) >= {DOUBT_S} THEN 'the clock was ' || abs(round(skew_s))::BIGINT || ' s '
                    || CASE WHEN skew_s > 0 THEN 'fast' ELSE 'slow' END END AS doubt
        FROM chosen JOIN seen ON event_id = record_id ORDER BY start_utc NULLS LAST, record_id
        """,
        ids=mine,
    )
    names = [paths.get(e, e) for e in data["exhibit"].to_pylist()]
    data = data.set_column(data.column_names.index("exhibit"), "exhibit", [names])
    also = [None if seen is None else "; ".join(_observed(o, paths) for o in seen) for seen in data["also"].to_pylist()]
    data = data.set_column(data.column_names.index("also"), "also", pa.array(also, pa.string()))
    count = total["n"][0].as_py()
    notes = ("times are UTC",) if count <= limit else ("times are UTC", f"first {limit} of {count} events")
    return Table(f"timeline of {{{entity}}}", TIMELINE_COLUMNS, data, notes)


def _observed(seen: dict[str, Any], paths: dict[str, str]) -> str:
    """Say one observation: file, row, its own time, and how far its clock was off."""
    skew = seen["skew_s"]
    off = f", clock {abs(skew)} s {'fast' if skew > 0 else 'slow'}" if skew else ""
    return f"{paths.get(seen['exhibit'], seen['exhibit'])} {seen['row']} at {seen['at'] or 'no time'}{off}"
