"""WhatsApp on an iPhone: `ChatStorage.sqlite`, `CallHistory.sqlite`, `ContactsV2.sqlite`, `LID.sqlite`.

Privacy ids (`@lid`) are accounts of their own; where a database says which number one belongs to, that is a link.
"""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database, opened
from clew.readers.ios.part import listed_part
from clew.readers.ios.whatsapp_book import privacy_accounts, privacy_ids, saved_contacts
from clew.readers.ios.whatsapp_calls import WhatsappCalls
from clew.readers.ios.whatsapp_chats import WhatsappChats
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_PROFILE = "whatsapp-ios"
_MARKS = ("zwamessage", "zwacdcallevent", "zwaaddressbookcontact", "zwazaccount")


def recognise(head: Head) -> float:
    """Score a database by the tables of WhatsApp's Core Data model."""
    return 0.95 if any(mark in head.tables for mark in _MARKS) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the parts of whichever of WhatsApp's databases it is."""
    with opened(source) as database:
        for name, (normaliser, listing, note) in _parts(database).items():
            if listing is not None:
                yield listed_part(
                    database, listing, options,
                    name=name, profile=_PROFILE, normaliser=normaliser, notes=(note,),
                )  # fmt: skip


def _parts(database: Database) -> dict[str, tuple[str, Listing | None, str]]:
    found: dict[str, tuple[str, Listing | None, str]] = {}
    if database.has("zwamessage") and database.has("zwachatsession"):
        chats = WhatsappChats(database)
        found["messages"] = ("calls", chats.messages(), database.log_note("ZWAMESSAGE"))
        found["positions"] = ("locations", chats.positions(), "")
        found["group members"] = ("links", chats.members(), "")
        found["own groups"] = ("links", chats.own_memberships(), "")
        found["member changes"] = ("links", chats.member_changes(), "")
        found["chosen names"] = ("links", chats.chosen_names(), "")
    if database.has("zwacdcallevent"):
        calls = WhatsappCalls(database)
        notes = "; ".join(note for note in (calls.note(), database.log_note("ZWACDCALLEVENT")) if note)
        found["calls"] = ("calls", calls.calls(), notes)
        found["group calls"] = ("links", calls.participants() if calls.has_participants else None, "")
    if database.has("zwaaddressbookcontact"):
        found["contacts"] = ("contacts", saved_contacts(database), database.log_note("ZWAADDRESSBOOKCONTACT"))
        found["privacy ids"] = ("links", privacy_ids(database), "")
    if database.has("zwazaccount", "ZIDENTIFIER", "ZPHONENUMBER"):
        found["privacy accounts"] = ("links", privacy_accounts(database), database.log_note("ZWAZACCOUNT"))
    return found


READER = Reader(
    name="whatsapp-ios",
    version="1",
    title="WhatsApp on an iPhone: chats, calls, contacts",
    recognise=recognise,
    read=read,
)
