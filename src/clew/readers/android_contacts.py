"""The address book of an Android telephone, `contacts2.db`, with the call log older telephones keep in it."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.android.addressbook import address_book_parts
from clew.readers.android.calls import call_parts
from clew.readers.database.opened import opened
from clew.readers.database.parts import require
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source


def recognise(head: Head) -> float:
    """Score a database by the three tables of an address book."""
    return 0.95 if {"raw_contacts", "data", "mimetypes"} <= set(head.tables) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the saved entries, the accounts they belong to, and the calls.

    Raises:
        InputError: the database cannot be opened, or is of another kind.
    """
    with opened(source) as database:
        require(database, source, "raw_contacts")
        yield from address_book_parts(database, options)
        yield from call_parts(database, options)


READER = Reader(
    name="android-contacts",
    version="1",
    title="Address book and call log of an Android telephone (contacts2.db)",
    recognise=recognise,
    read=read,
)
