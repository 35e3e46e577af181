"""Messages of an iPhone or a Mac: `sms.db`, `chat.db` (SMS, MMS, iMessage, RCS).

Reactions and events of a group are no messages and are set aside; who joined or left a group becomes a membership.
The user of the telephone is not named and stays the exhibit's device; the numbers and accounts it used are statements
about the device.
"""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.opened import Database, opened
from clew.readers.database.parts import part, require, unread
from clew.readers.ios.imessage import Imessage
from clew.readers.ios.message_texts import MessageTexts
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_PROFILE = "ios-messages"


def recognise(head: Head) -> float:
    """Score a database by its tables `message` and `handle`."""
    return 0.95 if {"message", "handle"} <= set(head.tables) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield messages, changes and members of groups, and what the telephone itself was reached by."""
    with opened(source) as database:
        require(database, source, "message")
        found, texts = Imessage(database), MessageTexts(database.connection)

        messages = found.messages()
        notes = _notes(database)
        yield texts.watch(
            part(database, messages, options, name="messages", profile=_PROFILE, normaliser="calls", notes=notes)
        )
        links = {
            "group changes": found.membership_events() if found.has_membership_events() else None,
            "group members": found.members(),
            "own groups": found.own_memberships(),
        }
        for name, listing in links.items():
            if listing is not None:
                yield part(database, listing, options, name=name, profile=_PROFILE, normaliser="links")
        for listing in found.own_numbers():
            name = f"own numbers: {listing.titles[0]}"
            yield part(database, listing, options, name=name, profile=_PROFILE, normaliser="devices")


def _notes(database: Database) -> list[str]:
    chats = "" if database.has("chat", "guid") else "there is no table of chats: groups are known by their rooms only"
    tables = {
        "deleted_messages": "ids of deleted messages, of which nothing else is left,",
        "recoverable_message_part": "deleted parts of messages",
    }
    return [chats, *unread(database, tables)]


READER = Reader(
    name="ios-messages",
    version="1",
    title="iPhone messages: sms.db, chat.db",
    recognise=recognise,
    read=read,
)
