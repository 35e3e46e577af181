"""A database whose damage SQLite tells in words that are no text."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from clew.readers.database.opened import table_names
from clew.readers.reader import Source


def test_a_schema_ruined_by_bytes_that_are_no_utf8_has_no_tables(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE calls (number TEXT)")
    connection.commit()
    connection.close()
    path.write_bytes(
        path.read_bytes().replace(b"CREATE TABLE calls (number TEXT)", b"CREATE TABLE calls \xac\xcc\xacmber TEXT)")
    )
    assert table_names(Source(path)) == ()
