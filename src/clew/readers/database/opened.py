"""Open a telephone's SQLite database: always a copy, with its write-ahead log, and never trusting its schema.

The file is copied with `-wal`, `-shm` and `-journal` into a private folder and opened there, so that SQLite
replays the log (`immutable=1` would ignore it) and the exhibit stays as it was. Views and triggers are data:
only tables are read. No extension loads; a statement that runs for too long is stopped.
"""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from clew.errors import InputError
from clew.readers.phone_files import SIDECARS
from clew.readers.reader import Source
from clew.readers.recognise import where
from clew.readers.scratch import private_folder

MAGIC = b"SQLite format 3\x00"
#: What a damaged database makes the library raise: also its words for the damage may hold bytes that are no text.
DAMAGE = (sqlite3.DatabaseError, UnicodeDecodeError)
#: Seconds one statement may run; a hostile schema could make it run for ever.
LONGEST_STATEMENT_S = 900.0
_STEPS = 200_000
_COPY_BYTES = 4 << 20

Row = tuple[bytes | int | float | None, ...]


@dataclass(slots=True)
class Database:
    """An open copy of a database.

    Args:
        connection: Read-only, texts as bytes: a device may hold texts that are no UTF-8.
        tables: Table -> its columns, in lower case as SQLite compares them -> as written.
        without_log: The main file alone, opened without its log; null when there is no log.
        broken: Why reading stopped before the end, per statement; the reader reports it.
    """

    connection: sqlite3.Connection
    tables: dict[str, dict[str, str]]
    without_log: sqlite3.Connection | None
    broken: list[str]

    def has(self, table: str, *columns: str) -> bool:
        """Tell whether a table exists and has all these columns."""
        known = self.tables.get(table.lower())
        return known is not None and all(c.lower() in known for c in columns)

    def column(self, table: str, *names: str, alias: str = "", otherwise: str = "NULL") -> str:
        """Return SQL for the first of these columns the table has, quoted; `otherwise` when it has none.

        Args:
            table: Table name.
            names: Column names by preference: they differ between versions and makers.
            alias: Alias of the table in the statement.
            otherwise: SQL expression for a table without any of them.
        """
        known = self.tables.get(table.lower(), {})
        for name in names:
            if name.lower() in known:
                return f"{alias + '.' if alias else ''}{quoted(known[name.lower()])}"
        return otherwise

    def count(self, table: str) -> int:
        """Return how many rows a table holds, log included."""
        return _count(self.connection, table)

    def log_note(self, *tables: str) -> str:
        """Return a sentence on what the write-ahead log changes about these tables, empty when nothing."""
        if self.without_log is None:
            return ""
        notes = []
        for table in tables:
            if self.has(table):
                main, whole = _count(self.without_log, table), self.count(table)
                notes.append(f"{table}: {main:,} rows in the main file, {whole:,} with the log")
        return f"read with its write-ahead log ({'; '.join(notes)})" if notes else ""

    def rows(self, statement: str, parameters: Sequence[object] = (), *, batch: int = 65_536) -> Iterator[list[Row]]:
        """Yield the rows of a SELECT in lists; a damaged page ends it, with the reason in `broken`."""
        deadline = time.monotonic() + LONGEST_STATEMENT_S
        self.connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _STEPS)
        cursor = self.connection.cursor()
        seen = 0
        try:
            cursor.execute(statement, parameters)
            while found := cursor.fetchmany(batch):
                seen += len(found)
                yield found
        except (*DAMAGE, MemoryError, OverflowError) as error:
            self.broken.append(f"the database breaks off after {seen:,} rows of a table: {error}")
        finally:
            cursor.close()


def text_columns(rows: list[Row], width: int) -> list[pa.Array]:
    """Return rows as columns of text: numbers in digits, invalid UTF-8 marked by U+FFFD, NULL as null.

    Args:
        rows: What `Database.rows` yields.
        width: Number of columns, also when there are no rows.
    """
    columns = zip(*rows, strict=True) if rows else ((),) * width
    return [_texts(column) for column in columns]


def _texts(column: Sequence[bytes | int | float | None]) -> pa.Array:
    try:
        found = pa.array(column)
        if not pa.types.is_floating(found.type):
            return found.cast(pa.string())
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        pass  # mixed types, or texts that are no UTF-8
    return pa.array([_text(value) for value in column], pa.string())


def _text(value: bytes | int | float | None) -> str | None:
    if value is None:
        return None
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def quoted(name: str) -> str:
    """Return an SQL identifier: names such as `from` and `to` occur."""
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def opened(source: Source) -> Iterator[Database]:
    """Open a copy of a database and close it again.

    Raises:
        InputError: it is no database, encrypted, or damaged from the start.
    """
    with source.open() as stream:
        if stream.read(len(MAGIC)) != MAGIC:  # SQLite would take an empty file for an empty database
            raise InputError(
                "the database cannot be opened: it is no SQLite database",
                where=where(source),
                hint="it may be encrypted or damaged: ask for a decrypted copy or another extraction",
            )
    with private_folder() as folder:
        copy = folder / "database"
        _copy(source, copy)
        logged = False
        for end in SIDECARS:
            beside = source.beside(end)
            if beside is not None:
                _copy(beside, folder / f"database{end}")
                logged = logged or end == "-wal"
        main = None
        if logged:
            shutil.copyfile(copy, folder / "main")
            main = _connect(folder / "main", "mode=ro&immutable=1")
        with closing(_connect(copy, "mode=rw")) as connection:
            try:
                tables = _tables(connection)
            except DAMAGE as error:
                raise InputError(
                    f"the database cannot be opened: {error}",
                    where=where(source),
                    hint="it may be encrypted or damaged: ask for a decrypted copy or another extraction",
                ) from error
            try:
                yield Database(connection, tables, main, [])
            finally:
                if main is not None:
                    main.close()


def table_names(source: Source) -> tuple[str, ...]:
    """Return the tables of a database in lower case, none when it cannot be opened."""
    try:
        with opened(source) as database:
            return tuple(database.tables)
    except InputError:
        return ()


def _copy(source: Source, target: Path) -> None:
    with source.open() as stream, target.open("wb") as out:
        shutil.copyfileobj(stream, out, _COPY_BYTES)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.as_uri()}?{mode}", uri=True, isolation_level=None)
    connection.text_factory = bytes
    try:
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON", "mmap_size=0"):
            connection.execute(f"PRAGMA {pragma}").close()
    except DAMAGE:
        pass  # a damaged file says so when its tables are listed
    return connection


def _tables(connection: sqlite3.Connection) -> dict[str, dict[str, str]]:
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0").fetchall()
    found = {}
    for (raw,) in names:
        name = raw.decode("utf-8", "replace")
        columns = [
            row[1].decode("utf-8", "replace") for row in connection.execute(f"PRAGMA table_info({quoted(name)})")
        ]
        found[name.lower()] = {column.lower(): column for column in columns}
    return found


def _count(connection: sqlite3.Connection, table: str) -> int:
    try:
        row = connection.execute(f"SELECT count(*) FROM {quoted(table)}").fetchone()
        return int(row[0])
    except DAMAGE:
        return 0
