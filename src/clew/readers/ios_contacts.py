"""Address book of an iPhone: `AddressBook.sqlitedb`. A saved name is what somebody typed, never a person by itself."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.opened import opened
from clew.readers.ios.addressbook import AddressBook
from clew.readers.ios.part import listed_part
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_PROFILE = "ios-contacts"


def recognise(head: Head) -> float:
    """Score a database by the table `ABPerson`."""
    return 0.95 if "abperson" in head.tables else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield what is saved of each person, and the people saved by name only."""
    with opened(source) as database:
        book = AddressBook(database)
        if book.has_values:
            yield listed_part(
                database, book.values(), options,
                name="contacts", profile=_PROFILE, normaliser="contacts",
                notes=(database.log_note("ABPerson", "ABMultiValue"),),
            )  # fmt: skip
        yield listed_part(
            database, book.without_values(), options,
            name="names only", profile=_PROFILE, normaliser="contacts",
        )  # fmt: skip


READER = Reader(
    name="ios-contacts",
    version="1",
    title="iPhone address book: AddressBook.sqlitedb",
    recognise=recognise,
    read=read,
)
