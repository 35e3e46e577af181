"""Every named query gives the answer worked out by hand from the story, and nothing that must not move it does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from neo4j.time import DateTime

from clew.graph import catalogue
from clew.graph.session import GraphSession

embedded = pytest.mark.xdist_group("queries")

FOLDER = Path(__file__).parents[2] / "queries" / "clew_queries"
EXPECTED = Path(__file__).parent / "expected"
STORY = tomllib.loads((Path(__file__).parent / "story.toml").read_text(encoding="utf-8"))
PYTHON = {"entity": str, "text": str, "integer": int, "boolean": bool, "utc": datetime, "entities": list}

NAMES = sorted(f.relative_to(FOLDER).with_suffix("").as_posix() for f in FOLDER.rglob("*.cypher"))
CASES = [
    pytest.param(name, case, id=f"{name}-{number}")
    for name in NAMES
    if (EXPECTED / f"{name}.toml").exists()
    for number, case in enumerate(tomllib.loads((EXPECTED / f"{name}.toml").read_text(encoding="utf-8"))["case"])
]


def asked(session: GraphSession, name: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows a graph gives: parameters of the case over the header's defaults."""
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    defaults = re.findall(r"^// param: (\w+) (\w+) (\S+)", text, re.MULTILINE)
    given = {n: int(d) if t == "integer" else d for n, t, d in defaults if d != "required"}
    columns, records = session.read(text, **given | case.get("params", {}))
    if records or not session.embedded:  # the embedded engine names no columns when there are no rows
        assert columns == list(types(name))
    return [{c: plain(v) for c, v in zip(columns, r.values(), strict=True)} for r in records]


def wanted(name: str, case: dict[str, Any]) -> list[dict[str, Any]]:
    """The expected rows: what a row does not name is null, a day stands for its midnight in UTC."""
    columns = types(name)
    for row in case["rows"]:
        assert set(row) <= set(columns)
        for column, value in row.items():
            assert isinstance(plain(value), PYTHON[columns[column]])
    return [{c: plain(row.get(c)) for c in columns} for row in case["rows"]]


def types(name: str) -> dict[str, str]:
    """The columns of a query and their types, from its header."""
    text = (FOLDER / f"{name}.cypher").read_text(encoding="utf-8")
    return dict(re.findall(r"^// returns: (\w+) (\w+)", text, re.MULTILINE))


def plain(value: Any) -> Any:
    if isinstance(value, DateTime):
        return value.to_native().astimezone(UTC)
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time(), UTC)
    return value


def test_every_query_has_an_expected_answer() -> None:
    written = sorted(f.relative_to(EXPECTED).with_suffix("").as_posix() for f in EXPECTED.rglob("*.toml"))
    assert written == NAMES


def test_every_query_answers_something() -> None:
    assert {name for name, case in (c.values for c in CASES) if case["rows"]} == set(NAMES)


@pytest.mark.parametrize("name", [n for n in NAMES if "// hops: 2" not in (FOLDER / f"{n}.cypher").read_text("utf-8")])
def test_rows_two_links_from_what_was_asked_about_are_marked(name: str) -> None:
    """A query that goes two steps needs a recorded reason; its header says so with `hops: 2`."""
    links = {frozenset(pair[:2]) for pairs in STORY["links"].values() for pair in pairs}
    of_rows = next(c for c, type_ in types(name).items() if type_ == "entity")
    for case in [c.values[1] for c in CASES if c.values[0] == name]:
        given = case.get("params", {}).values()
        asked_about = {x for value in given for x in (value if isinstance(value, list) else [value]) if "-" in str(x)}
        for found in {row[of_rows] for row in case["rows"]} - asked_about:
            assert not asked_about or any(frozenset({found, x}) in links for x in asked_about), found


@embedded
@pytest.mark.parametrize(("name", "case"), CASES)
def test_catalogue_runs_every_query(embedded_story: GraphSession, name: str, case: dict[str, Any]) -> None:
    table = catalogue.run(embedded_story, name, **case.get("params", {}))
    assert [c.name for c in table.columns] == list(types(name))
    assert len(table) == len(case["rows"])


@pytest.fixture(scope="module")
def embedded_story(pushed: Callable[..., GraphSession]) -> GraphSession:
    return pushed()


@embedded
@pytest.mark.parametrize(("name", "case"), CASES)
def test_embedded_graph_gives_the_answer_worked_out_by_hand(
    embedded_story: GraphSession, name: str, case: dict[str, Any]
) -> None:
    assert asked(embedded_story, name, case) == wanted(name, case)


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_neo4j_gives_the_answers_worked_out_by_hand(neo4j_server: Any, push_story: Callable[..., None]) -> None:
    with neo4j_server.emptied() as session:
        push_story(session)
        cases = {c.id: c.values for c in CASES}
        assert {i: asked(session, *c) for i, c in cases.items()} == {i: wanted(*c) for i, c in cases.items()}


# -- services ---------------------------------------------------------------------------------------
# The hub rule leaves services out of every comparison; they may appear only as rows marked so.

PEOPLE = [p for p in STORY["nodes"]["Person"] if p != "pe-gus"]
PHONES = list(STORY["nodes"]["Phone"])
BANKS = [a for a, given in STORY["nodes"]["Account"].items() if given["kind"] == "account"]

#: Everybody has to do with a works telephone, an advice line, a bank's own account, two hostels and an employer.
SERVICES: dict[str, dict[str, dict[str, Any]]] = {
    "Phone": {"ph-hub": {"service": True}, "ph-desk": {"service": True}},
    "Account": {"ac-hub": {"kind": "account", "service": True}},
    "Address": {"ad-hub": {"service": True}, "ad-ward": {"service": True}},
    "Organisation": {"or-hub": {"service": True}},
}
SERVICE_LINKS = {
    "USES": [[p, "ph-hub"] for p in PEOPLE],
    "LIVES_AT": [[p, a] for p in PEOPLE for a in ("ad-hub", "ad-ward")],
    "HOLDS_ACCOUNT": [[p, "ac-hub"] for p in PEOPLE],
    "WORKS_FOR": [[p, "or-hub"] for p in PEOPLE],
    "CONTACTED": [
        [*pair, {"calls": 1, "messages": 0}]
        for p in PHONES
        for hub in ("ph-hub", "ph-desk")
        for pair in ([p, hub], [hub, p])
    ],
    "IN_CONTACTS_OF": [["ph-desk", "ac-dev1"], ["ph-desk", "ac-dev2"]],
    "PAID": [[*pair, {"payments": 1}] for x in BANKS + PHONES for pair in ([x, "ac-hub"], ["ac-hub", x])],
}
#: These count what is missing or weak anywhere, or are about services.
SHOWS_SERVICES = ("quality/", "phones/services_contacted")


@pytest.fixture(scope="module")
def with_services(pushed: Callable[..., GraphSession]) -> GraphSession:
    return pushed(SERVICES, SERVICE_LINKS)


@embedded
@pytest.mark.parametrize(("name", "case"), [c for c in CASES if not c.values[0].startswith(SHOWS_SERVICES)])
def test_services_that_everybody_touches_move_no_answer(
    with_services: GraphSession, name: str, case: dict[str, Any]
) -> None:
    without = [row for row in asked(with_services, name, case) if not row.get("service")]
    assert without == [row for row in wanted(name, case) if not row.get("service")]


# -- capacities -------------------------------------------------------------------------------------
# Two entities have one link of a type for each capacity; a further one without further events moves no answer.

AGAIN = {
    "capacity": "stated again", "as_own": False, "calls": 0, "messages": 0, "payments": 0, "sightings": 0,
    "duration_s": 0,
}  # fmt: skip
SEVERAL_CAPACITIES = (
    "USES", "SUBSCRIBER_OF", "LIVES_AT", "KEEPER_OF", "DRIVES", "HOLDS_ACCOUNT", "WORKS_FOR", "OPERATES", "FAMILY_OF",
    "KNOWN_AS", "SEEN_AT", "CONTACTED",
)  # fmt: skip
#: These have a row for each link.
LISTS_LINKS = ("quality/", "phones/handset_users")


@pytest.fixture(scope="module")
def with_second_links(pushed: Callable[..., GraphSession]) -> GraphSession:
    second = {
        type_: [[a, b, (given[0] if given else {}) | AGAIN] for a, b, *given in STORY["links"][type_]]
        for type_ in SEVERAL_CAPACITIES
    }
    return pushed({}, second)


@embedded
@pytest.mark.parametrize(
    ("name", "case"),
    [c for c in CASES if not c.values[0].startswith(LISTS_LINKS) and "capacity" not in types(c.values[0])],
)
def test_link_of_another_capacity_moves_no_answer(
    with_second_links: GraphSession, name: str, case: dict[str, Any]
) -> None:
    assert asked(with_second_links, name, case) == wanted(name, case)
