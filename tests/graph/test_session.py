"""Opening the graph: what can go wrong is said with what to type next, and nothing is left behind."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from neo4j_server import StartNeo4j

from clew.errors import StoreError, UsageError
from clew.graph.session import GraphSession, checked_version, open_graph

SERVER = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]


@pytest.fixture(autouse=True)
def no_password_around(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEW_GRAPH_PASSWORD", raising=False)
    monkeypatch.delenv("CLEW_GRAPH_PASSWORD_FILE", raising=False)


# -- embedded ---------------------------------------------------------------------------------------


def test_embedded_graph_keeps_its_data(tmp_path: Path) -> None:
    with open_graph(None, tmp_path) as session:
        assert session.embedded
        session.run("CREATE (:Phone {id: 'ph-1'})")
    with open_graph(None, tmp_path) as session:
        assert session.read("MATCH (n:Phone) RETURN n.id AS id")[1][0]["id"] == "ph-1"


def test_graph_has_one_owner_and_a_second_process_is_told_which(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from clew.graph.session import open_graph
with open_graph(None, Path({str(tmp_path)!r})):
    print("open", flush=True)
    sys.stdin.read()
"""
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as owner:
        assert owner.stdout is not None
        assert owner.stdout.readline() == "open\n"
        with pytest.raises(StoreError, match=f"in use by process {owner.pid}") as refused:
            open_graph(None, tmp_path)
        assert refused.value.exit_code == 4
        assert refused.value.hint
        owner.kill()
    with open_graph(None, tmp_path) as session:  # the lock went with its process
        assert session.read("RETURN 1 AS one")[1][0]["one"] == 1


def test_same_process_cannot_open_it_twice(embedded: GraphSession, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"process {os.getpid()}"):
        open_graph(None, tmp_path)


def test_no_credential_is_left_behind(tmp_path: Path) -> None:
    session = open_graph(None, tmp_path)
    assert session.engine is not None
    password = session.engine.password.encode()
    files = [f for f in tmp_path.rglob("*") if f.is_file()]
    assert files
    assert [f for f in files if password in f.read_bytes()] == []
    session.close()
    session.close()
    assert not (tmp_path / "graph" / "run").exists()
    assert not (tmp_path / "graph" / "owner.pid").exists()


def test_every_start_has_another_password(tmp_path: Path) -> None:
    found = set()
    for _ in range(2):
        with open_graph(None, tmp_path) as session:
            assert session.engine is not None
            found.add(session.engine.password)
    assert len(found) == 2


@pytest.mark.parametrize(
    "ending", ["", "raise SystemExit(7)", "raise RuntimeError('x')"], ids=["end", "exit", "exception"]
)
def test_process_ends_by_itself_without_close(tmp_path: Path, ending: str) -> None:
    script = f"""
from pathlib import Path
from clew.graph.session import open_graph
session = open_graph(None, Path({str(tmp_path)!r}))
session.run("CREATE (:Phone {{id: 'ph-1'}})")
{ending}
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == {"": 0, "raise SystemExit(7)": 7}.get(ending, 1)
    assert done.stdout == ""
    assert "ArcadeDB" not in done.stderr
    assert not (tmp_path / "graph" / "run").exists()
    assert list((tmp_path / "graph" / "log").glob("arcadedb.log*"))


def test_unreadable_database_is_an_error_with_a_way_out(tmp_path: Path) -> None:
    with open_graph(None, tmp_path) as session:
        session.run("CREATE (:Phone {id: 'ph-1'})")
    (configuration,) = (tmp_path / "graph" / "data").rglob("configuration.json")
    configuration.write_text("damaged", encoding="utf-8")
    with pytest.raises(StoreError, match="does not start") as failed:
        open_graph(None, tmp_path)
    assert "clew graph push" in failed.value.hint
    assert not (tmp_path / "graph" / "owner.pid").exists()


def test_missing_engine_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("clew.graph.embedded.ENGINE_MODULES", ("no_such_engine", "nor_this_one"))
    with pytest.raises(StoreError, match="no_such_engine") as failed:
        open_graph(None, tmp_path)
    assert "pip install" in failed.value.hint


# -- queries ----------------------------------------------------------------------------------------


def test_wrong_query_says_what_is_wrong(graph: GraphSession) -> None:
    with pytest.raises(UsageError, match=r"(?i)invalid input|no viable alternative"):
        graph.read("MATCH (n RETURN n")
    with pytest.raises(UsageError, match=r"(?i)variable.*(x|not defined)"):
        graph.read("RETURN x")


def test_time_as_a_parameter_is_refused(embedded: GraphSession) -> None:
    when = datetime(2026, 7, 1, 9, tzinfo=ZoneInfo("Europe/London"))
    with pytest.raises(UsageError, match="'since' is a time"):
        embedded.read("RETURN $since AS since", since=when)
    with pytest.raises(UsageError, match="is a time"):
        embedded.run("CREATE (:Phone {id: $since})", since=when)


def test_parameter_may_have_any_name(embedded: GraphSession) -> None:
    assert embedded.read("RETURN $query + $self AS x", query=1, self=2)[1][0]["x"] == 3


# -- servers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["http://localhost:7474", "localhost:7687", "neo4j://", "bolt"])
def test_address_that_is_none(tmp_path: Path, address: str) -> None:
    with pytest.raises(UsageError, match="is not a graph address"):
        open_graph(address, tmp_path)


def test_password_in_an_address_is_refused_and_not_repeated(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as refused:
        open_graph("bolt://user:secret@localhost:7687", tmp_path)
    assert "secret" not in str(refused.value) + refused.value.where + refused.value.hint


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_unreachable_server(tmp_path: Path, scheme: str) -> None:
    with pytest.raises(StoreError, match="cannot be reached") as failed:
        open_graph(f"{scheme}://127.0.0.1:1", tmp_path, prompt=lambda: "any")
    assert failed.value.exit_code == 4
    assert failed.value.where == f"{scheme}://127.0.0.1:1"


def test_nobody_to_ask_for_the_password(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="needs a password") as failed:
        open_graph("bolt://127.0.0.1:1", tmp_path)
    assert "CLEW_GRAPH_PASSWORD" in failed.value.hint


def test_password_file_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEW_GRAPH_PASSWORD_FILE", str(tmp_path / "none"))
    with pytest.raises(StoreError, match="password file") as failed:
        open_graph("bolt://127.0.0.1:1", tmp_path)
    assert failed.value.where == str(tmp_path / "none")


@pytest.mark.parametrize("agent", ["Neo4j/4.4.30", "Neo4j/5.13.0", "Neo4j/5.25.1", "Other/1.0", ""])
def test_server_too_old_or_of_another_kind(agent: str) -> None:
    with pytest.raises(StoreError, match="not supported") as refused:
        checked_version(agent, "bolt://here")
    assert "5.26" in refused.value.hint


@pytest.mark.parametrize("agent", ["Neo4j/5.26.0", "Neo4j/5.26.30", "Neo4j/2025.01.0", "Neo4j/2026.08.1"])
def test_server_new_enough(agent: str) -> None:
    assert checked_version(agent, "bolt://here") == agent


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_password_from_environment_file_or_prompt(
    tmp_path: Path, start_neo4j: StartNeo4j, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start_neo4j("5.26.30")

    def answers(**options: object) -> bool:
        with open_graph(server.address, tmp_path, **options) as session:  # type: ignore[arg-type]
            return not session.embedded and session.read("RETURN 1 AS one")[1][0]["one"] == 1

    assert answers(prompt=lambda: server.password)
    file = tmp_path / "password.txt"
    file.write_text(server.password + "\n", encoding="utf-8")
    monkeypatch.setenv("CLEW_GRAPH_PASSWORD_FILE", str(file))
    assert answers()
    file.write_text("wrong", encoding="utf-8")
    monkeypatch.setenv("CLEW_GRAPH_PASSWORD", server.password)
    assert answers()


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_wrong_password_and_wrong_database(tmp_path: Path, start_neo4j: StartNeo4j) -> None:
    server = start_neo4j("5.26.30")
    with pytest.raises(StoreError, match="refused the login") as refused:
        open_graph(server.address, tmp_path, prompt=lambda: "wrong")
    assert refused.value.exit_code == 4
    assert "CLEW_GRAPH_PASSWORD" in refused.value.hint
    with pytest.raises(StoreError, match="nosuchdb") as refused:
        open_graph(server.address, tmp_path, prompt=lambda: server.password, database="nosuchdb")
    assert "database" in refused.value.hint


@pytest.mark.neo4j
@pytest.mark.xdist_group("neo4j")
def test_server_that_goes_away_meanwhile(tmp_path: Path, start_neo4j: StartNeo4j) -> None:
    server = start_neo4j("5.26.30")
    with open_graph(server.address, tmp_path, prompt=lambda: server.password) as session:
        session.driver.close()
        with pytest.raises(StoreError):
            session.read("RETURN 1")
