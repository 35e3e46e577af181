"""One Bolt session to the graph, wherever it lives.

With a `neo4j://` or `bolt://` address the graph is on a Neo4j server (5.26 or later); without
one it is the case's own, in an embedded engine started here. Above this line nothing differs.

Every query runs in a managed transaction (the embedded engine's auto-commit is neither atomic
nor fast) and under a time limit. Times go in as ISO 8601 text built with `datetime($text)`:
handing the driver a `datetime` with a `ZoneInfo` zone is unsafe in its conversion.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j import exceptions as bolt

import clew
from clew.errors import ClewError, StoreError, UsageError
from clew.graph.embedded import DATABASE, USER, EmbeddedEngine

# What the driver has to say while it retries belongs to whoever listens, not on the screen.
logging.getLogger("neo4j").addHandler(logging.NullHandler())

T = TypeVar("T")

SCHEMES = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
OLDEST_SERVER = (5, 26)
TIME_LIMIT_S = 60.0
_CONNECT_S = 10.0


class GraphSession:
    """A driver and a database name; the same for both kinds of graph.

    Args:
        driver: The connected driver. Closed with the session.
        database: Name of the database on it.
        address: What was connected to, without credentials.
        version: Version text of the server, for `graph status`.
        time_limit_s: Longest time one transaction may take.
        engine: The embedded engine behind the driver; null for a server.
    """

    def __init__(
        self,
        driver: neo4j.Driver,
        database: str,
        *,
        address: str,
        version: str,
        time_limit_s: float = TIME_LIMIT_S,
        engine: EmbeddedEngine | None = None,
    ) -> None:
        self.driver = driver
        self.database = database
        self.address = address
        self.version = version
        self.time_limit_s = time_limit_s
        self.engine = engine

    @property
    def embedded(self) -> bool:
        """True when the graph is the case's own, in this process; false for a server."""
        return self.engine is not None

    def read(self, query: str, /, **parameters: Any) -> tuple[list[str], list[neo4j.Record]]:
        """Run one query in a read transaction.

        Returns:
            The column names and all records.

        Raises:
            UsageError: the query is not valid, or a parameter is a time and not text.
            ClewError: it took longer than the time limit.
            StoreError: the graph cannot be reached or refuses.
        """

        return self.read_some(query, parameters, None)

    def read_some(
        self, query: str, parameters: dict[str, Any], most: int | None
    ) -> tuple[list[str], list[neo4j.Record]]:
        """Run one query as `read` does and fetch no more than `most` records; all when that is null."""
        _refuse_times(parameters)

        def work(tx: neo4j.ManagedTransaction) -> tuple[list[str], list[neo4j.Record]]:
            result = tx.run(query, parameters)
            return list(result.keys()), list(islice(result, most))

        with self._translated(), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(neo4j.unit_of_work(timeout=self.time_limit_s)(work))

    def write(self, work: Callable[[neo4j.ManagedTransaction], T]) -> T:
        """Run `work(transaction)` in a managed write transaction: all of it happens or none.

        The driver calls it again after a passing fault, so it must not change anything outside.

        Raises:
            UsageError, ClewError, StoreError: as `read`.
        """
        with self._translated(), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(neo4j.unit_of_work(timeout=self.time_limit_s)(work))

    def run(self, statement: str, /, **parameters: Any) -> None:
        """Run one writing statement in a transaction of its own and drop what it returns."""
        _refuse_times(parameters)

        def work(tx: neo4j.ManagedTransaction) -> None:
            tx.run(statement, parameters).consume()

        self.write(work)

    def close(self) -> None:
        """Close the connection and stop the embedded engine. Safe to call twice."""
        self.driver.close()
        if self.engine is not None:
            self.engine.stop()

    def __enter__(self) -> GraphSession:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def _session(self, mode: str) -> neo4j.Session:
        return self.driver.session(database=self.database, default_access_mode=mode)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (bolt.DriverError, bolt.Neo4jError) as error:
            raise _explained(error, self.address, self.time_limit_s) from error


def open_graph(
    address: str | None,
    case_folder: Path,
    *,
    user: str = "neo4j",
    prompt: Callable[[], str] | None = None,
    database: str = "neo4j",
    time_limit_s: float = TIME_LIMIT_S,
) -> GraphSession:
    """Open the graph of a case: on a server when an address is given, else embedded in this process.

    Args:
        address: `neo4j://host:7687`, `bolt://...`, with `+s` for an encrypted connection; or null.
        case_folder: The case; its `graph/` folder holds the embedded database.
        user: Login name on a server.
        prompt: Asked for the password when neither `CLEW_GRAPH_PASSWORD` nor the file named by
            `CLEW_GRAPH_PASSWORD_FILE` gives one; null when there is nobody to ask.
        database: Database on the server.
        time_limit_s: Longest time one query or one batch may take, seconds.

    Raises:
        UsageError: the address is not one.
        StoreError: unreachable, login refused, server too old, no password, or the embedded graph is
            owned by another process.
    """
    if address is None:
        engine = EmbeddedEngine(case_folder / "graph", time_limit_s=time_limit_s)
        try:
            driver = _driver(engine.address, USER, engine.password)
            return _connected(driver, DATABASE, engine.address, time_limit_s, engine)
        except BaseException:
            engine.stop()
            raise
    _check_address(address)
    driver = _driver(address, user, _password(prompt))
    return _connected(driver, database, address, time_limit_s, None)


def _refuse_times(parameters: dict[str, Any]) -> None:
    times = sorted(name for name, value in parameters.items() if isinstance(value, date))
    if times:
        raise UsageError(
            f"parameter {times[0]!r} is a time",
            hint=f"give it as ISO 8601 text and build it in the query: datetime(${times[0]})",
        )


def _connected(
    driver: neo4j.Driver, database: str, address: str, time_limit_s: float, engine: EmbeddedEngine | None
) -> GraphSession:
    try:
        driver.verify_connectivity()
        version = checked_version(str(driver.get_server_info().agent), address)
        session = GraphSession(
            driver, database, address=address, version=version, time_limit_s=time_limit_s, engine=engine
        )
        # Only a query tells whether the database is there and the password is not a first one that must be changed.
        session.read("RETURN 1 AS one")
    except (bolt.DriverError, bolt.Neo4jError, ValueError, OSError) as error:
        driver.close()
        raise _explained(error, address, time_limit_s) from error
    except BaseException:
        driver.close()
        raise
    return session


def _driver(address: str, user: str, password: str) -> neo4j.Driver:
    return neo4j.GraphDatabase.driver(
        address,
        auth=(user, password),
        user_agent=f"clew/{clew.__version__}",
        connection_timeout=_CONNECT_S,
        connection_acquisition_timeout=_CONNECT_S * 2,
        notifications_min_severity="OFF",
        telemetry_disabled=True,
    )


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    if parts.username is not None or parts.password is not None:
        # The address is not repeated: it holds a password.
        raise UsageError(
            "a graph address must not hold a name or password",
            hint="leave them out; set CLEW_GRAPH_PASSWORD or CLEW_GRAPH_PASSWORD_FILE",
        )
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise UsageError(
            f"{address!r} is not a graph address", hint="write neo4j://host:7687 (encrypted: neo4j+s://host:7687)"
        )


def _password(ask: Callable[[], str] | None) -> str:
    given = os.environ.get("CLEW_GRAPH_PASSWORD")
    if given is not None:
        return given
    file = os.environ.get("CLEW_GRAPH_PASSWORD_FILE")
    if file is not None:
        try:
            return Path(file).read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise StoreError(
                f"the password file cannot be read: {error}", where=file, hint="check CLEW_GRAPH_PASSWORD_FILE"
            ) from error
    if ask is None:
        raise StoreError(
            "the graph server needs a password", hint="set CLEW_GRAPH_PASSWORD or CLEW_GRAPH_PASSWORD_FILE"
        )
    return ask()


def checked_version(agent: str, address: str) -> str:
    """Return the agent text of a server that speaks Neo4j 5.26 or later: `Neo4j/5.26.30`, `Neo4j/2026.08.1`.

    Raises:
        StoreError: an older server, or one that is not Neo4j.
    """
    match = re.search(r"Neo4j/v?(\d+)\.(\d+)", agent)
    if match is None or (int(match[1]), int(match[2])) < OLDEST_SERVER:
        raise StoreError(
            f"{agent} is not supported", where=address, hint="use Neo4j 5.26 LTS or later, or the embedded graph"
        )
    return agent


def _explained(error: Exception, address: str, time_limit_s: float) -> ClewError:
    """Turn a driver's error into what happened and what to type next."""
    code = getattr(error, "code", None) or ""
    message = (getattr(error, "message", None) or str(error)).strip().rstrip(".")
    if "TransactionTimedOut" in code or "LockClientStopped" in code:
        return ClewError(
            f"the query took longer than {time_limit_s:g} s and was ended",
            where=address,
            hint="ask for less: fewer hops, a smaller LIMIT, a shorter period",
        )
    if "CredentialsExpired" in code:
        return StoreError(
            "the server wants its first password changed",
            where=address,
            hint="run on the server: ALTER CURRENT USER SET PASSWORD FROM '...' TO '...'",
        )
    if "AuthenticationRateLimit" in code:
        return StoreError("too many wrong passwords", where=address, hint="wait a minute, then try again")
    if isinstance(error, bolt.AuthError) and "Security.Forbidden" not in code:
        return StoreError(
            "the graph server refused the login", where=address, hint="check the user and CLEW_GRAPH_PASSWORD"
        )
    if "DatabaseNotFound" in code:
        return StoreError(message, where=address, hint="name a database that exists on this server")
    if ".Security." in code:
        return StoreError(message, where=address, hint="ask the server's administrator for this right")
    if "ConstraintValidationFailed" in code:
        return StoreError(
            "another process is writing the same graph", where=address, hint="wait for it, then clew graph push again"
        )
    if ".Statement." in code:
        return UsageError(message, hint="check the query; clew query --list shows tried ones")
    if isinstance(error, bolt.ServiceUnavailable | bolt.SessionExpired | OSError | ValueError):
        return StoreError(
            "the graph server cannot be reached",
            where=address,
            hint="check the address and that the server runs; without --graph the case's own graph is used",
        )
    return StoreError(f"the graph failed: {message}", where=address, hint="clew graph status")
