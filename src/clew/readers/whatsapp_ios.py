"""WhatsApp on an iPhone: `ChatStorage.sqlite`, `CallHistory.sqlite`, `ContactsV2.sqlite`, `LID.sqlite`.

Privacy ids (`@lid`) are accounts of their own; where a database says which number one belongs to, that is a link.
"""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database, opened
from clew.readers.database.parts import part, require, unread
from clew.readers.ios.whatsapp_book import privacy_accounts, privacy_ids, saved_contacts
from clew.readers.ios.whatsapp_calls import WhatsappCalls
from clew.readers.ios.whatsapp_chats import WhatsappChats
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_PROFILE = "whatsapp-ios"
_MARKS = ("zwamessage", "zwacdcallevent", "zwaaddressbookcontact", "zwazaccount")
_UNREAD = {"ZWAMESSAGEINFO": "receipts and reactions", "ZWAMESSAGEDATAITEM": "previews of links"}


def recognise(head: Head) -> float:
    """Score a database by the tables of WhatsApp's Core Data model."""
    return 0.95 if any(mark in head.tables for mark in _MARKS) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the parts of whichever of WhatsApp's databases it is."""
    with opened(source) as database:
        require(database, source, *_MARKS)
        for name, (normaliser, listing, notes) in _parts(database).items():
            if listing is not None:
                yield part(database, listing, options, name=name, profile=_PROFILE, normaliser=normaliser, notes=notes)


def _parts(database: Database) -> dict[str, tuple[str, Listing | None, list[str]]]:
    found: dict[str, tuple[str, Listing | None, list[str]]] = {}
    if database.has("ZWAMESSAGE") and database.has("ZWACHATSESSION"):
        chats = WhatsappChats(database)
        found["messages"] = ("calls", chats.messages(), unread(database, _UNREAD))
        found["positions"] = ("locations", chats.positions(), [])
        found["group members"] = ("links", chats.members(), [])
        found["own groups"] = ("links", chats.own_memberships(), [])
        found["member changes"] = ("links", chats.member_changes(), [])
        found["chosen names"] = ("links", chats.chosen_names(), [])
    if database.has("ZWACDCALLEVENT"):
        calls = WhatsappCalls(database)
        found["calls"] = ("calls", calls.calls(), [calls.note()])
        found["group calls"] = ("links", calls.participants() if calls.has_participants else None, [])
    if database.has("ZWAADDRESSBOOKCONTACT"):
        found["contacts"] = ("contacts", saved_contacts(database), [])
        found["privacy ids"] = ("links", privacy_ids(database), [])
    if database.has("ZWAZACCOUNT", "ZIDENTIFIER", "ZPHONENUMBER"):
        found["privacy accounts"] = ("links", privacy_accounts(database), [])
    return found


READER = Reader(
    name="whatsapp-ios",
    version="1",
    title="WhatsApp on an iPhone: chats, calls, contacts",
    recognise=recognise,
    read=read,
)
