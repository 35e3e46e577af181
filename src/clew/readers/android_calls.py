"""Call logs of Android telephones: `calllog.db`, and Samsung's older `logs.db`."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.android.calls import call_parts
from clew.readers.database.opened import opened
from clew.readers.database.parts import require
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source


def recognise(head: Head) -> float:
    """Score a database by its tables: `calls` or `logs` without an address book."""
    tables = set(head.tables)
    if "raw_contacts" in tables or not tables & {"calls", "logs"}:
        return 0.0
    own = {"voicemail_status", "android_metadata", "sqlite_sequence", "properties", "calls", "logs"}
    return 0.95 if tables <= own else 0.7


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the calls, one part a table.

    Raises:
        InputError: the database cannot be opened, or is of another kind.
    """
    with opened(source) as database:
        require(database, source, "calls", "logs")
        yield from call_parts(database, options)


READER = Reader(
    name="android-calls",
    version="1",
    title="Call log of an Android telephone (calllog.db, logs.db)",
    recognise=recognise,
    read=read,
)
