"""An invented database as an iPhone leaves it: plain, or with everything still in the write-ahead log."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

#: 2001-01-01 00:00:00 UTC in Unix seconds.
COCOA_EPOCH_S = 978_307_200


@contextmanager
def new_database(path: Path, schema: str, *, wal_only: bool = False) -> Iterator[sqlite3.Connection]:
    """Give an empty database with a schema; it is at `path` when the block ends.

    Args:
        path: The file to write; an earlier one is replaced.
        schema: Statements that make its tables.
        wal_only: Leave the main file empty and everything in `-wal` beside it. SQLite puts random numbers into a
            log, so such a pair is not the same byte for byte twice.
    """
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="clew-") as folder:
        made = Path(folder) / "database"
        with closing(sqlite3.connect(made, isolation_level=None)) as connection:
            if wal_only:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("PRAGMA wal_autocheckpoint = 0").fetchall()
            connection.execute("BEGIN")
            for statement in filter(str.strip, schema.split(";")):
                connection.execute(statement)
            yield connection
            connection.execute("COMMIT")
            shutil.copyfile(made, path)
            if wal_only:
                shutil.copyfile(made.with_name("database-wal"), path.with_name(f"{path.name}-wal"))


def insert(connection: sqlite3.Connection, table: str, **columns: object) -> int:
    """Insert one row and return its number."""
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    cursor = connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(columns.values()))
    return cursor.lastrowid or 0
