"""Does this machine have what Clew needs? One row per check, with what to do where something is missing."""

from __future__ import annotations

import importlib.metadata
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from clew import __version__
from clew.model.table import Column, Table, table

LIBRARIES = ("arcadedb", "duckdb", "neo4j", "networkx", "phonenumbers", "pyarrow", "python-calamine", "pyvis")


def examine(case_folder: Path | None, graph: str) -> Table:
    """Run every check.

    Args:
        case_folder: The case the user works on, or null.
        graph: Address of a Neo4j server, or empty.
    """
    checks: list[tuple[str, Callable[[], tuple[bool, str, str]]]] = [
        ("Python", _python),
        ("libraries", _libraries),
        ("time zones", _zones),
        ("clock", _clock),
        ("text encoding", _encoding),
        ("temporary folder", lambda: _writable(Path(tempfile.gettempdir()))),
        ("memory", _memory),
        ("offline map", _map_parts),
        ("embedded graph", _embedded),
    ]
    if case_folder is not None:
        checks += [
            ("case folder", lambda: _writable(case_folder)),
            ("disk space", lambda: _space(case_folder)),
            ("audit chain", lambda: _audit(case_folder)),
            ("ledger files", lambda: _ledger(case_folder)),
        ]
    if graph:
        checks.append(("graph server", lambda: _server(graph)))
    rows = []
    for name, check in checks:
        try:
            good, found, advice = check()
        except Exception as error:  # a check that cannot run is a check that failed, whatever the cause
            good, found, advice = False, f"{type(error).__name__}: {error}", "report this"
        rows.append({"check": name, "ok": good, "found": found, "advice": "" if good else advice})
    columns = [Column("check"), Column("ok", "boolean"), Column("found"), Column("advice")]
    return table(f"clew {__version__} on {platform.system()} {platform.machine()}", columns, rows)


def _python() -> tuple[bool, str, str]:
    good = (3, 11) <= sys.version_info[:2] <= (3, 13)
    return good, platform.python_version(), "install Python 3.11, 3.12 or 3.13"


def _libraries() -> tuple[bool, str, str]:
    found, missing = [], []
    for name in LIBRARIES:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    return not missing, ", ".join(found), f"install {', '.join(missing)}: make setup"


def _zones() -> tuple[bool, str, str]:
    summer = datetime(2026, 7, 1, 12, tzinfo=ZoneInfo("Europe/London")).utcoffset()
    return summer is not None and summer.total_seconds() == 3600, "Europe/London knows summer time", "install tzdata"


def _clock() -> tuple[bool, str, str]:
    now = datetime.now(UTC)
    return now.year >= 2026, now.isoformat(timespec="seconds"), "set the machine's clock: audit lines carry it"


def _encoding() -> tuple[bool, str, str]:
    name = (sys.stdout.encoding or "").lower().replace("-", "")
    return name == "utf8", name or "none", "set PYTHONUTF8=1"


def _writable(folder: Path) -> tuple[bool, str, str]:
    return os.access(folder, os.W_OK), str(folder), "ask for write permission on it"


def _space(folder: Path) -> tuple[bool, str, str]:
    free = shutil.disk_usage(folder).free / 1e9
    return free > 2, f"{free:.1f} GB free", "free some space: a large case takes several GB"


def _memory() -> tuple[bool, str, str]:
    if not hasattr(os, "sysconf"):
        return True, "not asked on this system", ""
    total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return total > 3, f"{total:.1f} GB", "4 GB or more are needed for large cases"


def _map_parts() -> tuple[bool, str, str]:
    from importlib.resources import files

    library = files("pyvis").joinpath("templates/lib/vis-9.1.2/vis-network.min.js")
    return library.is_file(), "map library is on this machine", "install pyvis 0.3.2 again"


def _embedded() -> tuple[bool, str, str]:
    with tempfile.TemporaryDirectory() as folder:
        from clew.graph.session import open_graph

        session = open_graph(None, Path(folder))
        try:
            answer = session.read("RETURN 1 AS one")[1][0]["one"]
            return answer == 1, f"answers, {session.version}", "install arcadedb again"
        finally:
            session.close()


def _audit(case_folder: Path) -> tuple[bool, str, str]:
    from clew.case import Case

    chain = Case.open(case_folder).audit
    problems = chain.verify()
    return not problems, str(chain.head()) if not problems else problems[0], "see: clew audit verify"


def _ledger(case_folder: Path) -> tuple[bool, str, str]:
    from clew.ledger.verify import damaged_files

    damaged = damaged_files(case_folder)
    return not damaged, "every committed file can be read" if not damaged else damaged[0], "load that exhibit again"


def _server(address: str) -> tuple[bool, str, str]:
    from clew.errors import StoreError
    from clew.graph.session import open_graph

    try:
        session = open_graph(address, Path(tempfile.gettempdir()))
    except StoreError as error:
        return False, error.what, error.hint
    try:
        return True, session.version, ""
    finally:
        session.close()
