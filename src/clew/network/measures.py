"""Measures and groups of one layer. They describe the records held, never people: a rank is not a reason to act.

Protected people and their own identifiers stay in the graph (removing them would distort everyone
else's figures) but are never listed. Degree-like counts are compared only among numbers whose traffic
is held, because a number seen only in other people's records looks quiet whatever it does.
"""

from __future__ import annotations

from collections.abc import Callable

import networkx as nx

from clew.errors import UsageError
from clew.ledger.view import View
from clew.model.table import Column, Table, table

LIMITS = (
    "assessment, not fact: a high place shows where records are dense, never importance or guilt",
    "protected people and their own identifiers are counted in the network and not listed",
)


def degree(graph: nx.Graph) -> dict[str, float]:
    """Number of different contacts."""
    return {node: float(n) for node, n in graph.degree()}


def betweenness(graph: nx.Graph) -> dict[str, float]:
    """Share of shortest routes between others that run through a node (Freeman 1977), 0 to 1."""
    sample = 500 if graph.number_of_nodes() > 2000 else None
    found: dict[str, float] = nx.betweenness_centrality(graph, k=sample, seed=1)
    return found


MEASURES: dict[str, Callable[[nx.Graph], dict[str, float]]] = {"degree": degree, "betweenness": betweenness}


def measure(view: View, graph: nx.Graph, name: str, protected: frozenset[str], limit: int = 25) -> Table:
    """Rank the nodes of a layer by a measure.

    Args:
        view: The case's view, asked whose traffic is held.
        graph: A layer from `network`.
        name: A key of `MEASURES`.
        protected: Entity ids never listed.
        limit: Most rows to return.

    Raises:
        UsageError: no such measure.
    """
    if name not in MEASURES:
        raise UsageError(f"no measure is named {name!r}", hint=f"measures: {', '.join(MEASURES)}")
    values = MEASURES[name](graph)
    held = {r["subject_id"] for r in view.sql("SELECT DISTINCT subject_id FROM coverage").to_pylist()}
    ranked = sorted((n for n in values if n not in protected), key=lambda n: (n not in held, -values[n], n))
    notes = list(LIMITS)
    if graph.number_of_nodes() > 2000 and name == "betweenness":
        notes.append("betweenness is estimated from 500 sampled starting points")
    if held:
        notes.append("entities whose own traffic is held come first; the others cannot be compared with them")
    rows = [
        {"rank": i, "entity": n, "id": n, name: values[n], "traffic_held": n in held}
        for i, n in enumerate(ranked[:limit], start=1)
    ]
    columns = [
        Column("rank", "integer"), Column("entity", "entity"), Column("id"), Column(name, "number"),
        Column("traffic_held", "boolean", "records of this number itself are in the case"),
    ]  # fmt: skip
    title = f"{name} in layer {graph.graph.get('layer', '')} of {graph.number_of_nodes()} entities"
    return table(title, columns, rows, tuple(notes))


def groups(graph: nx.Graph, seed: int = 1, limit: int = 50) -> Table:
    """Find densely connected groups (Louvain, Blondel et al. 2008; parts not connected inside are split).

    Returns one row per group: its size, its links inside and to others, and three of its members.
    """
    found = nx.community.louvain_communities(graph, seed=seed)
    connected = [set(part) for c in found for part in nx.connected_components(graph.subgraph(c))]
    ordered = sorted(connected, key=lambda c: (-len(c), min(c)))
    rows = []
    for number, members in enumerate(ordered[:limit], start=1):
        inside = graph.subgraph(members)
        busiest = sorted(members, key=lambda n: (-inside.degree(n), n))[:3]
        rows.append(
            {
                "group": number,
                "size": len(members),
                "links_inside": inside.number_of_edges(),
                "links_outside": sum(graph.degree(n) for n in members) - 2 * inside.number_of_edges(),
                **{f"member_{i}": n for i, n in enumerate(busiest, start=1)},
            }
        )
    columns = [
        Column("group", "integer"), Column("size", "integer"), Column("links_inside", "integer"),
        Column("links_outside", "integer"), Column("member_1", "entity"), Column("member_2", "entity"),
        Column("member_3", "entity"),
    ]  # fmt: skip
    notes = (
        "one of several possible divisions: a view to look at, not an alert",
        "a group is records that are dense, not an organisation",
    )
    return table(f"{len(ordered)} groups in layer {graph.graph.get('layer', '')}", columns, rows, notes)
