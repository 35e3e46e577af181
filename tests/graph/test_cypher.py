"""Cypher of the analyst's own only reads, and its answer is a table the redact step can work on."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from clew.errors import PolicyError, UsageError
from clew.graph import cypher
from clew.graph.cypher import refuse_writing, run_cypher
from clew.graph.session import GraphSession

A, B = "ph-00000000000000aa", "pe-00000000000000bb"

WRITING = [
    "CREATE (n)",
    "match (n) sEt n.x = 1",
    "MATCH (n)\nDETACH\tDELETE n",
    "MATCH (n) REMOVE n.x",
    "MERGE (n:Phone {id: 'x'})",
    "MATCH (n) FOREACH (x IN [1] | SET n.x = x)",
    "INSERT (n:Phone)",
    "LOAD CSV FROM 'file:///x' AS l RETURN l",
    "MATCH (n) CALL (n) { DELETE n }",
    "MATCH (n)/* */SET/* */n.x = 1",
    "MATCH (n) // comment\nSET n.x = 1",
    "RETURN '//' AS a UNION MATCH (n) SET n.x = 1 RETURN 1 AS a",
    'RETURN "/*" AS a, 1 AS b UNION MATCH (n) DELETE n RETURN 1 AS a, 2 AS b // "*/"',
    "RETURN 'it\\'s' AS a UNION CREATE (n) RETURN '' AS a",
    "RETURN `a``b` AS `SET`, 1 AS x UNION CREATE (n) RETURN 1 AS x",
    "MATCH (n) \\u0053ET n.x = 1",
    "RETURN 'a\\u0027 SET n.x = 1 //'",
    "USE system SHOW USERS",
    "SHOW DATABASES",
    "ALTER CURRENT USER SET PASSWORD FROM 'a' TO 'b'",
    "START DATABASE neo4j",
    "CALL db.labels()",
    "CALL apoc.cypher.doIt('CREATE (n)', {})",
    "CALL `db`.`labels`()",
    "CALL db.index.fulltext.queryNodes.more('x', 'y')",
    "OPTIONAL CALL dbms.components() YIELD name RETURN name",
    "RETURN 'open",
    "RETURN 1 /* open",
]

READING = [
    "MATCH (n:Phone) RETURN n.id LIMIT 1",
    "MATCH (start:Phone) RETURN start.id AS settled, 'CREATE' AS a, \"SET\" AS b // DELETE",
    "MATCH (n) WHERE n.`set` IS NULL RETURN count(n) AS created",
    "MATCH (n) CALL (n) { MATCH (n)--(m) RETURN count(m) AS others } RETURN others",
    "MATCH (n) CALL { WITH n MATCH (n)--(m) RETURN count(m) AS others } RETURN others",
    "RETURN 'it\\'s' AS a, 'O''' AS b",
    "/* DELETE */ RETURN 1 AS a",
]


@pytest.mark.parametrize("text", WRITING)
def test_what_could_write_is_refused(text: str) -> None:
    with pytest.raises(PolicyError) as refused:
        refuse_writing(text)
    assert refused.value.exit_code == 5
    assert refused.value.hint


@pytest.mark.parametrize("text", READING[:5] + READING[6:])
def test_what_reads_is_let_through(graph: GraphSession, text: str) -> None:
    run_cypher(graph, text)


def test_nothing_is_written_by_what_is_refused(embedded: GraphSession) -> None:
    for text in WRITING:
        with pytest.raises(PolicyError):
            run_cypher(embedded, text)
    assert embedded.read("MATCH (n) RETURN count(n) AS n")[1][0]["n"] == 0


def test_server_refuses_to_write_while_reading(graph: GraphSession) -> None:
    if graph.embedded:
        pytest.skip("the embedded engine does not enforce it: the text is checked instead")
    with pytest.raises(UsageError):
        graph.read("CREATE (n:Phone {id: 'ph-1'})")


@pytest.fixture
def pair(graph: GraphSession) -> GraphSession:
    graph.run(
        "CREATE (:Person {id: $b})-[:USES {id: 'ln-1', since: datetime('2026-03-01T09:00+01:00')}]->(:Phone {id: $a})",
        a=A,
        b=B,
    )
    return graph


def test_answer_becomes_typed_columns(pair: GraphSession) -> None:
    found = run_cypher(
        pair,
        "MATCH path = (p:Person)-[u:USES]->(f:Phone) "
        "RETURN p, f.id AS number, u, u.since AS since, path, [p, f.id] AS both, "
        "{who: p, n: 1} AS made, 2 AS two, 1.5 AS half, true AS yes, date('2026-03-01') AS day, null AS nothing, "
        "duration('PT1H') AS hour, [1, 'a'] AS mixed",
    )
    kinds = {c.name: c.kind for c in found.columns}
    assert kinds == {
        "p": "entity", "number": "entity", "u": "free_text", "since": "utc", "path": "free_text", "both": "entities",
        "made": "free_text", "two": "integer", "half": "number", "yes": "boolean", "day": "date",
        "nothing": "free_text", "hour": "free_text", "mixed": "free_text",
    }  # fmt: skip
    assert found.rows() == [
        {
            "p": B, "number": A, "u": "ln-1", "since": datetime(2026, 3, 1, 8, tzinfo=UTC),
            "path": f"{{{B}}} -USES-> {{{A}}}", "both": [B, A], "made": f'{{"n": 1, "who": "{{{B}}}"}}',
            "two": 2, "half": 1.5, "yes": True, "day": date(2026, 3, 1), "nothing": None, "hour": "PT1H",
            "mixed": '[1, "a"]',
        }
    ]  # fmt: skip


def test_path_is_told_in_the_direction_it_is_walked(pair: GraphSession) -> None:
    found = run_cypher(pair, "MATCH path = (f:Phone)<-[:USES]-(p:Person) RETURN path")
    assert found.rows() == [{"path": f"{{{A}}} <-USES- {{{B}}}"}]


def test_parameters_are_values_never_text(pair: GraphSession) -> None:
    found = run_cypher(pair, "MATCH (n {id: $id}) RETURN n", {"id": "x'}) DETACH DELETE n //"})
    assert len(found) == 0
    with pytest.raises(UsageError, match="is a time"):
        run_cypher(pair, "RETURN $day", {"day": date(2026, 3, 1)})


def test_long_answer_is_cut_and_says_so(embedded: GraphSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cypher, "MOST_ROWS", 5)
    found = run_cypher(embedded, "UNWIND range(1, 9) AS x RETURN x")
    assert len(found) == 5
    assert found.notes == ("cut after 5 rows",)


def test_empty_answer_is_a_table(graph: GraphSession) -> None:
    assert run_cypher(graph, "MATCH (n:Phone) RETURN n.id AS id").rows() == []
