"""Graphs for tests: an empty one on each engine, and small networks in the shape a push takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from neo4j_server import VERSIONS, StartNeo4j

from clew.graph.session import GraphSession, open_graph
from clew.ledger.view import VIEWS

SERVERS = [pytest.param(v, marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]) for v in VERSIONS]
START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture(params=["embedded", *SERVERS])
def graph(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[GraphSession]:
    """An empty graph: embedded, and on a server of each version."""
    if request.param == "embedded":
        with open_graph(None, tmp_path) as session:
            yield session
    else:
        start: StartNeo4j = request.getfixturevalue("start_neo4j")
        with start(request.param).emptied() as session:
            yield session


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[GraphSession]:
    """An empty embedded graph."""
    with open_graph(None, tmp_path) as session:
        yield session


def entities_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Entities as a push takes them; what a row leaves out is filled in."""
    filled = [
        {"kind": r["label"].lower(), "service": False, "records": 1, "exhibits": ["X1"], "sealed": False, **r}
        for r in rows
    ]
    table = pa.Table.from_pylist(filled, schema=VIEWS["entities"])
    for column, default in (("shown_name", "name"), ("shown_value", "value")):
        table = table.append_column(column, pa.array([r.get(column, r.get(default)) for r in filled], pa.string()))
    return table.append_column("protected", pa.array([r.get("protected", False) for r in filled], pa.bool_()))


def links_of(rows: list[dict[str, Any]]) -> pa.Table:
    """Links as a push takes them."""
    filled = [{"link_id": f"ln-{i}", "records": 1, "exhibits": ["X1"], **r} for i, r in enumerate(rows)]
    return pa.Table.from_pylist(filled, schema=VIEWS["links"])


def star(points: int) -> tuple[pa.Table, pa.Table]:
    """A number in touch with many others, each used by a person: `2 * points + 1` entities, `2 * points` links."""
    hub = {"entity_id": "ph-hub", "label": "Phone", "name": "hub", "value": "hub"}
    phones = [{"entity_id": f"ph-{i}", "label": "Phone", "name": f"number {i}", "value": f"{i}"} for i in range(points)]
    people = [{"entity_id": f"pe-{i}", "label": "Person", "name": f"Person {i}"} for i in range(points)]
    calls = [
        {"link_id": f"call-{i}", "type": "CONTACTED", "a_id": f"ph-{i}", "b_id": "ph-hub", "calls": i,
         "first_utc": START, "last_utc": START + timedelta(minutes=i)}
        for i in range(points)
    ]  # fmt: skip
    uses = [{"link_id": f"use-{i}", "type": "USES", "a_id": f"pe-{i}", "b_id": f"ph-{i}"} for i in range(points)]
    return entities_of([hub, *phones, *people]), links_of([*calls, *uses])


def contents(session: GraphSession) -> dict[str, list[Any]]:
    """Everything a graph holds, in an order of its own: what two graphs are compared by."""
    nodes = session.read("MATCH (n) WHERE NOT n:GraphState RETURN labels(n) AS labels, properties(n) AS properties")[1]
    links = session.read(
        "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS type, b.id AS b, properties(r) AS properties"
    )[1]
    return {
        "nodes": sorted((repr(sorted(r["labels"])), repr(sorted(r["properties"].items()))) for r in nodes),
        "links": sorted((r["a"], r["type"], r["b"], repr(sorted(r["properties"].items()))) for r in links),
    }
