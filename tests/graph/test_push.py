"""A push makes the graph show the network and nothing else, whatever it held and whenever it was killed."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from neo4j_server import StartNeo4j
from pyarrow import feather

from clew.errors import StoreError
from clew.graph import difference
from clew.graph.cypher import native
from clew.graph.push import PushReport, push, stored_state
from clew.graph.session import GraphSession, open_graph
from clew.graph.writer import Batch, Writer

ANN = {"entity_id": "pe-ann", "name": "Ann Sample", "value": "record 1", "records": 3, "exhibits": ["X1", "X2"]}
CHILD = {"entity_id": "pe-child", "name": "Eve Other", "shown_name": "Protected person AB2", "protected": True}
PHONE = {
    "entity_id": "ph-1", "name": "+447700900101", "value": "+447700900101", "number_type": "mobile",
    "first_utc": datetime(2026, 3, 1, 9, tzinfo=UTC),
}  # fmt: skip
TAXI = {"entity_id": "ph-2", "name": "+447700900102", "value": "+447700900102", "service": True}
SEALED = {"entity_id": "ph-3", "name": "+447700900103", "value": "+447700900103", "sealed": True}
ANN_USES = {"type": "USES", "a_id": "pe-ann", "b_id": "ph-1", "as_own": True, "capacity": "subscriber"}
CALLS = {
    "type": "CONTACTED", "a_id": "ph-1", "b_id": "ph-2", "calls": 3, "messages": 0, "duration_s": 90,
    "first_utc": datetime(2026, 3, 1, 9, 0, 0, 5, tzinfo=UTC), "evidence_types": ["billing"], "lowest_grade": "B2",
}  # fmt: skip
CALLS_SEALED = {"type": "CONTACTED", "a_id": "ph-1", "b_id": "ph-3", "calls": 9}


def test_network_arrives_as_labels_types_and_properties(graph: GraphSession, network: Any) -> None:
    report = push(
        graph, network.entities(ANN, PHONE, TAXI), network.links(ANN_USES, CALLS), state_hash="one", case_id="case"
    )

    assert report == PushReport("one", entities=3, entities_created=3, links=2, links_created=2)
    assert stored_state(graph) == "one"
    _, (record,) = graph.read(
        "MATCH (p:Person)-[u:USES]->(f:Phone)-[c:CONTACTED]->(t:Phone {service: true}) "
        "RETURN properties(p) AS p, properties(u) AS u, properties(f) AS f, properties(c) AS c, t.id AS t"
    )
    found = {k: {n: native(v) for n, v in record[k].items() if n != "digest"} for k in "pufc"}
    assert found["p"] == {
        "id": "pe-ann", "kind": "person", "name": "Ann Sample", "service": False, "protected": False, "records": 3,
        "exhibits": ["X1", "X2"],
    }  # fmt: skip
    assert found["f"] == {
        "id": "ph-1", "kind": "phone", "name": "+447700900101", "value": "+447700900101", "service": False,
        "protected": False, "number_type": "mobile", "records": 1, "exhibits": ["X1"],
        "first_utc": datetime(2026, 3, 1, 9, tzinfo=UTC),
    }  # fmt: skip
    assert found["u"] == {
        "id": "USES pe-ann ph-1", "as_own": True, "capacity": "subscriber", "records": 1, "exhibits": ["X1"],
    }  # fmt: skip
    assert found["c"] == {
        "id": "CONTACTED ph-1 ph-2", "records": 1, "calls": 3, "messages": 0, "duration_s": 90,
        "first_utc": datetime(2026, 3, 1, 9, 0, 0, 5, tzinfo=UTC), "exhibits": ["X1"], "evidence_types": ["billing"],
        "lowest_grade": "B2",
    }  # fmt: skip


def test_protected_names_and_sealed_entities_never_arrive(graph: GraphSession, network: Any) -> None:
    report = push(
        graph, network.entities(ANN, CHILD, PHONE, TAXI, SEALED), network.links(CALLS, CALLS_SEALED), state_hash="one"
    )

    assert (report.entities_left_out, report.links_left_out) == (1, 1)
    held = repr(network.contents(graph))
    assert "Protected person AB2" in held
    for hidden in ("Eve Other", "+447700900103", "ph-3", "record 1"):
        assert hidden not in held


def test_same_state_is_not_written_again(graph: GraphSession, network: Any) -> None:
    push(graph, *network.star(5), state_hash="one")
    again = push(graph, network.entities(), network.links(), state_hash="one")
    assert again == PushReport("one", unchanged=True)
    assert len(network.contents(graph)["nodes"]) == 11


def test_equal_network_of_another_state_changes_nothing(graph: GraphSession, network: Any) -> None:
    push(graph, *network.star(5), state_hash="one")
    before = network.contents(graph)
    again = push(graph, *network.star(5), state_hash="two")
    assert again == PushReport("two", entities=11, links=10)
    assert network.contents(graph) == before
    assert stored_state(graph) == "two"


def test_only_the_difference_is_written(
    graph: GraphSession, network: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(difference, "BATCH_ROWS", 7)
    entities, links = network.star(30)
    push(graph, entities, links, state_hash="one")
    # Every third number is gone with its calls and uses, another has a new name, one call counts more, one is new.
    kept = [r for r in entities.to_pylist() if not r["entity_id"].endswith(("3", "6", "9"))]
    kept[1] |= {"shown_name": "another name", "number_type": "mobile"}
    ids = {r["entity_id"] for r in kept}
    drawn = [r for r in links.to_pylist() if {r["a_id"], r["b_id"]} <= ids]
    drawn[4] |= {"calls": 400}
    drawn.append({"link_id": "new", "type": "CONTACTED", "a_id": "ph-hub", "b_id": "ph-1", "calls": 1})
    entities2, links2 = network.entities(*kept), network.links(*drawn)

    report = push(graph, entities2, links2, state_hash="two")

    assert report == PushReport(
        "two", entities=43, entities_changed=1, entities_removed=18, links=43, links_created=1, links_changed=1,
        links_removed=18,
    )  # fmt: skip
    with open_graph(None, tmp_path / "fresh") as fresh:
        push(fresh, entities2, links2, state_hash="two")
        assert network.contents(graph) == network.contents(fresh)


def test_link_that_changes_its_ends_moves(graph: GraphSession, network: Any) -> None:
    entities = network.entities(ANN, PHONE, TAXI)
    push(graph, entities, network.links({**ANN_USES, "link_id": "same"}), state_hash="one")
    push(graph, entities, network.links({**ANN_USES, "link_id": "same", "b_id": "ph-2"}), state_hash="two")
    assert [(a, b) for a, _, b, _ in network.contents(graph)["links"]] == [("pe-ann", "ph-2")]


STATES = itertools.count()
IDS = [f"{prefix}-{i}" for prefix in ("ph", "pe", "ad") for i in range(3)]
ENTITY = st.fixed_dictionaries(
    {"entity_id": st.sampled_from(IDS), "name": st.text(max_size=3), "service": st.booleans(), "sealed": st.booleans()}
)
LINK = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["USES", "CONTACTED"]),
        "a_id": st.sampled_from(IDS),
        "b_id": st.sampled_from(IDS),
        "calls": st.none() | st.integers(0, 2),
    }
)
NETWORK = st.tuples(
    st.lists(ENTITY, max_size=6, unique_by=lambda r: r["entity_id"]),
    st.lists(LINK, max_size=6, unique_by=lambda r: (r["type"], r["a_id"], r["b_id"])),
)


@pytest.fixture(scope="module")
def kept_graph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphSession]:
    with open_graph(None, tmp_path_factory.mktemp("kept")) as session:
        yield session


@settings(max_examples=25, deadline=None)
@given(drawn=NETWORK)
def test_any_network_after_any_other_is_shown_as_it_is(kept_graph: GraphSession, network: Any, drawn: Any) -> None:
    entities, links = drawn
    push(kept_graph, network.entities(*entities), network.links(*links), state_hash=f"state {next(STATES)}")

    shown = {r["entity_id"]: r["name"] for r in entities if not r["sealed"]}
    _, nodes = kept_graph.read("MATCH (n) WHERE NOT n:GraphState RETURN n.id, n.name")
    assert {tuple(r) for r in nodes} == set(shown.items())
    _, drawn_links = kept_graph.read("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id, r.calls")
    assert sorted(tuple(r) for r in drawn_links) == sorted(
        (r["a_id"], r["type"], r["b_id"], r["calls"]) for r in links if {r["a_id"], r["b_id"]} <= shown.keys()
    )


# -- what else the database may hold ----------------------------------------------------------------


def test_data_of_others_is_never_removed(graph: GraphSession, network: Any) -> None:
    graph.run("CREATE (:Person {name: 'of another program'})")
    with pytest.raises(StoreError, match="did not write"):
        push(graph, *network.star(2), state_hash="one")
    assert len(network.contents(graph)["nodes"]) == 1


def test_another_case_is_refused(graph: GraphSession, network: Any) -> None:
    push(graph, *network.star(2), state_hash="one", case_id="first")
    with pytest.raises(StoreError, match="another case"):
        push(graph, *network.star(3), state_hash="two", case_id="second")
    assert stored_state(graph) == "one"


def test_earlier_of_two_pushes_stops(graph: GraphSession) -> None:
    graph.run("CREATE (:GraphState {id: 'graph'})")
    first, second = Writer(graph, "case", None), Writer(graph, "case", None)
    batch = [Batch("UNWIND $rows AS row CREATE (:Phone {id: row})", ["ph-1"], 1)]
    first.claim("state_hash")
    second.claim("state_hash")
    with pytest.raises(StoreError, match="another push"):
        first.write("entities", batch, 1)
    with pytest.raises(StoreError, match="another push"):
        first.finish("state_hash", "one")
    second.write("entities", batch, 1)
    second.finish("state_hash", "two")
    assert stored_state(graph) == "two"
    assert graph.read("MATCH (n:Phone) RETURN count(n) AS n")[1][0]["n"] == 1


# -- killed -----------------------------------------------------------------------------------------

PUSHING = """
import sys
from pathlib import Path
from pyarrow import feather
from clew.graph import difference
from clew.graph.push import push
from clew.graph.session import open_graph

folder, address = Path(sys.argv[1]), sys.argv[2] or None
difference.BATCH_ROWS = 40
with open_graph(address, folder) as session:
    push(session, feather.read_table(folder / "entities"), feather.read_table(folder / "links"), state_hash="two",
         progress=lambda what, done, total: print(what, done, flush=True))
"""


@pytest.mark.parametrize("batches", [1, 4, 7, 10])
def test_killed_push_is_finished_by_the_next(
    embedded: GraphSession, network: Any, tmp_path: Path, batches: int
) -> None:
    killed_and_pushed_again(embedded, network, tmp_path, "", "", batches)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
@pytest.mark.parametrize("batches", [4, 10])
def test_killed_push_to_a_server_is_finished_by_the_next(
    embedded: GraphSession, network: Any, tmp_path: Path, start_neo4j: StartNeo4j, batches: int
) -> None:
    server = start_neo4j("5.26.30")
    with server.emptied():
        pass
    killed_and_pushed_again(embedded, network, tmp_path, server.address, server.password, batches)


def killed_and_pushed_again(
    fresh: GraphSession, network: Any, tmp_path: Path, address: str, password: str, batches: int
) -> None:
    """Kill a push after some batches, push again, and compare with a push nobody killed."""
    before, (entities, links) = network.star(150), network.star(250)
    folder = tmp_path / "killed"
    folder.mkdir()
    feather.write_feather(entities, folder / "entities")
    feather.write_feather(without(links, "CONTACTED ph-7 ph-hub"), folder / "links")

    def opened() -> GraphSession:
        return open_graph(address or None, folder, prompt=lambda: password)

    with opened() as session:
        push(session, *before, state_hash="one")
    process = subprocess.Popen(
        [sys.executable, "-c", PUSHING, str(folder), address],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "CLEW_GRAPH_PASSWORD": password},
    )
    assert process.stdout is not None
    for _ in range(batches):
        process.stdout.readline()
    process.kill()
    rest = process.communicate()[0]
    assert process.returncode != 0, f"ended before it was killed: {rest}"

    with opened() as session:
        assert stored_state(session) is None
        push(session, feather.read_table(folder / "entities"), feather.read_table(folder / "links"), state_hash="two")
        found = network.contents(session)
    push(fresh, entities, without(links, "CONTACTED ph-7 ph-hub"), state_hash="two")
    assert found == network.contents(fresh)


def without(links: pa.Table, link_id: str) -> pa.Table:
    return pa.Table.from_pylist([r for r in links.to_pylist() if r["link_id"] != link_id], schema=links.schema)
