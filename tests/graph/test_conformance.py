"""What Clew asks of Cypher means the same on every engine: features and known traps, with answers worked out by hand.

The network of `GRAPH`: Ann uses f1, Bob f2, Cy f3 and f4. f1 called f2 three times and was called back once, f2
called f3 five times, f3 called f4 twice and f4 itself once. f1 and f3 called the service number f9.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from neo4j.graph import Node, Path, Relationship
from neo4j_server import VERSIONS, StartNeo4j

from clew.errors import ClewError
from clew.graph.cypher import native
from clew.graph.session import GraphSession, open_graph

GRAPH = """
CREATE (ann:Person {id: 'p1', name: 'Ann Sample', born: 1990, title: 'Dr', type: 'adult'}),
       (bob:Person {id: 'p2', name: 'Bob Exámple', born: 1985}),
       (cy:Person {id: 'p3', name: 'Cy Other'}),
       (f1:Phone {id: 'f1', service: false}), (f2:Phone {id: 'f2', service: false}),
       (f3:Phone {id: 'f3', service: false}), (f4:Phone {id: 'f4', service: false}),
       (f9:Phone {id: 'f9', service: true}),
       (ann)-[:USES {id: 'u1'}]->(f1), (bob)-[:USES {id: 'u2'}]->(f2), (cy)-[:USES {id: 'u3'}]->(f3),
       (cy)-[:USES {id: 'u4'}]->(f4),
       (f1)-[:CONTACTED {id: 'c12', calls: 3, first_utc: datetime('2026-03-01T09:00:00Z')}]->(f2),
       (f2)-[:CONTACTED {id: 'c21', calls: 1, first_utc: datetime('2026-03-02T09:00:00+01:00')}]->(f1),
       (f2)-[:CONTACTED {id: 'c23', calls: 5, first_utc: datetime('2026-03-03T10:00:00Z')}]->(f3),
       (f3)-[:CONTACTED {id: 'c34', calls: 2}]->(f4), (f4)-[:CONTACTED {id: 'c44', calls: 1}]->(f4),
       (f1)-[:CONTACTED {id: 'c19', calls: 7}]->(f9), (f3)-[:CONTACTED {id: 'c39', calls: 8}]->(f9)
"""

#: name -> query, parameters, rows
READING: dict[str, tuple[str, dict[str, Any], list[list[Any]]]] = {
    "labels and properties": (
        "MATCH (n:Person {id: 'p3'}) RETURN labels(n), properties(n), keys(n)",
        {},
        [[["Person"], {"id": "p3", "name": "Cy Other"}, ["id", "name"]]],
    ),
    "properties called id, type and title": (
        "MATCH (n:Person {id: 'p1'}) RETURN n.id, n.type, n.title",
        {},
        [["p1", "adult", "Dr"]],
    ),
    "type and ends of a link": (
        "MATCH ()-[r {id: 'c23'}]->() RETURN type(r), startNode(r).id, endNode(r).id",
        {},
        [["CONTACTED", "f2", "f3"]],
    ),
    "undirected match keeps direction readable": (
        ("MATCH (a:Phone {id: 'f1'})-[r:CONTACTED]-(b:Phone {id: 'f2'}) "
        "RETURN r.id, startNode(r) = a AS out ORDER BY r.id"),
        {},
        [["c12", True], ["c21", False]],
    ),
    "self loop is met once": (
        "MATCH (a:Phone {id: 'f4'})-[r:CONTACTED]-(b) RETURN r.id, b.id ORDER BY r.id",
        {},
        [["c34", "f3"], ["c44", "f4"]],
    ),
    "type alternation, untyped and unlabelled": (
        "MATCH (p {id: 'p3'})-[r:USES|CONTACTED]-(x) RETURN x.id ORDER BY x.id",
        {},
        [["f3"], ["f4"]],
    ),
    "label alternation with a key": (
        "MATCH (n:Person|Phone {id: 'f3'}) RETURN n.id",
        {},
        [["f3"]],
    ),
    "label test in WHERE": (
        "MATCH (n) WHERE n:Person AND NOT n:Phone RETURN count(n)",
        {},
        [[3]],
    ),
    "labels are case-sensitive": ("MATCH (n:person) RETURN count(n)", {}, [[0]]),
    "list of keys is unwound and matched": (
        "UNWIND $ids AS wanted MATCH (n:Phone {id: wanted}) RETURN n.id ORDER BY n.id",
        {"ids": ["f2", "f1", "none"]},
        [["f1"], ["f2"]],
    ),
    "rows as lists": (
        "UNWIND $rows AS row RETURN row[0] AS a, row[1] AS b, row[2][1] AS c ORDER BY a",
        {"rows": [["x", 1, ["q", "r"]], ["y", None, []]]},
        [["x", 1, "r"], ["y", None, None]],
    ),
    "map looked up by a value of a row": (
        "UNWIND ['c12', 'c99'] AS id WITH $wanted[id] AS hit WHERE hit IS NOT NULL RETURN hit",
        {"wanted": {"c12": True}},
        [[True]],
    ),
    "property by a name in a parameter": (
        "MATCH (n:Person {id: 'p1'}) RETURN n[$key]",
        {"key": "born"},
        [[1990]],
    ),
    "optional match, collect, coalesce, case": (
        ("MATCH (p:Person) OPTIONAL MATCH (p)-[:USES]->(f:Phone {id: 'f4'}) "
        "RETURN p.id, coalesce(f.id, '-') AS phone, CASE WHEN p.born < 1990 THEN 'older' ELSE 'other' END AS age, "
        "collect(f.id) AS found ORDER BY p.id"),
        {},
        [["p1", "-", "other", []], ["p2", "-", "older", []], ["p3", "f4", "other", ["f4"]]],
    ),
    "aggregates leave nulls out": (
        "MATCH (p:Person) RETURN count(p.born), sum(p.born), min(p.born), avg(p.born)",
        {},
        [[2, 3975, 1985, 1987.5]],
    ),
    "distinct count and order by an aggregate": (
        ("MATCH (a:Phone)-[r:CONTACTED]->(b) RETURN a.id, count(DISTINCT b) AS others, sum(r.calls) AS calls "
        "ORDER BY calls DESC, a.id LIMIT 2"),
        {},
        [["f1", 2, 10], ["f3", 2, 10]],
    ),
    "WITH filters after an aggregate": (
        ("MATCH (a:Phone)-[:CONTACTED]-(b:Phone) WHERE a <> b WITH a, count(DISTINCT b) AS others WHERE others > 2 "
        "RETURN a.id, others ORDER BY a.id"),
        {},
        [["f3", 3]],
    ),
    "nulls come last, first when descending": (
        "MATCH (p:Person) RETURN p.id ORDER BY p.born, p.id",
        {},
        [["p2"], ["p1"], ["p3"]],
    ),
    "nulls come first when descending": (
        "MATCH (p:Person) RETURN p.id ORDER BY p.born DESC, p.id",
        {},
        [["p3"], ["p1"], ["p2"]],
    ),
    "null is not unequal": ("MATCH (p:Person) WHERE p.born <> 1990 RETURN p.id", {}, [["p2"]]),
    "null in a list": ("RETURN 3 IN [1, null] AS a, 1 IN [1, null] AS b, null = null AS c", {}, [[None, True, None]]),
    "three-valued logic": (
        "RETURN (null AND false) AS a, (null OR true) AS b, NOT null AS c, (null XOR true) AS d",
        {},
        [[False, True, None, None]],
    ),
    "walk of bounded length counts trails": (
        "MATCH (a:Phone {id: 'f1'})-[:CONTACTED*1..3]->(b) RETURN b.id, count(*) AS trails ORDER BY b.id",
        {},
        # f1-f2; f1-f9; f1-f2-f1; f1-f2-f3; f1-f2-f1-f9; f1-f2-f3-f4; f1-f2-f3-f9
        [["f1", 1], ["f2", 1], ["f3", 1], ["f4", 1], ["f9", 3]],
    ),
    "quantified pattern with a condition on its way": (
        ("MATCH path = (a:Phone {id: 'f1'}) (()--(x:Phone) WHERE NOT x.service){1,2} (b:Phone {id: 'f3'}) "
        "RETURN [n IN nodes(path) | n.id] AS ids ORDER BY ids"),
        {},
        [[["f1", "f2", "f3"]], [["f1", "f2", "f3"]]],
    ),
    "shortest path and its parts": (
        ("MATCH p = shortestPath((a:Phone {id: 'f1'})-[:CONTACTED*1..4]->(b:Phone {id: 'f4'})) "
        "RETURN length(p), [n IN nodes(p) | n.id], [r IN relationships(p) | r.id]"),
        {},
        [[3, ["f1", "f2", "f3", "f4"], ["c12", "c23", "c34"]]],
    ),
    "all shortest paths": (
        ("MATCH p = allShortestPaths((a:Phone {id: 'f1'})-[:CONTACTED*1..4]-(b:Phone {id: 'f3'})) "
        "RETURN [r IN relationships(p) | r.id] AS links ORDER BY links"),
        {},
        [[["c12", "c23"]], [["c19", "c39"]], [["c21", "c23"]]],
    ),
    "ways on a path, ends cut off": (
        ("MATCH path = (a:Phone {id: 'f1'})-[:CONTACTED*2..2]-(b:Phone {id: 'f3'}) "
        "WHERE none(n IN nodes(path)[1..-1] WHERE coalesce(n.service, false)) RETURN count(path)"),
        {},
        [[2]],
    ),
    "exists with a pattern": (
        "MATCH (f:Phone) WHERE EXISTS { (f)<-[:USES]-(:Person) } RETURN f.id ORDER BY f.id",
        {},
        [["f1"], ["f2"], ["f3"], ["f4"]],
    ),
    "exists with a match and a condition": (
        "MATCH (f:Phone) WHERE EXISTS { MATCH (f)-[r:CONTACTED]->() WHERE r.calls > 6 } RETURN f.id ORDER BY f.id",
        {},
        [["f1"], ["f3"]],
    ),
    "pattern as a condition": (
        "MATCH (f:Phone) WHERE NOT (f)<-[:USES]-() RETURN f.id",
        {},
        [["f9"]],
    ),
    "count and collect subqueries": (
        ("MATCH (p:Person) RETURN p.id, COUNT { (p)-[:USES]->() } AS uses, "
        "COLLECT { MATCH (p)-[:USES]->(f) RETURN f.id ORDER BY f.id } AS ids ORDER BY p.id"),
        {},
        [["p1", 1, ["f1"]], ["p2", 1, ["f2"]], ["p3", 2, ["f3", "f4"]]],
    ),
    "scoped subquery": (
        ("MATCH (p:Person) CALL (p) { MATCH (p)-[:USES]->(f)-[r:CONTACTED]->() RETURN sum(r.calls) AS calls } "
        "RETURN p.id, calls ORDER BY p.id"),
        {},
        [["p1", 10], ["p2", 6], ["p3", 11]],
    ),
    "union": (
        "MATCH (p:Person {id: 'p1'}) RETURN p.id AS id UNION MATCH (f:Phone {id: 'f1'}) RETURN f.id AS id",
        {},
        [["p1"], ["f1"]],
    ),
    "list and pattern comprehension": (
        ("MATCH (p:Person {id: 'p3'}) RETURN [x IN [1, 2, 3] WHERE x > 1 | x * 10] AS a, "
        "size([(p)-[:USES]->(f) | f.id]) AS b"),
        {},
        [[[20, 30], 2]],
    ),
    "map projection": (
        "MATCH (p:Person {id: 'p2'}) RETURN p {.id, .born, kind: 'person'} AS m",
        {},
        [[{"id": "p2", "born": 1985, "kind": "person"}]],
    ),
    "reduce, any, all, none, single": (
        ("WITH [1, 2, 3] AS l RETURN reduce(s = 0, x IN l | s + x) AS a, any(x IN l WHERE x > 2) AS b, "
        "all(x IN l WHERE x > 0) AS c, none(x IN l WHERE x > 3) AS d, single(x IN l WHERE x = 2) AS e"),
        {},
        [[6, True, True, True, True]],
    ),
    "slices, ranges, negative places": (
        "WITH range(1, 5) AS l RETURN l[1..3] AS a, l[-1] AS b, l[..2] AS c, l[9] AS d, size(l) AS e",
        {},
        [[[2, 3], 5, [1, 2], None, 5]],
    ),
    "text tests": (
        ("MATCH (p:Person) WHERE p.name CONTAINS 'Exá' OR p.name STARTS WITH 'Cy' OR p.name ENDS WITH 'body' "
        "RETURN p.id ORDER BY p.id"),
        {},
        [["p2"], ["p3"]],
    ),
    "regular expression fits the whole text": (
        "MATCH (p:Person) WHERE p.name =~ '(?i)ann.*' OR p.name =~ 'Cy' RETURN p.id",
        {},
        [["p1"]],
    ),
    "text functions": (
        ("RETURN substring('abcdef', 1, 2) AS a, split('a,b', ',') AS b, replace('aXa', 'X', '-') AS c, "
        "trim('  x ') AS d, left('abc', 1) AS e, toInteger('7') AS f, toInteger('x') AS g"),
        {},
        [["bc", ["a", "b"], "a-a", "x", "a", 7, None]],
    ),
    "whole numbers divide to whole numbers": (
        "RETURN 7 / 2 AS a, -7 / 2 AS b, 7 % 3 AS c, 7.0 / 2 AS d, 2 ^ 3 AS e",
        {},
        [[3, -3, 1, 3.5, 8.0]],
    ),
    "large whole numbers stay exact": (
        "RETURN $n AS a, $n + 1 AS b",
        {"n": 2**53 + 1},
        [[9007199254740993, 9007199254740994]],
    ),
    "percentile and deviation": (
        "UNWIND [1, 2, 3, 4] AS x RETURN percentileCont(x, 0.5) AS a, round(stDev(x), 3) AS b",
        {},
        [[2.5, 1.291]],
    ),
    "skip and limit by parameter": (
        "MATCH (f:Phone) RETURN f.id ORDER BY f.id SKIP $skip LIMIT $limit",
        {"skip": 1, "limit": 2},
        [["f2"], ["f3"]],
    ),
    "time built from text keeps its instant": (
        "MATCH ()-[r:CONTACTED]->() WHERE r.first_utc IS NOT NULL RETURN r.id, r.first_utc ORDER BY r.first_utc",
        {},
        [
            ["c12", datetime(2026, 3, 1, 9, tzinfo=UTC)],
            ["c21", datetime(2026, 3, 2, 8, tzinfo=UTC)],
            ["c23", datetime(2026, 3, 3, 10, tzinfo=UTC)],
        ],
    ),
    "time compared with a parameter of text": (
        "MATCH ()-[r:CONTACTED]->() WHERE r.first_utc >= datetime($since) RETURN r.id ORDER BY r.id",
        {"since": "2026-03-02T08:00:00Z"},
        [["c21"], ["c23"]],
    ),
    "no time from no text": ("RETURN datetime(null) AS a", {}, [[None]]),
    "microseconds are kept": (
        "RETURN datetime('2026-03-01T09:00:00.123456Z') AS a",
        {},
        [[datetime(2026, 3, 1, 9, 0, 0, 123456, tzinfo=UTC)]],
    ),
    "parts of times": (
        ("WITH datetime('2026-12-31T23:30:00Z') AS t "
        "RETURN t.year AS a, t.week AS b, t.weekYear AS c, t.hour AS d, date(t) AS e, date.truncate('month', t) AS f"),
        {},
        [[2026, 53, 2026, 23, date(2026, 12, 31), date(2026, 12, 1)]],
    ),
    "time between": (
        "RETURN duration.inSeconds(datetime('2026-03-01T09:00:00Z'), datetime('2026-03-01T10:00:05Z')).seconds AS a",
        {},
        [[3605]],
    ),
    "hour the clocks go back is two hours": (
        "RETURN duration.inSeconds(datetime('2026-10-25T00:30:00+01:00'), datetime('2026-10-25T01:30:00Z')).hours AS a",
        {},
        [[2]],
    ),
    "earliest and latest time": (
        "MATCH ()-[r:CONTACTED]->() RETURN min(r.first_utc) AS a, max(r.first_utc) AS b",
        {},
        [[datetime(2026, 3, 1, 9, tzinfo=UTC), datetime(2026, 3, 3, 10, tzinfo=UTC)]],
    ),
    "names of bindings are returned as written": (
        "MATCH (p:Person {id: 'p1'}) RETURN p.id AS `a name`, p.born AS Born",
        {},
        [["p1", 1990]],
    ),
}  # fmt: skip

SERVERS = [pytest.param(v, marks=[pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]) for v in VERSIONS]


@pytest.fixture(
    scope="module", params=[pytest.param("embedded", marks=pytest.mark.xdist_group("conformance")), *SERVERS]
)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphSession]:
    """The network of `GRAPH` on each engine."""
    if request.param == "embedded":
        with open_graph(None, tmp_path_factory.mktemp("conformance")) as session:
            session.run(GRAPH)
            yield session
    else:
        start: StartNeo4j = request.getfixturevalue("start_neo4j")
        with start(request.param).emptied() as session:
            session.run(GRAPH)
            yield session


@pytest.mark.parametrize("name", READING)
def test_reading_gives_the_answer_worked_out_by_hand(engine: GraphSession, name: str) -> None:
    query, parameters, rows = READING[name]
    found = [[native(v) for v in r.values()] for r in engine.read(query, **parameters)[1]]
    if name == "labels and properties":
        found[0][2] = sorted(found[0][2])
    assert found == rows


def test_results_arrive_as_graph_types(engine: GraphSession) -> None:
    _, (record,) = engine.read("MATCH p = (a:Person {id: 'p1'})-[r:USES]->(f) RETURN a, r, p")
    node, link, path = record.values()
    assert isinstance(node, Node)
    assert node.labels == {"Person"}
    assert isinstance(link, Relationship)
    assert (link.type, link["id"]) == ("USES", "u1")
    assert isinstance(path, Path)
    assert [n["id"] for n in path.nodes] == ["p1", "f1"]


def test_node_is_found_by_the_engines_own_id(engine: GraphSession) -> None:
    _, (record,) = engine.read("MATCH (n:Phone {id: 'f2'}) RETURN elementId(n) AS element")
    _, (found,) = engine.read(
        "UNWIND $rows AS row MATCH (n) WHERE elementId(n) = row RETURN n.id AS id", rows=[record["element"]]
    )
    assert found["id"] == "f2"


def test_merge_is_idempotent_and_sets_once(engine: GraphSession) -> None:
    for _ in range(2):
        engine.run("MERGE (n:Alias {id: 'al'}) ON CREATE SET n.made = 1 ON MATCH SET n.met = coalesce(n.met, 0) + 1")
    _, records = engine.read("MATCH (n:Alias) RETURN n.made AS made, n.met AS met")
    assert [(r["made"], r["met"]) for r in records] == [(1, 1)]
    engine.run("MATCH (n:Alias) DETACH DELETE n")


def test_setting_all_properties_removes_the_others(engine: GraphSession) -> None:
    engine.run("CREATE (:Alias {id: 'al', old: 1, kept: 2})")
    engine.run("UNWIND $rows AS row MATCH (n:Alias {id: row[0]}) SET n = {id: row[0], kept: row[1], gone: row[2]}",
               rows=[["al", 3, None]])  # fmt: skip
    _, (record,) = engine.read("MATCH (n:Alias) RETURN properties(n) AS p")
    assert record["p"] == {"id": "al", "kept": 3}
    engine.run("MATCH (n:Alias) SET n += {more: 1} REMOVE n.kept")
    _, (record,) = engine.read("MATCH (n:Alias) RETURN properties(n) AS p")
    assert record["p"] == {"id": "al", "more": 1}
    engine.run("MATCH (n:Alias) DETACH DELETE n")


def test_failing_transaction_leaves_nothing_behind(engine: GraphSession) -> None:
    with pytest.raises(ClewError):
        engine.run("UNWIND [1, 2, 0] AS x CREATE (:Alias {id: 10 / x})")
    assert engine.read("MATCH (n:Alias) RETURN count(n) AS n")[1][0]["n"] == 0


def test_key_is_refused_twice(engine: GraphSession) -> None:
    engine.run("CREATE CONSTRAINT line_id IF NOT EXISTS FOR (n:Line) REQUIRE n.id IS UNIQUE")
    engine.run("CREATE CONSTRAINT line_id IF NOT EXISTS FOR (n:Line) REQUIRE n.id IS UNIQUE")
    engine.run("CREATE (:Line {id: 'li'})")
    with pytest.raises(ClewError):
        engine.run("CREATE (:Line {id: 'li'})")
    assert engine.read("MATCH (n:Line) RETURN count(n) AS n")[1][0]["n"] == 1
    engine.run("MATCH (n:Line) DETACH DELETE n")


def test_written_values_are_read_again_by_a_new_match(engine: GraphSession) -> None:
    """A list collected before a write may show old values on one engine: what was written is matched again."""
    engine.run("UNWIND [1, 2] AS x CREATE (:Alias {id: 'al' + x})")
    engine.run("MATCH (n:Alias) WITH collect(n) AS found UNWIND found AS n SET n.seen = true")
    _, (record,) = engine.read("MATCH (n:Alias) WHERE n.seen RETURN count(n) AS n")
    assert record["n"] == 2
    engine.run("MATCH (n:Alias) DETACH DELETE n")


def test_detach_delete_takes_the_links_along(engine: GraphSession) -> None:
    engine.run("MATCH (f:Phone {id: 'f9'}) CREATE (:Alias {id: 'al'})-[:KNOWN_AS {id: 'k'}]->(f)")
    engine.run("MATCH (n:Alias) DETACH DELETE n")
    assert engine.read("MATCH ()-[r:KNOWN_AS]->() RETURN count(r) AS n")[1][0]["n"] == 0


def test_text_of_every_script_and_every_quote_is_kept(engine: GraphSession) -> None:
    text = 'O\'Brien "x" `y` \\ \N{ZERO WIDTH JOINER} Łódź 北京 \N{SPEAK-NO-EVIL MONKEY} $p }) DETACH DELETE n //'
    engine.run("CREATE (:Alias {id: 'al', name: $text})", text=text)
    _, (record,) = engine.read("MATCH (n:Alias {name: $text}) RETURN n.name AS name", text=text)
    assert record["name"] == text
    engine.run("MATCH (n:Alias) DETACH DELETE n")


def test_query_beyond_the_time_limit_is_ended(engine: GraphSession) -> None:
    engine.time_limit_s, before = 1.0, engine.time_limit_s
    if engine.engine is not None:
        engine.engine.limit_time(1.0)
    try:
        with pytest.raises(ClewError, match="took longer"):
            engine.read(
                "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 3000) AS c "
                "WITH a, b, c WHERE a * b % 7 = c % 11 RETURN count(*) AS n"
            )
    finally:
        engine.time_limit_s = before
        if engine.engine is not None:
            engine.engine.limit_time(before)
