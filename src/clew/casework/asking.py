"""Questions to the graph: parameters become entity ids before they reach it, names come back at the redact step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clew.graph import catalogue
from clew.graph import paths as graph_paths

if TYPE_CHECKING:
    from clew.case import Case
    from clew.graph.session import GraphSession
    from clew.model.table import Table

list_queries = catalogue.list_queries


def run_named(case: Case, session: GraphSession, name: str, given: dict[str, Any], reason: str = "") -> Table:
    """Run a named query; entity parameters may be numbers, plates, names or ids, lists with commas between."""
    query = catalogue.get(name)
    kinds = {p.name: p.type for p in query.parameters}
    ready = dict(given)
    for key, value in given.items():
        if kinds.get(key) == "entity":
            ready[key] = case.entity(str(value))
        elif kinds.get(key) == "entities":
            several = value.split(",") if isinstance(value, str) else list(value)
            ready[key] = [case.entity(v.strip()) for v in several if v.strip()]
    catalogue.checked(query, ready)
    found = catalogue.run(session, name, ready, reason)
    case.audit.append(
        "consult", f"query {query.name}", parameters=_ids(ready, kinds), reason=reason, result_count=len(found)
    )
    return found


def _ids(ready: dict[str, Any], kinds: dict[str, str]) -> dict[str, Any]:
    return {k: v for k, v in ready.items() if kinds.get(k) != "text"}


def run_cypher(case: Case, session: GraphSession, text: str, given: dict[str, str], reason: str) -> Table:
    """Run a reading query of the user's own; its text goes into the audit chain without the values in quotes."""
    import re

    found = catalogue.run_cypher(session, text, dict(given))
    bare = re.sub(r"'[^']*'|\"[^\"]*\"|\d{5,}", "'...'", text)
    case.audit.append("consult", "query --cypher", parameters={"text": bare}, reason=reason, result_count=len(found))
    return found


def paths(case: Case, session: GraphSession, a: str, b: str, hops: int, reason: str, limit: int) -> Table:
    """Find the shortest paths between two entities; a refusal is logged too."""
    from clew.errors import ClewError

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
