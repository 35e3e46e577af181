"""Messages of an iPhone or a Mac: `sms.db`, `chat.db` (SMS, MMS, iMessage, RCS).

Reactions and events of a group are no messages and are set aside; who joined or left a group becomes a membership.
The user of the telephone is not named and stays the exhibit's device; the numbers and accounts it used are statements
about the device.
"""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.opened import Database, opened
from clew.readers.ios.imessage import Imessage
from clew.readers.ios.message_texts import MessageTexts
from clew.readers.ios.part import listed_part
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally

_PROFILE = "ios-messages"


def recognise(head: Head) -> float:
    """Score a database by its tables `message` and `handle`."""
    return 0.95 if {"message", "handle"} <= set(head.tables) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield messages, changes and members of groups, and what the telephone itself was reached by."""
    with opened(source) as database:
        found, texts = Imessage(database), MessageTexts(database.connection)

        def told(tally: Tally) -> None:
            if texts.differing:
                tally.warnings.append(
                    f"{texts.differing:,} messages hold different words in text and attributedBody: both are kept"
                )

        yield listed_part(
            database, found.messages(), options,
            name="messages", profile=_PROFILE, normaliser="calls", notes=_notes(database), afterwards=told,
        )  # fmt: skip
        links = {
            "group changes": found.membership_events() if found.has_membership_events() else None,
            "group members": found.members(),
            "own groups": found.own_memberships(),
        }
        for name, listing in links.items():
            if listing is not None:
                yield listed_part(database, listing, options, name=name, profile=_PROFILE, normaliser="links")
        for listing in found.own_numbers():
            yield listed_part(
                database, listing, options,
                name=f"own numbers: {next(iter(listing.columns))}", profile=_PROFILE, normaliser="devices",
            )  # fmt: skip


def _notes(database: Database) -> tuple[str, ...]:
    gone = database.count("deleted_messages") if database.has("deleted_messages") else 0
    parts = database.count("recoverable_message_part") if database.has("recoverable_message_part") else 0
    return (
        database.log_note("message"),
        "" if database.has("chat", "guid") else "there is no table of chats: groups are known by their room names only",
        f"{gone:,} deleted messages are listed by id only; nothing else of them is in the database" if gone else "",
        f"{parts:,} deleted parts of messages were not read" if parts else "",
    )


READER = Reader(
    name="ios-messages",
    version="1",
    title="iPhone messages: sms.db, chat.db",
    recognise=recognise,
    read=read,
)
