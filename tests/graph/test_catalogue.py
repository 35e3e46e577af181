"""Named queries are found by being there, and take and give what their header says."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from clew.errors import UsageError
from clew.graph.catalogue import checked, get, list_queries, parse, run
from clew.graph.push import push
from clew.graph.session import GraphSession

HEADER = """\
// title: Numbers of a person
// question: Which numbers?
// param: person   entity   required   the person
// param: people   entities required   several
// param: kind     text     null       kind of number, or any
// param: least    integer  2          fewest records
// param: share    number   0.5        a share
// param: sure     boolean  false      confirmed links only
// param: day      date     2026-03-01 first day
// returns: number entity the number
// returns: others entities others
// returns: first_utc utc first time
// innocent: A reason.
// source: everyday practice
// since: 0.1
// hops: 2
MATCH (n) RETURN n.id AS number, [] AS others, null AS first_utc
"""


def test_header_is_read() -> None:
    query = parse("topic/name", HEADER)
    assert (query.title, query.question, query.hops) == ("Numbers of a person", "Which numbers?", 2)
    assert [(p.name, p.type, p.required, p.default) for p in query.parameters] == [
        ("person", "entity", True, None), ("people", "entities", True, None), ("kind", "text", False, None),
        ("least", "integer", False, 2), ("share", "number", False, 0.5), ("sure", "boolean", False, False),
        ("day", "date", False, "2026-03-01"),
    ]  # fmt: skip
    assert [(c.name, c.kind) for c in query.columns] == [
        ("number", "entity"), ("others", "entities"), ("first_utc", "utc"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("// title: Numbers of a person\n", ""),
        ("required   the person", ""),
        ("people   entities", "people   persons"),
        ("first_utc utc", "first_utc moment"),
    ],
)
def test_faulty_header_names_its_query(old: str, new: str) -> None:
    with pytest.raises(ValueError, match="topic/name"):
        parse("topic/name", HEADER.replace(old, new))


def test_every_query_file_is_listed() -> None:
    names = [q.name for q in list_queries()]
    assert names == sorted(set(names))
    assert "phones/common_contacts" in names


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("phones/common_contact", "phones/common_contacts"),
        ("people/common_contacts", "phones/common_contacts"),
        ("nothing like it", "clew query --list"),
    ],
)
def test_unknown_query_names_the_nearest(asked: str, hint: str) -> None:
    with pytest.raises(UsageError) as refused:
        get(asked)
    assert refused.value.exit_code == 2
    assert hint in refused.value.hint


def test_topic_may_be_left_out() -> None:
    assert get("common_contacts").name == "phones/common_contacts"


def test_text_becomes_the_type_of_the_parameter() -> None:
    given = {
        "person": "pe-1",
        "people": "pe-1, ph-2",
        "least": "7",
        "share": "0.25",
        "sure": "Yes",
        "day": "2026-04-02",
    }
    assert checked(parse("topic/name", HEADER), given) == {
        "person": "pe-1", "people": ["pe-1", "ph-2"], "kind": None, "least": 7, "share": 0.25, "sure": True,
        "day": "2026-04-02",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("person", "+447700900101"),
        ("people", ["pe-1", "Ann"]),
        ("kind", 3),
        ("least", "two"),
        ("least", "-1"),
        ("least", 1.5),
        ("least", True),
        ("share", "half"),
        ("sure", "perhaps"),
        ("day", "31/02/2026"),
    ],
)
def test_value_that_does_not_fit_its_type(name: str, value: Any) -> None:
    given = {"person": "pe-1", "people": [], name: value}
    with pytest.raises(UsageError, match=name):
        checked(parse("topic/name", HEADER), given)


def test_unknown_and_missing_parameters() -> None:
    query = parse("topic/name", HEADER)
    with pytest.raises(UsageError, match="no parameter 'peple'") as refused:
        checked(query, {"person": "pe-1", "peple": []})
    assert refused.value.hint == "did you mean people?"
    with pytest.raises(UsageError, match="needs people"):
        checked(query, {"person": "pe-1"})


def test_query_gives_the_columns_its_header_promises(graph: GraphSession, network: Any) -> None:
    a, b, c = (f"ph-00000000000000a{i}" for i in "abc")
    calls = [
        {"type": "CONTACTED", "a_id": x, "b_id": c, "calls": 2, "messages": 0, "first_utc": day, "last_utc": day}
        for x, day in ((a, datetime(2026, 3, 1, tzinfo=UTC)), (b, datetime(2026, 3, 4, tzinfo=UTC)))
    ]
    phones = network.entities(*({"entity_id": i, "name": i, "value": i} for i in (a, b, c)))
    push(graph, phones, network.links(*calls), state_hash="one")

    found = run(graph, "common_contacts", numbers=f"{a},{b}")

    assert [(c.name, c.kind) for c in found.columns][:3] == [
        ("contact", "entity"), ("numbers", "integer"), ("in_touch_with", "entities"),
    ]  # fmt: skip
    (row,) = found.rows()
    assert (row["contact"], row["numbers"], row["calls"]) == (c, 2, 4)
    assert row["in_touch_with"] == [a, b]
    assert row["first_utc"] == datetime(2026, 3, 1, tzinfo=UTC)
    assert found.notes == (get("common_contacts").innocent,)
    cut = run(graph, "common_contacts", numbers=[a, b], limit=1)
    assert "there may be more" in cut.notes[-1]
    empty = run(graph, "common_contacts", numbers=[a, a])
    assert [c.name for c in empty.columns] == [c.name for c in found.columns]
    assert len(empty) == 0
