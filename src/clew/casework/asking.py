"""Questions to the graph: parameters become entity ids before they reach it, names come back at the redact step."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from clew.errors import ClewError, PolicyError
from clew.graph import catalogue, cypher
from clew.graph import paths as graph_paths
from clew.model.table import Column, Table, table

if TYPE_CHECKING:
    from clew.case import Case
    from clew.graph.session import GraphSession


def list_queries() -> Table:
    """List the named queries, what each answers and what it takes."""
    rows = [
        {
            "query": q.name,
            "question": q.question,
            "parameters": ", ".join(p.name if p.required else f"{p.name}={p.default}" for p in q.parameters),
            "innocent": q.innocent,
        }
        for q in catalogue.list_queries()
    ]
    columns = [Column("query"), Column("question"), Column("parameters"), Column("innocent", detail=True)]
    return table("named queries", columns, rows, ("run one with: clew query NAME -p key=value",))


def run_named(case: Case, session: GraphSession, name: str, given: dict[str, Any], reason: str = "") -> Table:
    """Run a named query; entity parameters may be numbers, plates, names or ids, lists with commas between.

    Raises:
        UsageError: an unknown query or parameter.
        PolicyError: the query goes two steps from a subject and no reason is given.
    """
    query = catalogue.get(name)
    if query.hops > 1 and not reason.strip():
        raise PolicyError(f"{query.name} goes two steps from a subject and needs a reason", hint='add --reason "..."')
    kinds = {p.name: p.type for p in query.parameters}
    ready = dict(given)
    for key, value in given.items():
        if kinds.get(key) == "entity":
            ready[key] = case.entity(str(value))
        elif kinds.get(key) == "entities":
            several = value.split(",") if isinstance(value, str) else list(value)
            ready[key] = [case.entity(v.strip()) for v in several if v.strip()]
    found = catalogue.run(session, query.name, **ready)
    ids = {k: v for k, v in ready.items() if kinds.get(k) != "text"}
    case.audit.append("consult", f"query {query.name}", parameters=ids, reason=reason, result_count=len(found))
    return found


def run_cypher(case: Case, session: GraphSession, text: str, given: dict[str, str], reason: str) -> Table:
    """Run a reading query of the user's own; its text goes into the audit chain without the values in quotes."""
    found = cypher.run_cypher(session, text, dict(given))
    bare = re.sub(r"'[^']*'|\"[^\"]*\"|\d{5,}", "'...'", text)
    case.audit.append("consult", "query --cypher", parameters={"text": bare}, reason=reason, result_count=len(found))
    return found


def paths(case: Case, session: GraphSession, a: str, b: str, hops: int, reason: str, limit: int) -> Table:
    """Find the shortest paths between two entities; a refusal is logged too."""
    try:
        found = graph_paths.shortest_paths(session, a, b, hops=hops, reason=reason, limit=limit)
    except ClewError:
        case.audit.append("consult", "path refused", objects=[a, b], parameters={"hops": hops}, reason=reason)
        raise
    case.audit.append(
        "consult", "path", objects=[a, b], parameters={"hops": hops}, reason=reason, result_count=len(found)
    )
    return found


def common(case: Case, session: GraphSession, ids: list[str], limit: int) -> Table:
    """Find what several entities have in common."""
    found = graph_paths.common(session, ids, limit)
    case.audit.append("consult", "common", objects=ids, result_count=len(found))
    return found
