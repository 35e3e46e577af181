"""The story of `story.toml` as the tables a push takes, and the graph it becomes on each engine."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from clew.graph.push import push
from clew.graph.session import GraphSession, open_graph
from clew.ledger.view import VIEWS

STORY = tomllib.loads((Path(__file__).parent / "story.toml").read_text(encoding="utf-8"))
ONE_KIND = {"Person", "Phone", "Address", "Place", "Vehicle", "Organisation", "Alias"}
DAYS = {"first": "first_utc", "last": "last_utc", "from": "from_utc", "to": "to_utc"}


Nodes = dict[str, dict[str, dict[str, Any]]]
Links = dict[str, list[list[Any]]]


def entities(nodes: Nodes) -> pa.Table:
    """Nodes written as in the story, as the entities view with the columns the redact step adds."""
    rows = []
    for label, written in nodes.items():
        for id_, given in written.items():
            row = {"entity_id": id_, "label": label, "service": False, "records": 1, **evidence(given), **given}
            if label in ONE_KIND:
                row["kind"] = label.lower()
            rows.append(row)
    table = pa.Table.from_pylist(rows, schema=VIEWS["entities"])
    shown_names = pa.array([r.get("name", r.get("value")) for r in rows], pa.string())
    table = table.append_column("shown_name", shown_names).append_column("shown_value", table["value"])
    return table.append_column("protected", pa.array([r.get("protected", False) for r in rows], pa.bool_()))


def links(written: Links) -> pa.Table:
    """Links written as in the story, as the links view."""
    rows = []
    for type_, pairs in written.items():
        for a, b, *given in pairs:
            row = {"type": type_, "a_id": a, "b_id": b, "as_own": False, "records": 1}
            row |= {DAYS.get(k, k): v for k, v in given[0].items()} if given else {}
            row |= {k: midnight(row[k]) for k in DAYS.values() if k in row} | evidence(row)
            row["link_id"] = f"{type_}:{a}:{b}:{row.get('capacity')}"
            row["confirmed"] = type_ != "POSSIBLY_SAME_AS" and row["exhibits"] != ["X6"]
            rows.append(row)
    return pa.Table.from_pylist(rows, schema=VIEWS["links"])


def evidence(given: dict[str, Any]) -> dict[str, list[str]]:
    exhibits = given.get("exhibits", ["X3"])
    return {"exhibits": exhibits, "evidence_types": sorted({STORY["evidence_types"][x] for x in exhibits})}


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


@pytest.fixture(scope="session")
def push_story() -> Callable[..., None]:
    """`push_story(session, more_nodes, more_links)`: push the story, and what a test adds to it, to a graph."""

    def push_to(session: GraphSession, more_nodes: Nodes | None = None, more_links: Links | None = None) -> None:
        nodes = pa.concat_tables([entities(STORY["nodes"]), entities(more_nodes or {})])
        pairs = pa.concat_tables([links(STORY["links"]), links(more_links or {})])
        push(session, nodes, pairs, state_hash="story")

    return push_to


@pytest.fixture(scope="session")
def pushed(tmp_path_factory: pytest.TempPathFactory, push_story: Callable[..., None]) -> Iterator[Callable[..., Any]]:
    """`pushed(more_nodes, more_links)`: an embedded graph of its own with the story and what a test adds to it."""
    with ExitStack() as opened:

        def new_graph(*more: Any) -> GraphSession:
            session = opened.enter_context(open_graph(None, tmp_path_factory.mktemp("story")))
            push_story(session, *more)
            return session

        yield new_graph
