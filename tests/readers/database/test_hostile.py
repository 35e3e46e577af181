"""A database out of a telephone is hostile data: opened as a copy, never trusted, never changed."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.case import Case
from clew.errors import InputError
from clew.readers.database import opened as module
from clew.readers.database.opened import opened, table_names, text_columns
from clew.readers.reader import Source
from clew.readers.scratch import scratch_in


def digests(folder: Path) -> dict[str, str]:
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


@pytest.fixture
def logged(tmp_path: Path) -> Path:
    """A database whose newest rows are only in its write-ahead log, with the log beside it."""
    live = tmp_path / "live"
    live.mkdir()
    connection = sqlite3.connect(live / "calls.db")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA wal_autocheckpoint=0")
    connection.execute("CREATE TABLE calls (number TEXT)")
    connection.execute("INSERT INTO calls VALUES ('+447700900001')")
    connection.commit()
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("INSERT INTO calls VALUES ('+447700900002')")
    connection.commit()
    seized = tmp_path / "seized"
    seized.mkdir()
    for path in live.iterdir():
        (seized / path.name).write_bytes(path.read_bytes())
    connection.close()
    return seized / "calls.db"


def test_rows_of_the_log_are_read_and_both_counts_are_said(logged: Path) -> None:
    with opened(Source(logged)) as database:
        assert database.count("calls") == 2
        assert database.log_note("calls") == (
            "read with its write-ahead log (calls: 1 rows in the main file, 2 with the log)"
        )


def test_opening_changes_neither_database_nor_log(logged: Path) -> None:
    before = digests(logged.parent)
    table_names(Source(logged))
    with opened(Source(logged)) as database:
        list(database.rows("SELECT * FROM calls"))
    assert digests(logged.parent) == before


def test_a_view_in_place_of_a_table_is_not_read(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE VIEW sms AS SELECT 1")
    connection.execute("CREATE TABLE thing (a)")
    connection.commit()
    connection.close()
    assert table_names(Source(tmp_path / "x.db")) == ("thing",)


def test_nothing_can_be_written_through_it(logged: Path) -> None:
    with opened(Source(logged)) as database, pytest.raises(sqlite3.OperationalError):
        database.connection.execute("DELETE FROM calls")


def test_a_statement_without_end_is_stopped(logged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LONGEST_STATEMENT_S", 0.05)
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    with opened(Source(logged)) as database:
        assert list(database.rows(endless)) == []
        assert "interrupted" in database.broken[0]


def test_a_damaged_page_ends_the_reading_and_what_stood_before_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE sms (body TEXT)")
    connection.executemany("INSERT INTO sms VALUES (?)", [(f"text {i} " + "x" * 400,) for i in range(400)])
    connection.commit()
    connection.close()
    data = bytearray(path.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096] = b"\xff" * 4096
    path.write_bytes(data)
    with opened(Source(path)) as database:
        rows = [row for batch in database.rows("SELECT body FROM sms", batch=10) for row in batch]
        assert 0 < len(rows) < 400
        assert "breaks off after" in database.broken[0]


@pytest.mark.parametrize(
    "data", [b"SQLite format 3\x00" + b"\xff" * 200, b"SQLite format 3\x00", b"no database at all"]
)
def test_what_is_no_database_is_a_clean_error(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(data)
    assert table_names(Source(path)) == ()
    with pytest.raises(InputError, match="cannot be opened"), opened(Source(path)):
        pass


def test_invalid_utf8_is_marked_and_numbers_are_digits() -> None:
    columns = text_columns([(b"ok", 7, None, 1.5), (b"caf\xe9", 2**40, None, 2.0)], 4)
    assert [c.to_pylist() for c in columns] == [["ok", "caf\ufffd"], ["7", str(2**40)], [None, None], ["1.5", "2.0"]]


def test_a_case_named_by_a_relative_path_reads_databases(
    new_case: Callable[[], Case], logged: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = new_case().folder
    monkeypatch.chdir(folder.parent)
    with scratch_in(Path(folder.name) / "scratch"), opened(Source(logged)) as database:
        assert database.count("calls") == 2
