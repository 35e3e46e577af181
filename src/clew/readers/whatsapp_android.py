"""WhatsApp of an Android telephone, `msgstore.db`: messages, calls, groups and their members, places sent."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.android.whatsapp.calls import RESULTS, call_listing
from clew.readers.android.whatsapp.groups import group_listings
from clew.readers.android.whatsapp.messages import TABLE as NEW
from clew.readers.android.whatsapp.messages import message_listing
from clew.readers.android.whatsapp.oldmessages import TABLE as OLD
from clew.readers.android.whatsapp.oldmessages import old_message_listing
from clew.readers.android.whatsapp.places import place_listings
from clew.readers.database.opened import Database, opened
from clew.readers.database.parts import part, require, unread
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

#: `from_me` of a message; the old generation has calls among its messages.
_SIDES = {
    "0": "message in", "1": "message out", "call 0": "voice in", "call 1": "voice out",
    "missed call 0": "voice missed in", "missed call 1": "voice missed out",
}  # fmt: skip
_UNREAD = {
    "message_add_on_reaction": "reactions",
    "message_vcard": "shared contact cards",
    "message_poll_option": "poll options",
    "receipt_user": "receipts of delivery and reading",
}


def recognise(head: Head) -> float:
    """Score a database by the tables of either generation."""
    tables = set(head.tables)
    if {NEW, "chat", "jid"} <= tables:
        return 0.95
    return 0.95 if OLD in tables and tables & {"chat_list", "group_participants", "messages_fts", "jid"} else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield messages, calls, members of groups with changes of number, and places.

    Raises:
        InputError: the database cannot be opened, or is of another kind.
    """
    with opened(source) as database:
        require(database, source, NEW, OLD)
        notes = unread(database, _UNREAD)
        for message_part in _messages(database, options):
            message_part.tally.warnings += notes
            notes = []
            yield message_part
        if database.has("call_log", "jid_row_id", "from_me"):
            listing = call_listing(database)
            yield part(
                database, listing, options, profile="whatsapp-android-calls", normaliser="calls",
                values={"type": RESULTS},
            )  # fmt: skip
        for listing in group_listings(database):
            yield part(database, listing, options, profile="whatsapp-android-groups", normaliser="links")
        for listing in place_listings(database):
            name = f"{listing.table} places"
            yield part(database, listing, options, profile="whatsapp-android-places", normaliser="locations", name=name)


def _messages(database: Database, options: ReadOptions) -> Iterator[Part]:
    """Yield the table with more rows, then what only the other one has: one file may hold both generations."""
    listings = {NEW: message_listing, OLD: old_message_listing}
    needed = {NEW: ("_id", "chat_row_id", "timestamp", "from_me"), OLD: ("_id", "key_remote_jid", "timestamp")}
    there = {table: database.count(table) for table in listings if database.has(table, *needed[table])}
    read_before = ""
    for table in sorted(there, key=lambda t: -there[t]):
        listing = listings[table](database, read_before)
        found = part(
            database, listing, options, profile="whatsapp-android", normaliser="calls", values={"type": _SIDES}
        )
        if read_before:
            found.tally.warnings.append(
                f"{table} has {there[table]:,} rows; only those whose key is not in {read_before} are read"
            )
        yield found
        read_before = table


READER = Reader(
    name="whatsapp-android",
    version="1",
    title="WhatsApp of an Android telephone (msgstore.db)",
    recognise=recognise,
    read=read,
)
