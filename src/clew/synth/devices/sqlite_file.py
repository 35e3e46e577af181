"""SQLite files as telephones leave them: plain, or with the last rows still in the write-ahead log."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

Fill = Callable[[sqlite3.Connection], object]


def write_database(path: Path, schema: str, fill: Fill, late: Fill | None = None) -> None:
    """Write a database; the same calls give the same bytes, but for a log, which SQLite salts.

    Args:
        path: The file; what is there is replaced.
        schema: SQL that makes the tables.
        fill: Inserts the rows.
        late: Inserts rows that stay in the log `-wal` beside the file.
    """
    for old in (path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))):
        old.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        draft = Path(folder) / "draft.db"
        with closing(sqlite3.connect(draft)) as connection:
            connection.executescript(f"PRAGMA journal_mode = {'WAL' if late else 'OFF'}; {schema}")
            fill(connection)
            connection.commit()
            if late:
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                connection.execute("PRAGMA wal_autocheckpoint = 0")
                late(connection)
                connection.commit()
                for end in ("-wal", "-shm"):
                    shutil.copyfile(f"{draft}{end}", f"{path}{end}")
            shutil.copyfile(draft, path)
