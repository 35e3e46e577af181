"""Push a small network and read it back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa

from clew.graph.push import push, stored_state
from clew.graph.session import open_graph
from clew.ledger.view import VIEWS


def test_small_network_is_pushed_and_read_back(tmp_path: Path) -> None:
    rows = [
        {"entity_id": "ph-1", "label": "Phone", "kind": "phone"},
        {"entity_id": "pe-1", "label": "Person", "kind": "person"},
    ]
    entities = pa.Table.from_pylist(rows, schema=VIEWS["entities"])
    for name, values in (("shown_name", ["a", "b"]), ("shown_value", ["a", "b"]), ("protected", [False, True])):
        entities = entities.append_column(name, pa.array(values))
    link = {
        "link_id": "ln-1",
        "type": "USES",
        "a_id": "pe-1",
        "b_id": "ph-1",
        "first_utc": datetime(2026, 3, 1, 9, tzinfo=UTC),
    }
    links = pa.Table.from_pylist([link], schema=VIEWS["links"])
    with open_graph(None, tmp_path) as session:
        push(session, entities, links, state_hash="one")
        assert stored_state(session) == "one"
        records = session.read("MATCH (a)-[r:USES]->(b) RETURN a.id, b.id, a.value, b.value, r.first_utc")[1]
    assert [tuple(r)[:4] for r in records] == [("pe-1", "ph-1", None, "a")]
