"""A case as a NetworkX graph, one named layer at a time."""

from __future__ import annotations

import networkx as nx

from clew.errors import UsageError
from clew.ledger.view import View

#: Layer -> link types in it. A broker of one layer may be nobody in another, so they are never mixed silently.
LAYERS: dict[str, tuple[str, ...]] = {
    "contacts": ("CONTACTED",),
    "money": ("PAID",),
    "people": (
        "USES", "SUBSCRIBER_OF", "LIVES_AT", "KEEPER_OF", "DRIVES", "HOLDS_ACCOUNT", "WORKS_FOR", "FAMILY_OF",
        "SEEN_WITH",
    ),
    "handsets": ("IN_HANDSET",),
}  # fmt: skip


def network(view: View, layer: str = "contacts") -> nx.Graph:
    """Return one layer as an undirected NetworkX graph; service numbers are left out.

    Nodes are entity ids with `label`; edges carry `weight` (records in both directions), `first_utc`, `last_utc`.

    Raises:
        UsageError: no such layer.
    """
    if layer not in LAYERS:
        raise UsageError(f"no layer is named {layer!r}", hint=f"layers: {', '.join(LAYERS)}")
    rows = view.sql(
        """
        SELECT least(a_id, b_id) AS a, greatest(a_id, b_id) AS b, sum(l.records)::BIGINT AS weight,
            min(coalesce(l.first_utc, l.from_utc)) AS first_utc, max(coalesce(l.last_utc, l.to_utc)) AS last_utc
        FROM links l
        JOIN entities x ON x.entity_id = a_id JOIN entities y ON y.entity_id = b_id
        WHERE list_contains($types, type) AND NOT x.service AND NOT y.service
        GROUP BY ALL ORDER BY a, b
        """,
        types=list(LAYERS[layer]),
    )
    graph = nx.Graph(layer=layer)
    a, b, weight = rows["a"].to_pylist(), rows["b"].to_pylist(), rows["weight"].to_pylist()
    first, last = rows["first_utc"].to_pylist(), rows["last_utc"].to_pylist()
    graph.add_nodes_from(sorted({*a, *b}))
    graph.add_edges_from(
        (x, y, {"weight": w, "first_utc": f, "last_utc": u})
        for x, y, w, f, u in zip(a, b, weight, first, last, strict=True)
    )
    labels = view.sql("SELECT entity_id, label FROM entities").to_pylist()
    nx.set_node_attributes(graph, {r["entity_id"]: r["label"] for r in labels if r["entity_id"] in graph}, "label")
    return graph
