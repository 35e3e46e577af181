"""Text messages of Android: the table `sms`, and Samsung's `spam_sms` of the same shape."""

from __future__ import annotations

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.parts import part
from clew.readers.database.whole import columns
from clew.readers.reader import Part, ReadOptions

#: `type` of Telephony.Sms, from Android's documentation.
BOXES = {"1": "in", "2": "out", "3": "draft", "4": "outbox", "5": "unsent", "6": "queued"}
SPAM = "spam_sms"


def text_part(database: Database, table: str, options: ReadOptions) -> Part:
    """Return the messages of one table. A message to several people is one row per recipient, as Android keeps it."""
    has = database.has
    fields = {
        "other": "address" if has(table, "address") else "NULL",
        "start": "date" if has(table, "date") else "NULL",
        "type": "type" if has(table, "type") else "NULL",
        "text": "body" if has(table, "body") else "NULL",
        "conversation": "recipients(s.thread_id)" if has(table, "thread_id") else "NULL",
        "status": "'taken for spam by the telephone'" if table == SPAM else "NULL",
    }
    listing = Listing(
        table=table,
        rowid=database.column(table, "_id", alias="s", otherwise="s.rowid"),
        columns=columns(database, table, "s"),
        fields=fields,
        source=f"FROM {table} s ORDER BY s.rowid",
    )
    words = {code: f"sms {word}" for code, word in BOXES.items()}
    return part(
        database, listing, options, profile="android-sms", normaliser="calls",
        values={"type": words}, meta={"service": "sms"},
    )  # fmt: skip
