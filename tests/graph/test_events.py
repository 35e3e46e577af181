"""Events as nodes: created once with their relationships, removed when they are no longer wanted."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest

from clew.errors import StoreError
from clew.graph.events import EventsReport, push_events
from clew.graph.push import push
from clew.graph.session import GraphSession
from clew.ledger.view import VIEWS

WHEN = datetime(2026, 3, 1, 9, tzinfo=UTC)
CALL = {"record_id": "r1", "event_kind": "call", "a_id": "ph-1", "b_id": "ph-hub", "start_utc": WHEN, "duration_s": 60}
TEXT = {"record_id": "r2", "event_kind": "message", "a_id": "ph-2", "b_id": "ph-hub", "text": "come to the back door"}
WITHHELD = {"record_id": "r3", "event_kind": "call", "a_id": None, "b_id": "ph-2"}
TO_SEALED = {"record_id": "r4", "event_kind": "call", "a_id": "ph-1", "b_id": "ph-sealed"}
DATA = {"record_id": "r5", "event_kind": "data", "a_id": "ph-1", "b_id": "ph-2"}
TOPUP = {"record_id": "r6", "event_kind": "topup", "a_id": "pe-1", "b_id": "ph-1", "amount_minor": 1000}


def events(*rows: dict[str, Any]) -> pa.Table:
    return pa.Table.from_pylist(list(rows), schema=VIEWS["events"])


def shown(session: GraphSession) -> set[tuple[Any, ...]]:
    _, records = session.read(
        "MATCH (e:Call|Message|Sighting|Payment) OPTIONAL MATCH (a)-[:BEGAN]->(e) OPTIONAL MATCH (e)-[:REACHED]->(b) "
        "RETURN labels(e)[0], e.id, a.id, b.id"
    )
    return {tuple(r) for r in records}


def test_events_stand_between_their_ends(graph: GraphSession, network: Any) -> None:
    push(graph, *network.star(3), state_hash="one")
    report = push_events(graph, events(CALL, TEXT, WITHHELD, TO_SEALED, DATA, TOPUP), state_hash="one")

    assert report == EventsReport(events=4, created=4, left_out=2)
    assert shown(graph) == {
        ("Call", "r1", "ph-1", "ph-hub"), ("Message", "r2", "ph-2", "ph-hub"), ("Call", "r3", None, "ph-2"),
        ("Payment", "r6", "pe-1", "ph-1"),
    }  # fmt: skip
    _, (call,) = graph.read("MATCH (c:Call {id: 'r1'}) RETURN c.duration_s AS d, toString(c.start_utc) AS s")
    assert (call["d"], call["s"][:16]) == (60, "2026-03-01T09:00")
    assert "back door" not in repr(network.contents(graph))


def test_second_push_of_events_changes_only_what_differs(graph: GraphSession, network: Any) -> None:
    push(graph, *network.star(3), state_hash="one")
    push_events(graph, events(CALL, TEXT, WITHHELD), state_hash="one")
    assert push_events(graph, events(), state_hash="one") == EventsReport(unchanged=True)
    report = push_events(graph, events(CALL, {**TEXT, "b_id": "ph-1"}, TOPUP), state_hash="two")

    assert report == EventsReport(events=3, created=2, removed=2)
    assert shown(graph) == {
        ("Call", "r1", "ph-1", "ph-hub"), ("Message", "r2", "ph-2", "ph-1"), ("Payment", "r6", "pe-1", "ph-1"),
    }  # fmt: skip


def test_event_goes_with_its_entity_and_comes_back(graph: GraphSession, network: Any) -> None:
    push(graph, *network.star(3), state_hash="one")
    push_events(graph, events(CALL, TEXT), state_hash="one")
    push(graph, *network.star(2), state_hash="two")
    assert {e[1] for e in shown(graph)} == {"r1"}
    push(graph, *network.star(3), state_hash="three")
    assert push_events(graph, events(CALL, TEXT), state_hash="one").created == 1
    assert {e[1] for e in shown(graph)} == {"r1", "r2"}


def test_events_need_the_entities_first(embedded: GraphSession) -> None:
    with pytest.raises(StoreError, match="does not show the case yet"):
        push_events(embedded, events(CALL), state_hash="one")
