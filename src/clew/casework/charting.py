"""Build the chart a map or an export shows: from the released view, through the redact step, with what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from clew.errors import PolicyError, UsageError
from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.governance.redact import Redactor
from clew.ledger.view import View
from clew.model.finding import Finding

UNDIRECTED = ("FAMILY_OF", "SEEN_WITH", "POSSIBLY_SAME_AS")

#: Rows named behind one link; the rest is counted.
ROWS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Header:
    """What stands on every page of an output."""

    case: str
    marking: str
    exported_by: str
    data_hash: str
    audit_head: str
    exported_utc: datetime


def around(view: View, entity: str, hops: int, reason: str) -> set[str]:
    """Return the entities within some hops of one, never going on through a service number.

    Raises:
        PolicyError: two hops without a reason.
        UsageError: fewer than one or more than two hops.
    """
    if hops not in (1, 2):
        raise UsageError(f"{hops} hops cannot be asked for", hint="use --hops 1, or --hops 2 with --reason")
    if hops == 2 and not reason.strip():
        raise PolicyError("two hops need a recorded reason", hint='add --reason "..." or use --hops 1')
    reached, edge = {entity}, {entity}
    for _ in range(hops):
        edge = _neighbours(view, edge) - reached
        reached |= edge
    return reached


def _neighbours(view: View, ids: Iterable[str]) -> set[str]:
    found = view.sql(
        """
        SELECT other FROM (
            SELECT a_id AS one, b_id AS other FROM links UNION ALL SELECT b_id, a_id FROM links
        ) JOIN entities e ON e.entity_id = one
        WHERE list_contains($ids, one) AND NOT e.service
        """,
        ids=sorted(ids),
    )
    return set(found["other"].to_pylist())


def of_finding(view: View, finding: Finding) -> set[str]:
    """Return the entities a finding names, the people recorded with them and the handsets of its anchors."""
    named = {*finding.anchors, *(r.entity_id for r in finding.roles)}
    found = view.sql(
        """
        SELECT a_id AS id FROM links
        WHERE list_contains($named, b_id) AND a_id LIKE 'pe-%'
            AND type IN ('USES', 'SUBSCRIBER_OF', 'KEEPER_OF', 'HOLDS_ACCOUNT', 'LIVES_AT')
        UNION
        SELECT b_id FROM links WHERE list_contains($anchors, a_id) AND type = 'IN_HANDSET'
        """,
        named=sorted(named),
        anchors=sorted(finding.anchors),
    )
    return named | set(found["id"].to_pylist())


def draw(
    view: View,
    redactor: Redactor,
    files: dict[str, str],
    header: Header,
    *,
    title: str,
    only: set[str] | None = None,
    groups: dict[str, str] | None = None,
) -> Chart:
    """Return a chart of the given entities (all that have a link when `only` is null) and the links among them.

    Args:
        view: A released view: sealed entities and rows that may not be released are not in it.
        redactor: Names what may be named.
        files: Exhibit id -> file name.
        header: Case, marking, exporter, time, hashes.
        title: Title of the chart; entity ids in braces are named.
        only: Entity ids to draw.
        groups: Entity id -> group, for example the role in a finding.
    """
    chosen = "TRUE" if only is None else "list_contains($ids, a_id) AND list_contains($ids, b_id)"
    given = {} if only is None else {"ids": sorted(only)}
    links = view.sql(f"SELECT * FROM links WHERE {chosen} ORDER BY link_id", **given).to_pylist()
    ids = {r["a_id"] for r in links} | {r["b_id"] for r in links} | (only or set())
    entities = view.sql(
        "SELECT * FROM entities WHERE list_contains($ids, entity_id) ORDER BY entity_id", ids=sorted(ids) or [""]
    ).to_pylist()
    known = {e["entity_id"] for e in entities}
    rows = _rows_behind(view, links, files)
    total = view.sql("SELECT count(*) AS n FROM entities").to_pylist()[0]["n"]
    left_out = [f"{len(known)} of {total} entities are shown"] if len(known) < total else []
    if ids - known:
        left_out.append(f"{len(ids - known)} entities are sealed or may not be released")
    return Chart(
        case=header.case,
        title=redactor.text(title),
        marking=header.marking,
        exported_by=header.exported_by,
        exported_utc=header.exported_utc,
        data_hash=header.data_hash,
        nodes=tuple(_node(e, redactor, files, (groups or {}).get(e["entity_id"], "")) for e in entities),
        links=tuple(
            _link(r, redactor, files, rows.get(r["link_id"], ()))
            for r in links
            if r["a_id"] in known and r["b_id"] in known
        ),
        left_out=tuple(left_out),
        notes=("assessment, not fact", "a link shows contact or a record, never its purpose"),
        audit_head=header.audit_head,
    )


def _node(e: dict[str, Any], redactor: Redactor, files: dict[str, str], group: str) -> ChartNode:
    entity_id = str(e["entity_id"])
    shown = redactor.shown(entity_id)
    exhibits = [files.get(x, x) for x in e["exhibits"] or []]
    fields = {
        "id": entity_id,
        "type": str(e["label"]),
        "number type": str(e["number_type"] or ""),
        "part in the finding": group,
        "records": str(e["records"]),
        "first event": _time(e["first_utc"]),
        "last event": _time(e["last_utc"]),
        "exhibits": ", ".join(sorted(exhibits)),
        "service": "yes, left out of paths" if e["service"] else "",
    }
    return ChartNode(
        entity_id,
        str(e["label"]),
        shown.name,
        shown.protected,
        group,
        {k: v for k, v in fields.items() if v},
        end_kind=str(e["kind"]),
        value=shown.value or "",
    )


def _link(r: dict[str, Any], redactor: Redactor, files: dict[str, str], rows: tuple[str, ...]) -> ChartLink:
    fields = {
        "calls": str(r["calls"] or ""),
        "messages": str(r["messages"] or ""),
        "payments": str(r["payments"] or ""),
        "sightings": str(r["sightings"] or ""),
        "capacity": str(r["capacity"] or ""),
        "given as own": "yes" if r["as_own"] else "",
        "reason": redactor.scrub(str(r["reason"] or "")),
        "saved as": redactor.scrub(str(r["saved_as"] or "")),
        "from": _time(r["from_utc"]),
        "to": _time(r["to_utc"]),
        "evidence": ", ".join(r["evidence_types"] or []),
        "exhibits": ", ".join(sorted(files.get(x, x) for x in r["exhibits"] or [])),
    }
    return ChartLink(
        id=str(r["link_id"]),
        source=str(r["a_id"]),
        target=str(r["b_id"]),
        type=str(r["type"]),
        directed=r["type"] not in UNDIRECTED,
        confirmed=bool(r["confirmed"]),
        records=int(str(r["records"])),
        first_utc=_moment(r["first_utc"] or r["from_utc"]),
        last_utc=_moment(r["last_utc"] or r["to_utc"]),
        grade=str(r["lowest_grade"] or ""),
        handling=str(r["handling"] or ""),
        fields={k: v for k, v in fields.items() if v and v != "0"},
        evidence=rows,
    )


def _rows_behind(view: View, links: list[dict[str, Any]], files: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Name the first rows behind each link: of its records, or of the events between its two ends."""
    wanted = [str(r["link_id"]) for r in links]
    found = view.sql(
        f"""
        WITH chosen AS (SELECT link_id, type, a_id, b_id, record_ids FROM links WHERE list_contains($ids, link_id)),
        of_records AS (
            SELECT link_id, r.exhibit_id, r.part, r.row_ref, NULL::TIMESTAMPTZ AS at_utc
            FROM (SELECT link_id, unnest(record_ids) AS record_id FROM chosen)
            JOIN (SELECT DISTINCT record_id, exhibit_id, part, row_ref FROM entity_records) r USING (record_id)
        ),
        of_events AS (
            SELECT c.link_id, o.exhibit_id, o.part, o.row_ref, e.start_utc
            FROM chosen c JOIN events e ON e.a_id = c.a_id AND (e.b_id = c.b_id OR e.third_id = c.b_id)
            JOIN observations o ON o.event_id = e.record_id
            WHERE c.type IN ('CONTACTED', 'PAID', 'SEEN_WITH')
            UNION ALL
            SELECT c.link_id, e.exhibit_id, e.part, e.row_ref, e.start_utc
            FROM chosen c JOIN events e ON e.a_id = c.a_id AND e.place_id = c.b_id WHERE c.type = 'SEEN_AT'
            UNION ALL
            SELECT c.link_id, e.exhibit_id, e.part, e.row_ref, e.start_utc
            FROM chosen c JOIN observations e ON e.subject_id = c.a_id AND e.imei_id = c.b_id
            WHERE c.type = 'IN_HANDSET'
            UNION ALL
            SELECT c.link_id, e.exhibit_id, e.part, e.row_ref, e.start_utc
            FROM chosen c JOIN observations e ON e.imsi_id = c.a_id AND (e.imei_id = c.b_id OR e.subject_id = c.b_id)
            WHERE c.type IN ('IN_HANDSET', 'USES')
        )
        SELECT link_id, exhibit_id, part, row_ref FROM (SELECT * FROM of_records UNION ALL SELECT * FROM of_events)
        QUALIFY row_number() OVER (PARTITION BY link_id ORDER BY at_utc, exhibit_id, part, row_ref) <= {ROWS_SHOWN}
        ORDER BY link_id, at_utc, exhibit_id, part, row_ref
        """,
        ids=wanted or [""],
    ).to_pylist()
    rows: dict[str, list[str]] = {}
    for r in found:
        place = " ".join(x for x in (r["part"], r["row_ref"]) if x)
        rows.setdefault(r["link_id"], []).append(f"{files.get(r['exhibit_id'], r['exhibit_id'])}, {place}")
    return {k: tuple(v) for k, v in rows.items()}


def _moment(value: object) -> datetime | None:
    return value.astimezone(UTC) if isinstance(value, datetime) else None


def _time(value: object) -> str:
    moment = _moment(value)
    return "" if moment is None else moment.strftime("%Y-%m-%d %H:%M UTC")
