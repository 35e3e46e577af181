"""The embedded graph engine: ArcadeDB in this process, its Bolt listener on loopback.

The engine runs with a random password for each start, so nothing that could be used later is
left behind. One process owns a case's graph at a time; the operating system's lock on
`owner.lock` frees itself when that process ends, however it ends.

Layout of the case's `graph/` folder: `data/` the database, `log/` the engine's own log,
`run/` the files of the running server (swept at start and end), `owner.lock`, `owner.pid`.
"""

from __future__ import annotations

import atexit
import importlib
import os
import secrets
import shlex
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

from filelock import FileLock, Timeout

from clew.errors import StoreError

HOST = "127.0.0.1"
USER = "root"
DATABASE = "clew"
#: The native build first; the builds with a bundled Java runtime have the same files and the same API.
ENGINE_MODULES = ("arcadedb", "arcadedb_embedded")
_START_ATTEMPTS = 3
#: Room for new objects. The engine's own default starts so small that collecting takes a third of a push.
_MEMORY = "-Xms768m -Xmn512m"
_JAVA_LOGGING = """\
handlers = java.util.logging.FileHandler
.level = INFO
java.util.logging.FileHandler.pattern = {log}/arcadedb.log
java.util.logging.FileHandler.limit = 10000000
java.util.logging.FileHandler.count = 2
java.util.logging.FileHandler.formatter = java.util.logging.SimpleFormatter
"""


class EmbeddedEngine:
    """A running engine and the lock that makes this process its owner.

    Args:
        folder: The case's `graph/` folder; made when it is missing.
        time_limit_s: Longest time one statement may take; the engine ends it after that.

    Raises:
        StoreError: another process owns the graph, no engine is installed, or it does not start.
    """

    def __init__(self, folder: Path, *, time_limit_s: float) -> None:
        self.folder = folder
        self.password = secrets.token_urlsafe(24)
        self._lock = _own(folder)
        try:
            with _surroundings(folder / "log"):
                self._engine = _engine_module()
                self._server, self.address = self._start()
            self._database = self._server.create_database(DATABASE)
            self.limit_time(time_limit_s)
        except BaseException as error:
            self.stop()
            if isinstance(error, StoreError) or not isinstance(error, Exception):
                raise
            raise StoreError(
                f"the embedded graph does not start: {error}",
                where=str(folder),
                hint="the graph can be rebuilt from the ledger: delete this folder, then clew graph push",
            ) from error
        # A caller that forgets to close must still leave a process that ends and a folder without run files.
        atexit.register(self.stop)

    def sql(self, statement: str) -> None:
        """Run one statement in the engine's own SQL, for the little that Cypher cannot say."""
        self._database.command("sql", statement)

    def limit_time(self, seconds: float) -> None:
        """End statements that take longer: the engine does not heed the limit a driver sends."""
        self.sql(f"ALTER DATABASE `arcadedb.command.timeout` {round(seconds * 1000)}")

    def stop(self) -> None:
        """Stop the engine, remove its run files and give the lock back. Safe to call twice."""
        atexit.unregister(self.stop)
        server = self.__dict__.pop("_server", None)
        self.__dict__.pop("_database", None)
        if server is not None:
            server.stop()
        if self._lock.is_locked:
            shutil.rmtree(self.folder / "run", ignore_errors=True)
            (self.folder / "owner.pid").unlink(missing_ok=True)
            self._lock.release()

    def _start(self) -> tuple[Any, str]:
        run = self.folder / "run"
        shutil.rmtree(run, ignore_errors=True)  # left by a process that was killed
        run.mkdir(mode=0o700)
        last: Exception | None = None
        for _ in range(_START_ATTEMPTS):
            bolt_port, http_port = _free_ports(2)
            server = self._engine.create_server(
                str(run),
                self.password,
                config={
                    "host": HOST,
                    # `production` hides what is wrong with a query; what else it does is set here.
                    "mode": "development",
                    "txWalFlush": 1,
                    "opencypher_loadCsv_allowFileUrls": False,
                    "opencypher_loadCsv_allowRemoteUrls": False,
                    "server_databaseDirectory": str(self.folder / "data"),
                    "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
                    "bolt_port": bolt_port,
                    "http_port": http_port,
                },
            )
            try:
                server.start()
            except self._engine.ArcadeDBError as error:  # another program took a port in between
                last = error
                continue
            return server, f"bolt://{HOST}:{bolt_port}"
        assert last is not None
        raise last


def _own(folder: Path) -> FileLock:
    """Take the graph folder's lock and note this process's id beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / "owner.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise StoreError(
            f"the graph of this case is in use by process {_owner(folder)}",
            where=str(folder),
            hint="wait until it has finished, or work on a shared server with --graph neo4j://host:7687",
        ) from None
    (folder / "owner.pid").write_text(str(os.getpid()), encoding="ascii")
    return lock


def _owner(folder: Path) -> str:
    try:
        return (folder / "owner.pid").read_text(encoding="ascii") or "unknown"
    except OSError:
        return "unknown"


@contextmanager
def _surroundings(log: Path) -> Iterator[None]:
    """Set the variables the engine reads when it is first started; they must not reach programs started from here.

    Its log goes to `log` of the first case opened in this process, and nothing to the screen.
    """
    log.mkdir(parents=True, exist_ok=True)
    settings = log / "java-logging.properties"
    settings.write_text(_JAVA_LOGGING.format(log=log.as_posix()), encoding="utf-8")
    ours = {
        "ARCADEDB_LOG_DIR": str(log),
        "ARCADEDB_LOG_CONSOLE": "0",
        "ARCADEDB_NATIVE_ISOLATE_ARGS": _MEMORY,
        # What the build with a Java runtime reads in their place.
        "ARCADEDB_JVM_ARGS": shlex.quote(f"-Djava.util.logging.config.file={settings}"),
        "ARCADEDB_JVM_ERROR_FILE": str(log / "java-crash.log"),
    }
    before = {name: os.environ.get(name) for name in ours}
    os.environ.update(ours)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _engine_module() -> ModuleType:
    """Import the engine, of whatever build is installed."""
    problems = []
    for name in ENGINE_MODULES:
        try:
            return importlib.import_module(name)
        except (ImportError, OSError) as error:
            problems.append(f"{name}: {error}")
    raise StoreError(
        f"no embedded graph engine can be loaded ({'; '.join(problems)})",
        hint="pip install arcadedb; where it has no build for this machine, pip install arcadedb-embedded; "
        "or use a server with --graph neo4j://host:7687",
    )


def _free_ports(count: int) -> list[int]:
    sockets = [socket.socket() for _ in range(count)]
    try:
        for s in sockets:
            s.bind((HOST, 0))
        return [s.getsockname()[1] for s in sockets]
    finally:
        for s in sockets:
            s.close()
