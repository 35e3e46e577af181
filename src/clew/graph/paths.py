"""Paths between two entities and what several have in common, within the limits of chaining.

One hop from a subject by default, two on a recorded request with a reason, never more, and never
through a service number. Two ends of a path are both subjects: one hop from each reaches paths of
two links, two hops from each paths of four. Graph distance alone is never a reason for anything.
"""

from __future__ import annotations

import re
from typing import Any

import pyarrow as pa

from clew.errors import PolicyError, UsageError
from clew.graph.session import GraphSession
from clew.model.entities import PREFIXES
from clew.model.table import Column, Table, table

NOTE = "a path shows recorded links, never their purpose; most people are a few steps apart"

#: One statement per length, so that every pattern has a fixed bound.
STEPS = """
MATCH path = (a:A {id: $a})-[*1..LENGTH]-(b:B {id: $b})
WHERE all(node IN nodes(path)[1..-1] WHERE NOT coalesce(node.service, false) AND NOT node:Place)
WITH [node IN nodes(path) | node.id] AS ids, [link IN relationships(path) | type(link)] AS types,
     [link IN relationships(path) | link.records] AS records
RETURN DISTINCT ids, types, records
ORDER BY size(ids), ids, types
LIMIT $limit
"""


def shortest_paths(session: GraphSession, a: str, b: str, *, hops: int = 1, reason: str = "", limit: int = 20) -> Table:
    """Find the shortest paths between two entities.

    Args:
        session: The graph.
        a: Entity id of one end.
        b: Entity id of the other.
        hops: 1, or 2 with a reason: how far from either end the search may go.
        reason: Why two hops are needed; the caller logs it.
        limit: Most paths to return.

    Raises:
        PolicyError: two hops without a reason.
        UsageError: fewer than one or more than two hops.
    """
    if hops not in (1, 2):
        raise UsageError(f"{hops} hops cannot be asked for", hint="use --hops 1, or --hops 2 with --reason")
    if hops == 2 and not reason.strip():
        raise PolicyError("two hops need a recorded reason", hint='add --reason "..." or use --hops 1')
    found: list[dict[str, object]] = []
    for length in range(1, 2 * hops + 1):
        text = (
            STEPS.replace("LENGTH", str(length)).replace("a:A", f"a:{label_of(a)}").replace("b:B", f"b:{label_of(b)}")
        )
        _, records = session.read(text, a=a, b=b, limit=limit)
        if records:
            found = [
                {
                    "steps": len(r["types"]),
                    "path": list(r["ids"]),
                    "links": " - ".join(r["types"]),
                    "rows": min(r["records"]),
                }
                for r in records
            ]
            break
    columns = (
        Column("steps", "integer", "links on the path"),
        Column("path", "entities", "entities along it"),
        Column("links", "text", "kinds of link along it"),
        Column("rows", "integer", "rows behind the link with the fewest"),
    )
    data = pa.table(
        {
            "steps": pa.array([r["steps"] for r in found], pa.int64()),
            "path": pa.array([r["path"] for r in found], pa.list_(pa.string())),
            "links": pa.array([r["links"] for r in found], pa.string()),
            "rows": pa.array([r["rows"] for r in found], pa.int64()),
        }
    )
    nothing = () if found else (f"no path within {hops} {'hop' if hops == 1 else 'hops'} of either",)
    return Table(f"shortest paths between {{{a}}} and {{{b}}}", columns, data, (*nothing, NOTE))


NEIGHBOURS = """
MATCH (subject:S {id: $id})-[link]-(other)
WHERE NOT coalesce(other.service, false)
RETURN other.id AS id, collect(DISTINCT type(link)) AS types, sum(link.records) AS records
"""


def label_of(entity: str) -> str:
    """Return the graph label an entity id belongs to: a label in the text lets the engine use its index.

    Raises:
        UsageError: the text is no entity id.
    """
    for label, prefix in PREFIXES.items():
        if re.fullmatch(rf"{prefix}-[0-9a-f]{{16}}", entity):
            return label
    raise UsageError(f"{entity!r} is not an entity id", hint="search with: clew find TEXT")


def common(session: GraphSession, ids: list[str], limit: int = 50) -> Table:
    """Find what two or more entities are all linked to, those shared by most first; services are left out.

    Raises:
        UsageError: fewer than two different entities.
    """
    wanted = list(dict.fromkeys(ids))
    if len(wanted) < 2:
        raise UsageError("name two or more different entities", hint="clew common A B [C ...]")
    shared: dict[str, dict[str, Any]] = {}
    for subject in wanted:
        _, records = session.read(NEIGHBOURS.replace("subject:S", f"subject:{label_of(subject)}"), id=subject)
        for r in records:
            if r["id"] not in wanted:
                seen = shared.setdefault(r["id"], {"shared_by": 0, "types": set(), "rows": 0})
                seen["shared_by"] += 1
                seen["types"] |= set(r["types"])
                seen["rows"] += r["records"] or 0
    several = [(i, s) for i, s in shared.items() if s["shared_by"] >= 2]
    rows = [
        {"entity": i, "id": i, "shared_by": s["shared_by"], "links": ", ".join(sorted(s["types"])), "rows": s["rows"]}
        for i, s in sorted(several, key=lambda x: (-x[1]["shared_by"], -x[1]["rows"], x[0]))[:limit]
    ]
    columns = [
        Column("entity", "entity"),
        Column("id", detail=True),
        Column("shared_by", "integer", f"how many of the {len(wanted)} it is linked to"),
        Column("links", "text", "kinds of link"),
        Column("rows", "integer", "rows behind these links"),
    ]
    return table(f"in common to at least two of {len(wanted)}", columns, rows, (NOTE,))
