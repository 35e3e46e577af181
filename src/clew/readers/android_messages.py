"""Text and multimedia messages of an Android telephone, `mmssms.db`."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.android.multimedia import multimedia_part
from clew.readers.android.texts import SPAM, text_part
from clew.readers.android.threads import know_recipients
from clew.readers.database.opened import opened
from clew.readers.database.parts import require, unread
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

#: Tables of makers whose columns are not documented.
_UNREAD = {"im": "RCS messages", "ft": "RCS files", "rcs_message": "RCS messages", "spam_pdu": "multimedia spam"}


def recognise(head: Head) -> float:
    """Score a database by the tables of Android's telephony provider."""
    tables = set(head.tables)
    if "sms" in tables and tables & {"pdu", "threads", "canonical_addresses"}:
        return 0.95
    return 0.9 if {"pdu", "addr", "part"} <= tables else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield texts, texts taken for spam, and multimedia messages.

    Raises:
        InputError: the database cannot be opened, or is of another kind.
    """
    with opened(source) as database:
        require(database, source, "sms", "pdu")
        know_recipients(database)
        notes = unread(database, _UNREAD)
        for table in ("sms", SPAM):
            if database.has(table):
                found = text_part(database, table, options)
                found.tally.warnings += notes
                notes = []
                yield found
        if database.has("pdu", "_id"):
            found = multimedia_part(database, options)
            found.tally.warnings += notes
            yield found


READER = Reader(
    name="android-messages",
    version="1",
    title="Text and multimedia messages of an Android telephone (mmssms.db)",
    recognise=recognise,
    read=read,
)
