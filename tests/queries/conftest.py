"""The story of `story.toml` as the tables a push takes, and the graph it becomes on each engine."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
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


def entities() -> pa.Table:
    """The nodes of the story as the entities view with the columns the redact step adds."""
    rows = []
    for label, nodes in STORY["nodes"].items():
        for id_, given in nodes.items():
            row = {"entity_id": id_, "label": label, "service": False, "records": 1, **evidence(given), **given}
            if label in ONE_KIND:
                row["kind"] = label.lower()
            rows.append(row)
    shown = {
        "shown_name": pa.array([r.get("name", r.get("value")) for r in rows], pa.string()),
        "shown_value": pa.array([r.get("value") for r in rows], pa.string()),
        "protected": pa.array([r.get("protected", False) for r in rows], pa.bool_()),
    }
    table = pa.Table.from_pylist(rows, schema=VIEWS["entities"])
    for name, column in shown.items():
        table = table.append_column(name, column)
    return table


def links() -> pa.Table:
    """The links of the story as the links view."""
    rows = []
    for type_, written in STORY["links"].items():
        for a, b, *given in written:
            properties = given[0] if given else {}
            row = {"link_id": f"{type_}:{a}:{b}", "type": type_, "a_id": a, "b_id": b, "as_own": False, "records": 1}
            row |= evidence(properties) | {DAYS.get(k, k): v for k, v in properties.items()}
            row |= {k: midnight(row[k]) for k in DAYS.values() if k in row}
            row["confirmed"] = type_ != "POSSIBLY_SAME_AS" and row["exhibits"] != ["X6"]
            rows.append(row)
    return pa.Table.from_pylist(rows, schema=VIEWS["links"])


def evidence(given: dict[str, Any]) -> dict[str, list[str]]:
    exhibits = given.get("exhibits", ["X3"])
    return {"exhibits": exhibits, "evidence_types": sorted({STORY["evidence_types"][x] for x in exhibits})}


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


@pytest.fixture(scope="session")
def embedded_story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphSession]:
    """The story in an embedded graph."""
    with open_graph(None, tmp_path_factory.mktemp("story")) as session:
        push(session, entities(), links(), state_hash="story")
        yield session
