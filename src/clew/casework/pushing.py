"""Write the case's network to the graph: released rows only, protected people by pseudonym, sealed items never."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc

from clew.detectors.benign import recorded_roles
from clew.durable import canonical
from clew.model.table import Column, Table, table

if TYPE_CHECKING:
    from clew.case import Case
    from clew.graph.events import EventsReport
    from clew.graph.push import PushReport
    from clew.graph.session import GraphSession
    from clew.ledger.view import View


def graph_state(case: Case) -> str:
    """Return the hash of everything the graph depends on: loads, seals and who is protected."""
    protected = sorted(case.redactor(released=True).protected)
    facts = {
        "state": case.state(),
        "sealed": sorted(case.sealed()),
        "protected": protected,
        "case": case.settings.case_id,
    }
    return hashlib.sha256(canonical(facts).encode()).hexdigest()[:16]


def is_current(case: Case, session: GraphSession) -> bool:
    """True when the graph holds exactly what the ledger gives now."""
    from clew.graph.push import stored_state

    return stored_state(session) == graph_state(case)


def push_case(case: Case, session: GraphSession, progress: Callable[[str, int, int], None] | None = None) -> PushReport:
    """Redact entities and links and write them to the graph."""
    from clew.graph.push import push

    view = case.view(released=True)
    redactor = case.redactor(released=True)
    entities = view.sql("SELECT * FROM entities ORDER BY entity_id")
    shown = [redactor.shown(i) for i in entities["entity_id"].to_pylist()]
    entities = entities.append_column("shown_name", pa.array([s.name for s in shown], pa.string()))
    entities = entities.append_column("shown_value", pa.array([s.value for s in shown], pa.string()))
    entities = entities.append_column("protected", pa.array([s.protected for s in shown], pa.bool_()))
    entities = _with_register(view, entities)
    links = view.sql("SELECT * FROM links ORDER BY link_id")
    for column in ("reason", "saved_as"):
        texts = pa.array([None if t is None else redactor.scrub(t) for t in links[column].to_pylist()], pa.string())
        links = links.set_column(links.column_names.index(column), column, texts)
    return push(
        session, entities, links, state_hash=graph_state(case), case_id=case.settings.case_id, progress=progress
    )


def push_case_events(
    case: Case, session: GraphSession, progress: Callable[[str, int, int], None] | None = None
) -> EventsReport:
    """Write every call, message, sighting and payment that may be released beside the entities the graph shows."""
    from clew.graph.events import push_events

    events = case.view(released=True).sql("SELECT * FROM events ORDER BY record_id")
    return push_events(session, events, state_hash=graph_state(case), case_id=case.settings.case_id, progress=progress)


def _with_register(view: View, entities: pa.Table) -> pa.Table:
    """Mark what the role register names as service too: no path or common contact goes through a taxi office."""
    registered = pa.array(sorted(recorded_roles(view)), pa.string())
    service = pc.or_(entities["service"], pc.is_in(entities["entity_id"], value_set=registered))
    return entities.set_column(entities.column_names.index("service"), "service", service)


def status(case: Case, session: GraphSession) -> Table:
    """Return where the graph is, its version, what it holds, and whether it matches the ledger."""
    current = is_current(case, session)
    counts = session.read("MATCH (n) RETURN count(n) AS nodes")[1][0]["nodes"]
    links = session.read("MATCH ()-[r]->() RETURN count(r) AS links")[1][0]["links"]
    facts = {
        "kind": "embedded in the case" if session.embedded else "server",
        "address": session.address,
        "version": session.version,
        "nodes": f"{counts:,}",
        "links": f"{links:,}",
        "matches the ledger": "yes" if current else "no: clew graph push",
    }
    rows = [{"fact": k, "value": v} for k, v in facts.items()]
    return table("graph", [Column("fact"), Column("value")], rows)
