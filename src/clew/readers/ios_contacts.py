"""Address book of an iPhone: `AddressBook.sqlitedb`. A saved name is what somebody typed, never a person by itself."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.opened import opened
from clew.readers.database.parts import part, require
from clew.readers.ios.addressbook import AddressBook
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_PROFILE = "ios-contacts"


def recognise(head: Head) -> float:
    """Score a database by the table `ABPerson`."""
    return 0.95 if "abperson" in head.tables else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield what is saved of each person, and the people saved by name only."""
    with opened(source) as database:
        require(database, source, "ABPerson")
        book = AddressBook(database)
        if book.has_values:
            yield part(database, book.values(), options, name="contacts", profile=_PROFILE, normaliser="contacts")
        bare = book.without_values()
        yield part(database, bare, options, name="names only", profile=_PROFILE, normaliser="contacts")


READER = Reader(
    name="ios-contacts",
    version="1",
    title="iPhone address book: AddressBook.sqlitedb",
    recognise=recognise,
    read=read,
)
