"""Link lists and graph imports."""

from __future__ import annotations

import pytest


def test_a_person_drives_a_vehicle(run, records):
    result = run(
        "links", source=["P1"], source_type=["Nominal"], source_label=["Tom Fenn"], target=["zx26 abc"],
        target_type=["VRM"], link_type=["Driver of"], date=["13/06/2024"], grade=["B1P"],
    )  # fmt: skip
    (link,) = records(result, "membership")

    assert (link["relation"], link["a_kind"], link["a"], link["b_kind"], link["b"]) == (
        "DRIVES", "person", "row:0", "vehicle", "ZX26ABC",
    )  # fmt: skip
    assert link["grade"] == "B1P"
    assert records(result, "person")[0]["name_key"] == "fenn tom"


def test_an_id_used_twice_in_one_exhibit_is_one_person_there_and_nowhere_else(run, records):
    columns = {
        "source": ["P1", "P1", "P2"], "source_type": ["person"] * 3, "source_label": ["Tom Fenn", "T Fenn", "Tom Fenn"],
        "target": ["07700900001"] * 3, "target_type": ["phone"] * 3,
    }  # fmt: skip
    first, again, other = (p["strong_ids"] for p in records(run("links", scope="one", **columns), "person"))
    elsewhere = records(run("links", scope="two", **columns), "person")[0]["strong_ids"]

    assert first == again
    assert len({i.split(":")[0] for i in first}) == 2
    assert not set(first) & set(other)
    assert {i.split(":")[0] for i in first}.isdisjoint({i.split(":")[0] for i in elsewhere})


def test_a_relation_nobody_has_a_type_for_keeps_its_word(run, records):
    result = run("links", source=["07700900001"], source_type=["mobile"], target=["a@example.org"],
                 target_type=["E-mail"], link_type=["Zigzag with"])  # fmt: skip

    assert [(m["relation"], m["capacity"]) for m in records(result, "membership")] == [("LINKED_TO", "zigzag with")]


@pytest.mark.parametrize(
    ("word", "relation"),
    [("WORKS_FOR", "WORKS_FOR"), ("WorksFor", "WORKS_FOR"), ("registered keeper", "KEEPER_OF"),
     ("FAMILY_REL", "FAMILY_OF"),
     ("Called", "CONTACTED"), ("CURRENT_ADDRESS", "LIVES_AT"),
     ("same as", "LINKED_TO"), ("POSSIBLY_SAME_AS", "LINKED_TO")],
)  # fmt: skip
def test_words_for_relations(run, records, word, relation):
    result = run("links", source=["07700900001"], source_type=["phone"], target=["07700900002"], target_type=["phone"],
                 link_type=[word])  # fmt: skip

    assert records(result, "membership")[0]["relation"] == relation


def test_an_arrow_backwards_turns_the_link_round(run, records):
    result = run("links", source=["07700900001"], source_type=["phone"], target=["07700900002"], target_type=["phone"],
                 link_type=["called"], direction=["<-"])  # fmt: skip

    assert [(m["a"], m["b"]) for m in records(result, "membership")] == [("+447700900002", "+447700900001")]


def test_a_link_with_one_end_is_set_aside_with_the_reason(run, records):
    result = run(
        "links", source=["P1", "P1"], source_type=["person"] * 2, target=["", "4.47E+11"], target_type=["phone"] * 2
    )

    assert records(result, "person") == []
    assert result.set_aside.column("reason").to_pylist()[1].endswith("precision lost in scientific notation")


def test_a_graph_import_is_joined_by_its_ids(run, records):
    nodes = run("nodes", node_id=["1", "2", "3"], node_label=["Person;Officer", "Phone", "Vehicle"],
                name=["Tom Fenn", "", ""], phone=["", "07700900001", ""], plate=["", "", "ZX26ABC"])  # fmt: skip
    links = run("links", meta={"source_type": "node", "target_type": "node"}, source=["1"], target=["2"],
                link_type=["HAS_PHONE"])  # fmt: skip

    by_id = {m["b"]: (m["a_kind"], m["a"]) for m in records(nodes, "membership")}
    assert by_id == {
        "node:1": ("person", "row:0"), "node:2": ("phone", "+447700900001"), "node:3": ("vehicle", "ZX26ABC"),
    }  # fmt: skip
    (link,) = records(links, "membership")
    assert (link["relation"], link["a"], link["b"]) == ("USES", "node:1", "node:2")


def test_a_node_of_a_kind_clew_does_not_know_is_set_aside(run):
    result = run("nodes", node_id=["9"], node_label=["Crime"])

    assert "no kind of this name" in result.set_aside.column("reason")[0].as_py()


def test_a_link_that_sums_up_events_states_how_many_and_when(run, records, issues):
    result = run(
        "links", source=["07700 900101"], source_type=["phone"], target=["07700 900102"], target_type=["phone"],
        link_type=["called"], records=["41"], calls=["29"], messages=["some"], first=["2026-03-01T09:15:30Z"],
        last=["2026-03-31T00:59:00Z"],
    )  # fmt: skip
    (link,) = records(result, "membership")
    assert (link["records"], link["calls"], link.get("messages"), link.get("payments")) == (41, 29, None, None)
    assert issues(result, "membership") == ["messages: not a number of events"]
    assert link["first_utc"].isoformat() == "2026-03-01T09:15:30+00:00"
    assert link["last_utc"].isoformat() == "2026-03-31T00:59:00+00:00"
