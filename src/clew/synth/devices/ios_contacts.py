"""An invented telephone's `AddressBook.sqlitedb`. A deleted contact is not in it any more."""

from __future__ import annotations

from pathlib import Path

from clew.synth.devices.ios_database import insert, new_database
from clew.synth.devices.telephone import Telephone

_SCHEMA = """
CREATE TABLE ABPerson (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, First TEXT, Last TEXT, Middle TEXT, Organization TEXT,
 Note TEXT, Nickname TEXT, Prefix TEXT, Suffix TEXT, CreationDate INTEGER, ModificationDate INTEGER, StoreID INTEGER);
CREATE TABLE ABMultiValue (UID INTEGER PRIMARY KEY, record_id INTEGER, property INTEGER, identifier INTEGER,
 label INTEGER, value TEXT, guid TEXT);
CREATE TABLE ABMultiValueLabel (value TEXT, UNIQUE(value));
CREATE TABLE ABMultiValueEntry (parent_id INTEGER, key INTEGER, value TEXT, UNIQUE(parent_id, key));
CREATE TABLE ABMultiValueEntryKey (value TEXT, UNIQUE(value))
"""
_PHONE, _EMAIL = 3, 4
_MADE_COCOA_S = 794_000_000


def write_contacts(telephone: Telephone, path: Path, *, wal_only: bool = False) -> None:
    """Write the contacts of a telephone as `AddressBook.sqlitedb`.

    Args:
        telephone: The invented truth.
        path: The file to write.
        wal_only: Leave everything in the write-ahead log, as on the telephone it mostly is.
    """
    with new_database(path, _SCHEMA, wal_only=wal_only) as connection:
        mobile = insert(connection, "ABMultiValueLabel", value="_$!<Mobile>!$_")
        home = insert(connection, "ABMultiValueLabel", value="_$!<Home>!$_")
        for contact in (c for c in telephone.contacts if not c.deleted):
            first, _, last = contact.name.rpartition(" ")
            person = insert(
                connection, "ABPerson",
                First=first or last, Last=last if first else None, Organization=contact.organisation or None,
                CreationDate=_MADE_COCOA_S, ModificationDate=_MADE_COCOA_S, StoreID=0,
            )  # fmt: skip
            for kind, label, value in ((_PHONE, mobile, contact.number), (_EMAIL, home, contact.email)):
                if value:
                    insert(connection, "ABMultiValue", record_id=person, property=kind, label=label, value=value)
