"""An invented telephone's `sms.db`: SMS and iMessage, one to one and in groups."""

from __future__ import annotations

import sqlite3
import uuid
from pathlib import Path

from clew.synth.devices.ios_database import COCOA_EPOCH_S, insert, new_database
from clew.synth.devices.telephone import Message, Telephone

_SCHEMA = """
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT,
 service TEXT NOT NULL, UNIQUE (id, service));
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT,
 handle_id INTEGER DEFAULT 0, attributedBody BLOB, service TEXT, account TEXT, error INTEGER DEFAULT 0, date INTEGER,
 date_read INTEGER, date_delivered INTEGER, is_from_me INTEGER DEFAULT 0, is_sent INTEGER DEFAULT 0,
 cache_roomnames TEXT, item_type INTEGER DEFAULT 0, other_handle INTEGER DEFAULT 0, group_title TEXT,
 group_action_type INTEGER DEFAULT 0, associated_message_guid TEXT, associated_message_type INTEGER DEFAULT 0,
 message_summary_info BLOB, destination_caller_id TEXT, date_edited INTEGER, date_retracted INTEGER);
CREATE TABLE chat (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, style INTEGER,
 chat_identifier TEXT, service_name TEXT, room_name TEXT, account_login TEXT, last_addressed_handle TEXT,
 display_name TEXT);
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, filename TEXT,
 mime_type TEXT, transfer_name TEXT, total_bytes INTEGER DEFAULT 0);
CREATE TABLE chat_message_join (chat_id INTEGER, message_id INTEGER, PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_recoverable_message_join (chat_id INTEGER, message_id INTEGER, delete_date INTEGER,
 PRIMARY KEY (chat_id, message_id));
CREATE TABLE chat_handle_join (chat_id INTEGER, handle_id INTEGER, UNIQUE (chat_id, handle_id));
CREATE TABLE message_attachment_join (message_id INTEGER, attachment_id INTEGER, UNIQUE (message_id, attachment_id));
CREATE TABLE deleted_messages (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, guid TEXT NOT NULL)
"""
_STREAM = (
    b"\x04\x0bstreamtyped\x81\xe8\x03\x84\x01@\x84\x84\x84\x19NSMutableAttributedString\x00\x84\x84\x12"
    b"NSAttributedString\x00\x84\x84\x08NSObject\x00\x85\x92\x84\x84\x84\x0fNSMutableString\x01\x84\x84\x08"
    b"NSString\x01\x95\x84\x01+"
)
_NAMES = {"sms": "SMS", "imessage": "iMessage"}
_GROUP, _SINGLE = 43, 45
_LIKED = 2001


def write_messages(
    telephone: Telephone, path: Path, *, seconds: bool = False, tapbacks: bool = False, wal_only: bool = False
) -> None:
    """Write the SMS and iMessages of a telephone as `sms.db`.

    Every third text is in `attributedBody` alone and every third in both fields, as since iOS 16. A deleted message
    is one that can still be recovered.

    Args:
        telephone: The invented truth.
        path: The file to write.
        seconds: Count time in seconds as until iOS 10, not in nanoseconds.
        tapbacks: Let somebody like every tenth message.
        wal_only: Leave everything in the write-ahead log.
    """
    unit = 1 if seconds else 1_000_000_000
    with new_database(path, _SCHEMA, wal_only=wal_only) as connection:
        chats = _Chats(connection, telephone)
        for place, message in enumerate(m for m in telephone.messages if m.service in _NAMES):
            chat, handle, service = chats.of(message)
            guid = _guid(f"message {place}")
            at = (message.start_utc - COCOA_EPOCH_S) * unit
            row = insert(
                connection, "message",
                guid=guid, text=None if place % 3 == 1 else message.text,
                attributedBody=typed_stream(message.text) if place % 3 else None,
                handle_id=handle, service=service, account=f"P:{telephone.number}", date=at,
                is_from_me=int(message.outgoing), is_sent=int(message.outgoing),
                destination_caller_id=telephone.number,
            )  # fmt: skip
            join = "chat_recoverable_message_join" if message.deleted else "chat_message_join"
            insert(connection, join, chat_id=chat, message_id=row)
            if tapbacks and place % 10 == 0:
                liked = insert(
                    connection, "message",
                    guid=_guid(f"tapback {place}"), text=f"Liked “{message.text}”", handle_id=handle, service=service,
                    date=at + 60 * unit, is_from_me=int(not message.outgoing), associated_message_type=_LIKED,
                    associated_message_guid=f"p:0/{guid}", destination_caller_id=telephone.number,
                )  # fmt: skip
                insert(connection, "chat_message_join", chat_id=chat, message_id=liked)


def typed_stream(text: str) -> bytes:
    """Return a text as the typed stream of an `attributedBody`."""
    data = text.encode()
    if len(data) < 0x80:
        size = bytes([len(data)])
    elif len(data) < 0x10000:
        size = b"\x81" + len(data).to_bytes(2, "little")
    else:
        size = b"\x82" + len(data).to_bytes(4, "little")
    return _STREAM + size + data + b"\x86\x84\x02iI\x01"


class _Chats:
    """Makes handles and chats when the first message needs them."""

    def __init__(self, connection: sqlite3.Connection, telephone: Telephone) -> None:
        self._connection, self._telephone = connection, telephone
        self._handles: dict[tuple[str, str], int] = {}
        self._chats: dict[str, int] = {}

    def of(self, message: Message) -> tuple[int, int, str]:
        """Return chat, handle (0 for the owner's own message in a group) and service of a message."""
        service = _NAMES[message.service]
        if message.group < 0:
            handle = self._handle(message.number, service)
            return self._chat(f"{service};-;{message.number}", _SINGLE, "", (handle,)), handle, service
        group = self._telephone.groups[message.group]
        members = tuple(self._handle(number, service) for number in group.members)
        chat = self._chat(f"{service};+;chat{group.id}", _GROUP, group.title, members)
        return chat, 0 if message.outgoing else self._handle(message.number, service), service

    def _handle(self, number: str, service: str) -> int:
        key = (number, service)
        if key not in self._handles:
            self._handles[key] = insert(self._connection, "handle", id=number, country="gb", service=service)
        return self._handles[key]

    def _chat(self, guid: str, style: int, title: str, handles: tuple[int, ...]) -> int:
        if guid not in self._chats:
            service, _, identifier = guid.split(";")
            self._chats[guid] = insert(
                self._connection, "chat",
                guid=guid, style=style, chat_identifier=identifier, service_name=service, display_name=title,
                account_login=f"P:{self._telephone.number}", last_addressed_handle=self._telephone.number,
            )  # fmt: skip
            for handle in handles:
                insert(self._connection, "chat_handle_join", chat_id=self._chats[guid], handle_id=handle)
        return self._chats[guid]


def _guid(name: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_OID, name)).upper()
