"""WhatsApp on iPhones: who wrote in a group, privacy ids, broadcasts, status posts, calls, old small databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from clew.case import Case
from clew.ledger.session import open_ledger
from clew.readers.ios.whatsapp_chats import jids
from clew.synth.devices.ios_whatsapp import write_whatsapp, write_whatsapp_calls
from clew.synth.devices.telephone import FIRST_UTC, Call, Message, Telephone, invented_telephone

A, B = "447700900101", "447700900102"
COCOA = FIRST_UTC - 978_307_200
SQL = tuple[str, tuple[Any, ...]]


def jid(number: str, server: str = "s.whatsapp.net") -> str:
    return f"{number.removeprefix('+')}@{server}"


def message(text: str = "hello", *, out: bool = False, number: str = f"+{A}", group: int = -1) -> Message:
    return Message(FIRST_UTC, "" if out and group >= 0 else number, out, text, "whatsapp", group)


def changed(path: Path, sql: tuple[SQL, ...]) -> Path:
    with sqlite3.connect(path) as connection:
        for statement, values in sql:
            connection.execute(statement, values)
    connection.close()
    return path


@pytest.fixture
def telephone() -> Telephone:
    return invented_telephone()


@pytest.fixture
def chats(telephone: Telephone, tmp_path: Path) -> Callable[..., Path]:
    def make(*messages: Message, sql: tuple[SQL, ...] = ()) -> Path:
        path = tmp_path / "ChatStorage.sqlite"
        write_whatsapp(replace(telephone, messages=messages), path)
        return changed(path, sql)

    return make


@pytest.fixture
def calls(telephone: Telephone, tmp_path: Path) -> Callable[..., Path]:
    def make(*found: Call, sql: tuple[SQL, ...] = ()) -> Path:
        path = tmp_path / "CallHistory.sqlite"
        write_whatsapp_calls(replace(telephone, calls=found), path)
        return changed(path, sql)

    return make


def part(parts: list[Any], name: str) -> Any:
    return next(p for p in parts if p.part.name == name)


def test_messages_in_and_out(read, chats) -> None:
    found = part(read(chats(message(), message("yes", out=True))), "messages")
    assert [(r["caller"], r["called"], r["type"]) for r in found.rows] == [
        (jid(A), None, "app in"), (None, jid(A), "app out"),
    ]  # fmt: skip
    assert set(found.column("app")) == {"WhatsApp"}
    assert found.rows[0]["start"] == f"{FIRST_UTC}000000"
    assert found.rows[0]["contact_name"] is None  # the chat is named by its number: nobody saved it


def test_in_a_group_the_member_wrote_and_not_the_group(read, chats, telephone) -> None:
    group, sender = telephone.groups[0], telephone.groups[0].members[1]
    parts = read(chats(message(number=sender, group=0), message("mine", out=True, group=0)))
    assert [(r["caller"], r["called"]) for r in part(parts, "messages").rows] == [
        (jid(sender), jid(group.id, "g.us")), (None, jid(group.id, "g.us")),
    ]  # fmt: skip
    members = [r for r in part(parts, "group members").rows if r["target"] == jid(group.id, "g.us")]
    assert {r["source"] for r in members} == {jid(number) for number in group.members}
    assert [r["note"] for r in members] == ["admin", None, None, None]
    assert {r["target_label"] for r in part(parts, "own groups").rows} == {g.title for g in telephone.groups}


def test_a_group_message_without_its_member_has_no_sender(read, chats) -> None:
    sql = (("UPDATE ZWAMESSAGE SET ZGROUPMEMBER = NULL", ()),)
    row = part(read(chats(message(group=0), sql=sql)), "messages").rows[0]
    assert row["caller"] is None
    assert row["called"].endswith("@g.us")


def test_a_broadcast_is_no_group_and_a_status_post_is_no_message(read, chats) -> None:
    session = "INSERT INTO ZWACHATSESSION (Z_PK, ZCONTACTJID, ZSESSIONTYPE) VALUES (?, ?, ?)"
    sql = (
        (session, (90, jid("1", "broadcast"), 2)),
        (session, (91, jid("status", "broadcast"), 3)),
        ("INSERT INTO ZWAMESSAGE (ZCHATSESSION, ZISFROMME, ZTOJID, ZTEXT) VALUES (90, 1, ?, 'all')",
         (jid("1", "broadcast"),)),
        ("INSERT INTO ZWAMESSAGE (ZCHATSESSION, ZISFROMME, ZFROMJID, ZTEXT) VALUES (91, 0, ?, 'look')", (jid(A),)),
    )  # fmt: skip
    found = part(read(chats(sql=sql)), "messages")
    assert [(r["caller"], r["called"], r["conversation"]) for r in found.rows] == [(None, None, jid("1", "broadcast"))]
    assert found.aside == [("ZWAMESSAGE 2", "a status post shown to all contacts, no message to anybody")]


def test_events_of_a_group_and_notices_are_set_aside(read, chats) -> None:
    sql = (
        ("UPDATE ZWAMESSAGE SET ZMESSAGETYPE = 6, ZGROUPEVENTTYPE = 2 WHERE Z_PK = 1", ()),
        ("UPDATE ZWAMESSAGE SET ZMESSAGETYPE = 10 WHERE Z_PK = 2", ()),
        ("UPDATE ZWAMESSAGE SET ZMESSAGETYPE = 14, ZTEXT = NULL WHERE Z_PK = 3", ()),
    )
    found = part(read(chats(message(group=0), message(), message(), sql=sql)), "messages")
    assert found.aside == [
        ("ZWAMESSAGE 1", "an event of the chat, no message (type 2)"),
        ("ZWAMESSAGE 2", "a notice of the app, no message"),
    ]
    assert [(r["row_ref"], r["status"]) for r in found.rows] == [("ZWAMESSAGE 3", "taken back by its sender")]


def test_a_number_behind_a_privacy_id_is_taken_from_the_message(read, chats) -> None:
    sql = (("UPDATE ZWACHATSESSION SET ZCONTACTJID = ? WHERE ZSESSIONTYPE = 0", (jid("100000000000001", "lid"),)),)
    row = part(read(chats(message(), sql=sql)), "messages").rows[0]
    assert (row["caller"], row["conversation"]) == (jid(A), jid("100000000000001", "lid"))


def test_a_sent_position_is_only_mentioned_and_media_are_named(read, chats) -> None:
    sql = (
        (
            "INSERT INTO ZWAMEDIAITEM (Z_PK, ZLATITUDE, ZLONGITUDE, ZMEDIALOCALPATH) VALUES (1, 53.8, -1.5, 'a.thumb')",
            (),
        ),
        ("UPDATE ZWAMESSAGE SET ZMESSAGETYPE = 5, ZMEDIAITEM = 1", ()),
    )
    parts = read(chats(message(), sql=sql))
    assert [(r["lat"], r["lon"], r["basis"]) for r in part(parts, "positions").rows] == [("53.8", "-1.5", "mentioned")]
    assert "medialocalpath=a.thumb" in part(parts, "messages").rows[0]["raw"]


def test_a_name_somebody_chose_is_an_alias_and_no_saved_contact(read, chats) -> None:
    sql = (("INSERT INTO ZWAPROFILEPUSHNAME (ZJID, ZPUSHNAME) VALUES (?, 'Fen'), (?, '')", (jid(A), jid(B))),)
    found = part(read(chats(sql=sql)), "chosen names")
    assert [(r["source"], r["target"], r["target_type"], r["link_type"]) for r in found.rows] == [
        (jid(A), "Fen", "alias", "known as")
    ]
    assert found.aside == [("ZWAPROFILEPUSHNAME 2", "no name")]


def test_changes_of_members_are_links_person_by_person(read, chats, telephone) -> None:
    group = jid(telephone.groups[0].id, "g.us")
    columns = "Z_PK INTEGER PRIMARY KEY, ZCHANGEDATE, ZCHANGETYPE, ZGROUPJID, ZMEMBERJIDS"
    sql = (
        (f"CREATE TABLE ZWAGROUPMEMBERSCHANGE ({columns})", ()),
        ("INSERT INTO ZWAGROUPMEMBERSCHANGE VALUES (1, ?, 2, ?, ?)", (COCOA, group, f"{jid(A)},{jid(B)}")),
    )  # fmt: skip
    found = part(read(chats(sql=sql)), "member changes")
    assert [(r["source"], r["target"], r["start"]) for r in found.rows] == [
        (jid(A), group, f"{FIRST_UTC}000000"), (jid(B), group, f"{FIRST_UTC}000000"),
    ]  # fmt: skip


def test_addresses_are_found_in_lists_and_archives() -> None:
    assert jids(f"bplist00\x00{jid(A)}\x08{jid(B)}{jid(A)}".encode()) == f'["{jid(A)}", "{jid(B)}"]'
    assert jids(b"\xff\x00") == jids(None) == "[]"


def test_a_small_database_without_members_and_media(read, tmp_path: Path) -> None:
    path = tmp_path / "few.sqlite"
    sql: tuple[SQL, ...] = (
        ("CREATE TABLE ZWAMESSAGE (Z_PK INTEGER PRIMARY KEY, ZCHATSESSION, ZFROMJID, ZTEXT, ZMESSAGEDATE REAL)", ()),
        ("CREATE TABLE ZWACHATSESSION (Z_PK INTEGER PRIMARY KEY, ZCONTACTJID, ZPARTNERNAME)", ()),
        ("INSERT INTO ZWACHATSESSION VALUES (1, ?, 'Rota')", (jid("120363000000000009", "g.us"),)),
        ("INSERT INTO ZWAMESSAGE VALUES (1, 1, ?, 'hi', ?)", (jid(A), COCOA + 0.5)),
    )
    found = part(read(changed(path, sql)), "messages")
    assert [(r["caller"], r["called"]) for r in found.rows] == [(jid(A), jid("120363000000000009", "g.us"))]
    assert found.rows[0]["start"] == f"{FIRST_UTC}500000"


def call(*, out: bool = False, outcome: str = "answered") -> Call:
    return Call(FIRST_UTC, f"+{A}", out, 60 if outcome == "answered" else 0, outcome, "whatsapp")


def test_calls_answered_missed_and_rejected(read, calls) -> None:
    found = read(
        calls(
            call(), call(out=True), call(outcome="missed"), call(outcome="rejected"), call(out=True, outcome="missed")
        )
    )[0]
    assert found.column("type") == ["voice in", "voice out", "voice missed in", "voice rejected in", "voice missed out"]
    assert found.column("caller") == [jid(A), None, jid(A), jid(A), None]


def test_without_aggregates_the_creator_tells_the_direction_and_a_warning_says_so(read, calls) -> None:
    found = read(calls(call(), call(out=True), sql=(("DROP TABLE ZWAAGGREGATECALLEVENT", ()),)))[0]
    assert found.column("type") == ["voice in", "voice out"]
    assert any("incoming from outgoing" in warning for warning in found.part.tally.warnings)


def test_a_group_call_is_one_event_with_its_group(read, calls) -> None:
    group = jid("120363000000000009", "g.us")
    sql = (
        ("UPDATE ZWACDCALLEVENT SET ZGROUPJIDSTRING = ?", (group,)),
        ("INSERT INTO ZWACDCALLEVENTPARTICIPANT (Z1PARTICIPANTS, ZJIDSTRING) VALUES (1, ?)", (jid(B),)),
    )
    events, members = read(calls(call(), sql=sql))
    assert [(r["caller"], r["called"]) for r in events.rows] == [(jid(A), group)]
    assert {(r["source"], r["target"]) for r in members.rows} == {(jid(A), group), (jid(B), group)}


def test_the_address_book_and_whose_privacy_id_is_whose(read, tmp_path: Path) -> None:
    columns = "Z_PK INTEGER PRIMARY KEY, ZFULLNAME, ZPHONENUMBER, ZWHATSAPPID, ZLID"
    sql: tuple[SQL, ...] = (
        (f"CREATE TABLE ZWAADDRESSBOOKCONTACT ({columns})", ()),
        ("INSERT INTO ZWAADDRESSBOOKCONTACT VALUES (1, 'Mum', ?, ?, ?)",
         (f"+{A}", jid(A), jid("100000000000001", "lid"))),
        ("INSERT INTO ZWAADDRESSBOOKCONTACT VALUES (2, 'Bex', NULL, ?, NULL)", (jid(B),)),
    )  # fmt: skip
    contacts, ids = read(changed(tmp_path / "ContactsV2.sqlite", sql))
    assert [(r["display_name"], r["phone"], r["messaging"]) for r in contacts.rows] == [
        ("Mum", f"+{A}", None), ("Bex", None, jid(B)),
    ]  # fmt: skip
    assert [(r["source"], r["target"]) for r in ids.rows] == [(jid("100000000000001", "lid"), jid(A))]


def test_the_list_of_privacy_ids(read, tmp_path: Path) -> None:
    sql: tuple[SQL, ...] = (
        ("CREATE TABLE ZWAZACCOUNT (Z_PK INTEGER PRIMARY KEY, ZIDENTIFIER, ZPHONENUMBER)", ()),
        ("INSERT INTO ZWAZACCOUNT VALUES (1, '100000000000001', ?), (2, '100000000000002', NULL)", (A,)),
    )
    (found,) = read(changed(tmp_path / "LID.sqlite", sql))
    assert [(r["source"], r["target"]) for r in found.rows] == [(jid("100000000000001", "lid"), jid(A))]


def test_every_message_of_a_telephone_reaches_the_ledger_out_of_the_log(
    telephone: Telephone, tmp_path: Path, new_case: Callable[[str], Case]
) -> None:
    path = tmp_path / "ChatStorage.sqlite"
    write_whatsapp(telephone, path, wal_only=True)
    files = [path, path.with_name(f"{path.name}-wal")]
    before = [sha256(p.read_bytes()).hexdigest() for p in files]
    case = new_case("case")
    assert [r.error for r in case.load([path], legal_basis="seizure", timezone="UTC")] == [None]
    with open_ledger(case.folder, case.exhibits()) as session:
        found = session.execute(
            "SELECT epoch(start_utc)::BIGINT, if(a_kind = 'device', NULL, a), if(b_kind = 'device', NULL, b), text"
            " FROM event ORDER BY start_utc, text"
        ).fetchall()
        members = session.execute("SELECT a, b FROM membership WHERE a_kind = 'phone'").fetchall()
    expected = []
    for m in sorted((m for m in telephone.messages if m.service == "whatsapp"), key=lambda m: (m.start_utc, m.text)):
        group = f"whatsapp:{telephone.groups[m.group].id}@g.us" if m.group >= 0 else None
        expected.append(
            (m.start_utc, None if m.outgoing else m.number, group or (m.number if m.outgoing else None), m.text)
        )
    assert found == expected
    assert set(members) == {(n, f"whatsapp:{g.id}@g.us") for g in telephone.groups for n in g.members}
    exhibit = case.exhibits()[0]
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    assert [sha256(p.read_bytes()).hexdigest() for p in files] == before
