"""Graphs for tests: an empty one on each engine, and small networks in the shape a push takes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from neo4j_server import VERSIONS, StartNeo4j

from clew.graph.rows import label_of
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


class Network:
    """Small networks in the shape a push takes, and what a graph holds."""

    @staticmethod
    def entities(*rows: dict[str, Any]) -> pa.Table:
        """Entities with the columns the redact step adds; the label follows from the id, the rest is filled in."""
        filled = [
            {"label": label_of(r["entity_id"]), "kind": label_of(r["entity_id"]).lower(), "service": False,
             "records": 1, "exhibits": ["X1"], "sealed": False, **r}
            for r in rows
        ]  # fmt: skip
        table = pa.Table.from_pylist(filled, schema=VIEWS["entities"])
        for column, default in (("shown_name", "name"), ("shown_value", "value")):
            table = table.append_column(column, pa.array([r.get(column, r.get(default)) for r in filled], pa.string()))
        return table.append_column("protected", pa.array([r.get("protected", False) for r in filled], pa.bool_()))

    @staticmethod
    def links(*rows: dict[str, Any]) -> pa.Table:
        """Links; their id follows from type and ends."""
        filled = [
            {"link_id": f"{r['type']} {r['a_id']} {r['b_id']}", "records": 1, "exhibits": ["X1"], **r} for r in rows
        ]
        return pa.Table.from_pylist(filled, schema=VIEWS["links"])

    @classmethod
    def star(cls, points: int) -> tuple[pa.Table, pa.Table]:
        """A number many others call, each used by a person: `2 * points + 1` entities, `2 * points` links."""
        phones = [{"entity_id": f"ph-{i}", "name": f"number {i}", "value": f"value {i}"} for i in range(points)]
        people = [{"entity_id": f"pe-{i}", "name": f"Person {i}"} for i in range(points)]
        calls = [
            {"type": "CONTACTED", "a_id": f"ph-{i}", "b_id": "ph-hub", "calls": i, "first_utc": START,
             "last_utc": START + timedelta(minutes=i)}
            for i in range(points)
        ]  # fmt: skip
        uses = [{"type": "USES", "a_id": f"pe-{i}", "b_id": f"ph-{i}"} for i in range(points)]
        return cls.entities({"entity_id": "ph-hub", "name": "hub"}, *phones, *people), cls.links(*calls, *uses)

    @staticmethod
    def contents(session: GraphSession) -> dict[str, list[Any]]:
        """Everything a graph holds but its marker, in an order of its own: what two graphs are compared by."""
        nodes = session.read("MATCH (n) WHERE NOT n:GraphState RETURN labels(n) AS l, properties(n) AS p")[1]
        links = session.read("MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS p")[1]
        return {
            "nodes": sorted((*r["l"], repr(sorted(r["p"].items()))) for r in nodes),
            "links": sorted((r["a"], r["t"], r["b"], repr(sorted(r["p"].items()))) for r in links),
        }


@pytest.fixture(scope="session")
def network() -> type[Network]:
    """How to make a small network and look at a graph."""
    return Network
