"""Paths keep to the limits of chaining: two hops with a reason, and never through a service or a place."""

from __future__ import annotations

from typing import Any

import pyarrow as pa
import pytest

from clew.errors import PolicyError, UsageError
from clew.graph.events import push_events
from clew.graph.paths import common, shortest_paths
from clew.graph.push import push
from clew.graph.session import GraphSession
from clew.ledger.view import VIEWS

WHY = "common supplier of phones"


def chart(session: GraphSession, network: Any, links: str, **properties: dict[str, Any]) -> None:
    """Push links written as `a-b`; an entity is named by its id, `service` and the like given by its name."""
    rows = []
    for number, pair in enumerate(links.split()):
        a, b = pair.split("~")
        rows.append({"type": "CONTACTED", "a_id": a, "b_id": b, "link_id": f"ln-{number}"})
    ids = sorted({end for r in rows for end in (r["a_id"], r["b_id"])})
    entities = [{"entity_id": i, "name": i, **properties.get(i.replace("-", "_"), {})} for i in ids]
    push(session, network.entities(*entities), network.links(*rows), state_hash=links)


def paths(*found: Any, **options: Any) -> list[str]:
    return [" ".join(r["path"]) for r in shortest_paths(*found, **options).rows()]


def test_direct_link_is_the_only_shortest_path(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-b ph-b~ph-a ph-a~ph-m ph-m~ph-b")
    found = shortest_paths(graph, "ph-a", "ph-b").rows()
    assert found == [{"steps": 1, "path": ["ph-a", "ph-b"], "links": "CONTACTED", "rows": 2}]


def test_all_shortest_paths_of_two_links(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-m ph-b~ph-m ph-n~ph-a ph-n~ph-b ph-a~pe-x pe-x~pe-y pe-y~ph-b")
    assert paths(graph, "ph-a", "ph-b") == ["ph-a ph-m ph-b", "ph-a ph-n ph-b"]
    assert paths(graph, "ph-b", "ph-a") == ["ph-b ph-m ph-a", "ph-b ph-n ph-a"]


def test_best_supported_path_comes_first_and_the_rest_is_counted(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-m ph-m~ph-b ph-a~ph-n ph-n~ph-a ph-n~ph-b ph-b~ph-n")
    found = shortest_paths(graph, "ph-a", "ph-b", limit=1)
    assert [(r["path"], r["rows"]) for r in found.rows()] == [(["ph-a", "ph-n", "ph-b"], 2)]
    assert found.notes[0] == "1 shown of 2 paths"


def test_services_and_places_are_never_crossed(graph: GraphSession, network: Any) -> None:
    chart(
        graph, network, "ph-a~ph-taxi ph-taxi~ph-b ph-a~pl-mast pl-mast~ph-b ph-a~ph-m ph-m~ph-n ph-n~ph-b",
        ph_taxi={"service": True},
    )  # fmt: skip
    assert paths(graph, "ph-a", "ph-b") == []
    assert paths(graph, "ph-a", "ph-b", hops=2, reason=WHY) == ["ph-a ph-m ph-n ph-b"]


def test_service_may_be_an_end(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-m ph-m~ph-taxi", ph_taxi={"service": True})
    assert paths(graph, "ph-a", "ph-taxi") == ["ph-a ph-m ph-taxi"]
    assert paths(graph, "ph-taxi", "ph-a") == ["ph-taxi ph-m ph-a"]


def test_one_hop_from_each_end_is_two_links_and_two_hops_are_four(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-1 ph-1~ph-2 ph-2~ph-3 ph-3~ph-4 ph-4~ph-5")
    none = shortest_paths(graph, "ph-a", "ph-3")
    assert len(none) == 0
    assert none.notes[0] == "no path within 1 hop of either"
    assert paths(graph, "ph-a", "ph-3", hops=2, reason=WHY) == ["ph-a ph-1 ph-2 ph-3"]
    assert paths(graph, "ph-a", "ph-4", hops=2, reason=WHY) == ["ph-a ph-1 ph-2 ph-3 ph-4"]
    assert paths(graph, "ph-a", "ph-5", hops=2, reason=WHY) == []


def test_loops_and_dead_ends_lead_nowhere(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-a ph-a~ph-1 ph-1~ph-1 ph-b~ph-b")
    assert paths(graph, "ph-a", "ph-b", hops=2, reason=WHY) == []


def test_events_are_no_steps(graph: GraphSession, network: Any) -> None:
    chart(graph, network, "ph-a~ph-m ph-b~ph-n")
    call = {"record_id": "r1", "event_kind": "call", "a_id": "ph-a", "b_id": "ph-b"}
    push_events(graph, pa.Table.from_pylist([call], schema=VIEWS["events"]), state_hash="one")
    assert paths(graph, "ph-a", "ph-b", hops=2, reason=WHY) == []


def test_search_beside_a_hub(embedded: GraphSession, network: Any) -> None:
    push(embedded, *network.star(3000), state_hash="one")
    assert paths(embedded, "ph-1", "ph-2") == ["ph-1 ph-hub ph-2"]
    assert paths(embedded, "pe-1", "pe-2", hops=2, reason=WHY) == ["pe-1 ph-1 ph-hub ph-2 pe-2"]


@pytest.mark.parametrize(("hops", "reason"), [(2, ""), (2, "  "), (3, WHY), (9, WHY)])
def test_further_than_allowed_is_refused(embedded: GraphSession, hops: int, reason: str) -> None:
    with pytest.raises(PolicyError) as refused:
        shortest_paths(embedded, "ph-a", "ph-b", hops=hops, reason=reason)
    assert refused.value.exit_code == 5


def test_ends_that_make_no_sense(embedded: GraphSession, network: Any) -> None:
    chart(embedded, network, "ph-a~ph-b")
    for a, b, hops in (("ph-a", "ph-a", 1), ("ph-a", "ph-none", 1), ("ph-a", "07700900123", 1), ("ph-a", "ph-b", 0)):
        with pytest.raises(UsageError):
            shortest_paths(embedded, a, b, hops=hops)


def test_common_neighbours_without_services(graph: GraphSession, network: Any) -> None:
    chart(
        graph, network,
        "ph-a~ph-m ph-b~ph-m ph-m~ph-c ph-a~pl-mast ph-b~pl-mast ph-a~ph-b ph-c~ph-x "
        "ph-a~ph-taxi ph-b~ph-taxi ph-c~ph-taxi",
        ph_taxi={"service": True},
    )  # fmt: skip
    found = common(graph, ["ph-a", "ph-b", "ph-c"])
    assert [(r["entity"], r["shared_by"], r["rows"]) for r in found.rows()] == [("ph-m", 3, 3), ("pl-mast", 2, 2)]
    assert common(graph, ["ph-a", "ph-b", "ph-c"], limit=1).notes[0] == "1 shown of 2"


def test_common_needs_two_entities(embedded: GraphSession) -> None:
    with pytest.raises(UsageError):
        common(embedded, ["ph-a", "ph-a"])
