"""A real Neo4j for tests: fetched with Maven, started with Java, one server of each version for a whole test run.

Tests that use it go into one xdist group, because the community server has one database:

    pytestmark = [pytest.mark.neo4j, pytest.mark.xdist_group("neo4j")]

    def test_something(neo4j_server): ...
        with neo4j_server.emptied() as session: ...

What the machine lacks is skipped with a line that says so; with CI=true the long-term version must be there.
"""

from __future__ import annotations

import functools
import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import neo4j
import pytest
from filelock import FileLock

from clew.graph.session import GraphSession, open_graph

HERE = Path(__file__).parent
SERVER = HERE / "server"

#: Version -> the Java releases it runs on.
VERSIONS = {"5.26.30": range(17, 22), "2026.08.1": range(21, 100)}
LONG_TERM = "5.26.30"

CONFIGURATION = """\
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
server.memory.pagecache.size=64m
db.tx_log.preallocate=false
"""
OPENED = ("java.base/java.nio", "java.base/java.lang", "java.base/sun.nio.ch", "java.base/java.util.concurrent")
START_S = 300


@dataclass(frozen=True, slots=True)
class Neo4jServer:
    """A running server: where it is and how to log in."""

    version: str
    address: str
    password: str

    def open(self, **options: float) -> GraphSession:
        """Open a session on the server's one database."""
        return open_graph(self.address, HERE, prompt=lambda: self.password, **options)

    @contextmanager
    def emptied(self) -> Iterator[GraphSession]:
        """Open a session on the database with all data of earlier tests removed; constraints and indexes stay."""
        with self.open() as session:
            empty(session)
            yield session


def empty(session: GraphSession) -> None:
    """Remove all data of a graph."""
    with session.driver.session(database=session.database) as plain:
        plain.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


StartNeo4j = Callable[[str], Neo4jServer]


@pytest.fixture(scope="session")
def start_neo4j(tmp_path_factory: pytest.TempPathFactory) -> StartNeo4j:
    """Give the server of a version, started by the first test that asks and shared by all workers of the run."""
    xdist = "PYTEST_XDIST_WORKER" in os.environ
    shared = tmp_path_factory.getbasetemp().parent if xdist else tmp_path_factory.getbasetemp()
    owner = os.getppid() if xdist else os.getpid()

    @functools.cache
    def start(version: str) -> Neo4jServer:
        java = _java(version)
        if java is None:
            _lacking(f"Java {VERSIONS[version].start} is not installed: no Neo4j {version}", version)
        if shutil.which("mvn") is None and not (SERVER / version / "lib").is_dir():
            _lacking(f"mvn is not installed: no Neo4j {version}", version)
        assert java is not None
        with FileLock(shared / f"neo4j-{version}.lock"):
            note = shared / f"neo4j-{version}.json"
            if not note.exists():
                told = _start(version, java, shared / f"neo4j-{version}", owner)
                note.write_text(json.dumps(told), encoding="utf-8")
            return Neo4jServer(version=version, **json.loads(note.read_text(encoding="utf-8")))

    return start


@pytest.fixture(scope="session", params=list(VERSIONS))
def neo4j_server(request: pytest.FixtureRequest, start_neo4j: StartNeo4j) -> Neo4jServer:
    """A server of each version this machine can run."""
    return start_neo4j(str(request.param))


def _lacking(what: str, version: str) -> None:
    if os.environ.get("CI") == "true" and version == LONG_TERM:
        pytest.fail(what)
    pytest.skip(what)


def _start(version: str, java: Path, home: Path, owner: int) -> dict[str, str]:
    jars = _fetched(version)
    home.mkdir(parents=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = home / "neo4j.conf"
    configuration.write_text(CONFIGURATION.format(port=port), encoding="utf-8")
    command = [
        str(java), "-Xmx700m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
        *(f"--add-opens={module}=ALL-UNNAMED" for module in OPENED),
        *(["--enable-native-access=ALL-UNNAMED"] if VERSIONS[version].start >= 21 else []),
        "-cp", str(jars / "*"), str(HERE / "Serve.java"), str(home), str(configuration), str(owner),
    ]  # fmt: skip
    with (home / "output.txt").open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL)
    address, password = f"bolt://127.0.0.1:{port}", secrets.token_urlsafe(16)
    deadline = time.monotonic() + START_S
    while True:
        try:
            with neo4j.GraphDatabase.driver(address, auth=("neo4j", "neo4j")) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $password", password=password, database_="system"
                )
            return {"address": address, "password": password}
        except neo4j.exceptions.DriverError:
            if process.poll() is not None or time.monotonic() > deadline:
                pytest.fail(f"Neo4j {version} does not start: {(home / 'output.txt').read_text()[-2000:]}")
            time.sleep(0.25)


def _fetched(version: str) -> Path:
    """Return the folder of the server's jars; Maven fetches them the first time."""
    jars = SERVER / version / "lib"
    SERVER.mkdir(exist_ok=True)
    with FileLock(SERVER / "fetch.lock"):
        if not jars.is_dir():
            part = SERVER / version / "part"
            subprocess.run(
                ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies",
                 f"-Dneo4j.version={version}", f"-DoutputDirectory={part}"],
                check=True,
            )  # fmt: skip
            part.rename(jars)
    return jars


@functools.cache
def _java(version: str) -> Path | None:
    homes = [Path(os.environ["JAVA_HOME"])] if "JAVA_HOME" in os.environ else []
    homes += sorted(Path("/usr/lib/jvm").glob("*")) + sorted(
        Path("/Library/Java/JavaVirtualMachines").glob("*/Contents/Home")
    )
    found = [shutil.which("java"), *(str(home / "bin" / "java") for home in homes)]
    for java in found:
        if java is not None and Path(java).exists() and _release(java) in VERSIONS[version]:
            return Path(java)
    return None


def _release(java: str) -> int:
    told = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    match = re.search(r'version "(\d+)', told)
    return int(match[1]) if match else 0
