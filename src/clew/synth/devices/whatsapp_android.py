"""An invented telephone's WhatsApp as Android keeps it: `msgstore.db` of both generations, `wa.db`, the settings."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import count
from pathlib import Path
from xml.sax.saxutils import escape

from clew.synth.devices.sqlite_file import write_database
from clew.synth.devices.telephone import Message, Telephone

_NEW = """
CREATE TABLE jid (_id INTEGER PRIMARY KEY, user TEXT NOT NULL, server TEXT NOT NULL, agent INTEGER, device INTEGER,
  type INTEGER, raw_string TEXT);
CREATE TABLE jid_map (lid_row_id INTEGER PRIMARY KEY, jid_row_id INTEGER NOT NULL);
CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT,
  created_timestamp INTEGER);
CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL,
  key_id TEXT NOT NULL, sender_jid_row_id INTEGER, status INTEGER, broadcast INTEGER, recipient_count INTEGER,
  origination_flags INTEGER, received_timestamp INTEGER, timestamp INTEGER, message_type INTEGER, text_data TEXT,
  starred INTEGER, sort_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE message_media (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, file_path TEXT, mime_type TEXT,
  media_name TEXT, file_hash TEXT, file_size INTEGER);
CREATE TABLE message_location (message_row_id INTEGER PRIMARY KEY, chat_row_id INTEGER, latitude REAL, longitude REAL,
  place_name TEXT, place_address TEXT, url TEXT);
CREATE TABLE message_revoked (message_row_id INTEGER PRIMARY KEY, revoked_key_id TEXT, admin_jid_row_id INTEGER,
  revoke_timestamp INTEGER);
CREATE TABLE message_edit_info (message_row_id INTEGER PRIMARY KEY, original_key_id TEXT, edited_timestamp INTEGER);
CREATE TABLE message_system (message_row_id INTEGER PRIMARY KEY, action_type INTEGER NOT NULL);
CREATE TABLE message_system_number_change (message_row_id INTEGER PRIMARY KEY, old_jid_row_id INTEGER,
  new_jid_row_id INTEGER);
CREATE TABLE message_system_chat_participant (message_row_id INTEGER, user_jid_row_id INTEGER);
CREATE TABLE call_log (_id INTEGER PRIMARY KEY, jid_row_id INTEGER, from_me INTEGER, call_id TEXT,
  transaction_id INTEGER, timestamp INTEGER, video_call INTEGER, duration INTEGER, call_result INTEGER,
  group_jid_row_id INTEGER NOT NULL DEFAULT 0);
CREATE TABLE call_log_participant_v2 (_id INTEGER PRIMARY KEY, call_log_row_id INTEGER, jid_row_id INTEGER,
  call_result INTEGER);
CREATE TABLE group_participant_user (_id INTEGER PRIMARY KEY, group_jid_row_id INTEGER, user_jid_row_id INTEGER,
  rank INTEGER, pending INTEGER);
"""
_OLD = """
CREATE TABLE messages (_id INTEGER PRIMARY KEY, key_remote_jid TEXT NOT NULL, key_from_me INTEGER, key_id TEXT NOT NULL,
  status INTEGER, needs_push INTEGER, data TEXT, timestamp INTEGER, media_url TEXT, media_mime_type TEXT,
  media_wa_type TEXT, media_size INTEGER, media_name TEXT, media_caption TEXT, media_hash TEXT, latitude REAL,
  longitude REAL, thumb_image BLOB, remote_resource TEXT, received_timestamp INTEGER);
CREATE TABLE chat_list (_id INTEGER PRIMARY KEY, key_remote_jid TEXT UNIQUE, subject TEXT, creation INTEGER);
CREATE TABLE group_participants (_id INTEGER PRIMARY KEY, gjid TEXT NOT NULL, jid TEXT NOT NULL, admin INTEGER,
  pending INTEGER);
"""
_WA = """
CREATE TABLE wa_contacts (_id INTEGER PRIMARY KEY, jid TEXT, is_whatsapp_user BOOLEAN, status TEXT, number TEXT,
  raw_contact_id INTEGER, display_name TEXT, phone_type INTEGER, given_name TEXT, family_name TEXT, wa_name TEXT);
"""
_RESULTS = {"answered": 5, "missed": 4, "rejected": 2}
_Rows = Iterable[tuple[object, ...]]


def write_msgstore(telephone: Telephone, path: Path, *, generation: str = "new", wal: bool = False) -> None:
    """Write `msgstore.db`.

    Args:
        telephone: The invented truth.
        path: The file.
        generation: `new`, `old`, or `both`: every message in the new table, the first half of them in the old one too.
        wal: Leave the last tenth of the messages of the new generation in the write-ahead log.
    """
    messages = [m for m in telephone.messages if m.service == "whatsapp"]
    cut = len(messages) * 9 // 10 if wal and generation != "old" else len(messages)
    ids = _ids(telephone)

    def fill(database: sqlite3.Connection) -> None:
        if generation != "old":
            _fill_new(database, telephone, ids)
            _insert_messages(database, _new_rows(telephone, messages[:cut], ids, 2))
        if generation != "new":
            _fill_old(database, telephone, messages if generation == "old" else messages[: len(messages) // 2])

    def late(database: sqlite3.Connection) -> None:
        _insert_messages(database, _new_rows(telephone, messages[cut:], ids, 2 + cut))

    schema = {"new": _NEW, "old": _OLD, "both": _NEW + _OLD}[generation]
    write_database(path, schema, fill, late if cut < len(messages) else None)


def write_wa(telephone: Telephone, path: Path) -> None:
    """Write `wa.db`: saved contacts, the groups, and one account that is not saved but has chosen a name."""
    saved = [c for c in telephone.contacts if not c.deleted]
    rows: list[tuple[object, ...]] = [
        (_jid(c.number), 1, c.number, i, c.name, "chosen name" if i == 1 else None) for i, c in enumerate(saved, 1)
    ]
    rows += [(f"{g.id}@g.us", 0, None, -1, g.title, None) for g in telephone.groups]
    known = {c.number for c in telephone.contacts}
    stranger = next(m for m in telephone.groups[1].members if m not in known)
    rows.append((_jid(stranger), 1, None, None, None, "Zed"))
    statement = (
        "INSERT INTO wa_contacts (jid, is_whatsapp_user, number, raw_contact_id, display_name, wa_name) "
        "VALUES (?, ?, ?, ?, ?, ?)"
    )
    write_database(path, _WA, lambda database: database.executemany(statement, rows))


def write_preferences(telephone: Telephone, path: Path) -> None:
    """Write the settings of WhatsApp with the owner's own number, without its country code and with it apart."""
    country, national = telephone.number[1:3], telephone.number[3:]
    path.write_text(
        "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<map>\n"
        f'    <string name="cc">{country}</string>\n    <string name="ph">{national}</string>\n'
        f'    <string name="push_name">{escape("Zed & co")}</string>\n    <int name="number_of_launches" value="7" />\n'
        "</map>\n",
        encoding="utf-8",
    )


def _jid(number: str) -> str:
    return f"{number[1:]}@s.whatsapp.net"


def _ids(telephone: Telephone) -> dict[str, int]:
    """Number the accounts and groups: rows of `jid`; a chat has the number of its account."""
    people = {c.number for c in telephone.calls} | {m.number for m in telephone.messages if m.number}
    people |= {n for g in telephone.groups for n in g.members}
    jids = [_jid(number) for number in sorted(people)] + [f"{g.id}@g.us" for g in telephone.groups]
    return {jid: i for i, jid in enumerate(jids, 1)}


def _fill_new(database: sqlite3.Connection, telephone: Telephone, ids: dict[str, int]) -> None:
    groups = {f"{g.id}@g.us": g for g in telephone.groups}
    parts = ((i, *jid.split("@"), jid) for jid, i in ids.items())
    database.executemany("INSERT INTO jid (_id, user, server, raw_string) VALUES (?, ?, ?, ?)", parts)
    chats = [
        (i, i, groups[j].title if j in groups else None, groups[j].created_utc * 1000 if j in groups else None)
        for j, i in ids.items()
    ]
    database.executemany("INSERT INTO chat VALUES (?, ?, 0, ?, ?)", chats)
    database.execute(
        "INSERT INTO message (chat_row_id, from_me, key_id, status, message_type) VALUES (-1,1,'-1',-1,-1)"
    )
    members = [
        (ids[f"{g.id}@g.us"], ids[_jid(n)], 1 if i == 0 else 0)
        for g in telephone.groups
        for i, n in enumerate(g.members)
    ]
    database.executemany(
        "INSERT INTO group_participant_user (group_jid_row_id, user_jid_row_id, rank, pending) VALUES (?, ?, ?, 0)",
        members,
    )
    calls = [
        (ids[_jid(c.number)], int(c.outgoing), f"call:{i}", c.start_utc * 1000, c.duration_s, _RESULTS[c.outcome])
        for i, c in enumerate(telephone.calls)
        if c.service == "whatsapp"
    ]
    database.executemany(
        "INSERT INTO call_log (jid_row_id, from_me, call_id, timestamp, video_call, duration, call_result) "
        "VALUES (?, ?, ?, ?, 0, ?, ?)",
        calls,
    )


def _new_rows(
    telephone: Telephone, messages: Iterable[Message], ids: dict[str, int], first: int
) -> Iterator[tuple[object, ...]]:
    groups = [ids[f"{g.id}@g.us"] for g in telephone.groups]
    by_number = {f"+{jid.partition('@')[0]}": i for jid, i in ids.items()}
    for i, m in zip(count(first), messages):
        mine = int(m.outgoing)
        group = m.group >= 0
        chat = groups[m.group] if group else by_number[m.number]
        sender = by_number[m.number] if group and not mine else None
        at = m.start_utc * 1000
        yield i, chat, mine, f"{i:020X}", sender, 13 if mine else 0, at, at, m.text


def _insert_messages(database: sqlite3.Connection, rows: _Rows) -> None:
    database.executemany(
        "INSERT INTO message (_id, chat_row_id, from_me, key_id, sender_jid_row_id, status, received_timestamp, "
        "timestamp, message_type, text_data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)",
        rows,
    )


def _fill_old(database: sqlite3.Connection, telephone: Telephone, messages: list[Message]) -> None:
    groups = [f"{g.id}@g.us" for g in telephone.groups]
    database.execute(
        "INSERT INTO messages (key_remote_jid, key_from_me, key_id, status, media_wa_type, timestamp) "
        "VALUES ('-1', 0, '-1', -1, '-1', 0)"
    )
    rows: list[tuple[object, ...]] = []
    for i, m in enumerate(messages, 2):
        group = m.group >= 0
        chat = groups[m.group] if group else _jid(m.number)
        sender = _jid(m.number) if group and not m.outgoing else None
        rows.append((i, chat, int(m.outgoing), f"{i:020X}", 5, m.text, m.start_utc * 1000, "0", 0.0, 0.0, sender))
    database.executemany(
        "INSERT INTO messages (_id, key_remote_jid, key_from_me, key_id, status, data, timestamp, media_wa_type, "
        "latitude, longitude, remote_resource) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    for jid, g in zip(groups, telephone.groups, strict=True):
        database.execute(
            "INSERT INTO chat_list (key_remote_jid, subject, creation) VALUES (?, ?, ?)",
            (jid, g.title, g.created_utc * 1000),
        )
        database.executemany(
            "INSERT INTO group_participants (gjid, jid, admin, pending) VALUES (?, ?, ?, 0)",
            [(jid, "", 0), *((jid, _jid(n), int(i == 0)) for i, n in enumerate(g.members))],
        )
    number = 2 + len(messages)
    database.executemany(
        "INSERT INTO messages (_id, key_remote_jid, key_from_me, key_id, status, timestamp, media_wa_type) "
        "VALUES (?, ?, 1, ?, 6, ?, '0')",
        [
            (number + i, jid, f"notice{i}", g.created_utc * 1000)
            for i, (jid, g) in enumerate(zip(groups, telephone.groups, strict=True))
        ],
    )
    calls = [c for c in telephone.calls if c.service == "whatsapp"]
    number += len(groups)
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'call_log'").fetchone():
        database.executemany(
            "INSERT INTO messages (_id, key_remote_jid, key_from_me, key_id, status, timestamp, media_wa_type) "
            "VALUES (?, ?, ?, ?, 0, ?, ?)",
            [
                (
                    number + i,
                    _jid(c.number),
                    int(c.outgoing),
                    f"call{i}",
                    c.start_utc * 1000,
                    "8" if c.duration_s else "10",
                )
                for i, c in enumerate(calls)
            ],
        )
