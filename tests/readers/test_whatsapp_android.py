"""WhatsApp of Android telephones: both generations of its database, groups, privacy ids, notices, calls, places."""

from __future__ import annotations

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from clew.ledger.session import open_ledger
from clew.synth.devices.telephone import Telephone, invented_telephone
from clew.synth.devices.whatsapp_android import write_msgstore, write_preferences, write_wa

FRIEND, OTHER = "447700900901@s.whatsapp.net", "447700900902@s.whatsapp.net"
GROUP = "120363000000000099@g.us"


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


@pytest.fixture
def quirky(telephone, tmp_path) -> Path:
    """A database of the new generation with one row of every oddity."""
    path = tmp_path / "msgstore.db"
    write_msgstore(telephone, path)
    jids = {601: FRIEND, 602: OTHER, 603: GROUP, 604: "99887766@lid", 605: "55443322@lid", 606: "status@broadcast"}
    connection = sqlite3.connect(path)
    for number, jid in jids.items():
        user, _, server = jid.partition("@")
        connection.execute(
            "INSERT INTO jid (_id, user, server, raw_string) VALUES (?, ?, ?, ?)",
            (number, user, server, None if number == 602 else jid),
        )
        subject = "Zed group" if jid == GROUP else None
        connection.execute("INSERT INTO chat VALUES (?, ?, 0, ?, NULL)", (number, number, subject))
    connection.executescript("""
        INSERT INTO jid_map VALUES (604, 601);
        INSERT INTO message (_id, chat_row_id, from_me, key_id, sender_jid_row_id, status, timestamp, message_type,
            text_data) VALUES
            (9001, 603, 0, 'k1', 604, 0, 1772442001000, 0, 'by a mapped privacy id'),
            (9002, 603, 0, 'k2', 605, 0, 1772442002000, 0, 'by an unknown privacy id'),
            (9003, 603, 1, 'k3', NULL, 6, 1772442003000, 7, NULL),
            (9004, 601, 0, 'k4', NULL, 0, 1772442004000, 15, NULL),
            (9005, 601, 0, 'k5', NULL, 0, 1772442005000, 0, 'second wording'),
            (9006, 601, 0, 'k6', NULL, 0, 1772442006000, 5, NULL),
            (9007, 601, 1, 'k7', NULL, 13, 1772442007000, 1, 'a picture'),
            (9008, 606, 0, 'k8', 602, 0, 1772442008000, 0, 'a status for everybody'),
            (9009, 603, 1, 'k9', NULL, 6, 1772442009000, 7, NULL),
            (9010, 603, 1, 'k10', NULL, 6, 1772442010000, 7, NULL),
            (9011, 601, 1, 'k11', NULL, 6, 1772442011000, 7, NULL),
            (9012, 601, 0, 'k12', NULL, 0, 1772442012000, 90, NULL),
            (9013, 602, 0, 'k13', NULL, 0, 1772442013000, 0, CAST(x'68ff69' AS TEXT));
        INSERT INTO message_revoked VALUES (9004, 'k4', NULL, 1772442500000);
        INSERT INTO message_edit_info VALUES (9005, 'k0', 1772442600000);
        INSERT INTO message_location VALUES (9006, 601, 53.8, -1.55, 'Zed Park', '1 Example Road', NULL);
        INSERT INTO message_media VALUES (9007, 601, 'Media/IMG-0001.jpg', 'image/jpeg', 'IMG-0001', 'c2hhMjU2', 1234);
        INSERT INTO message_system VALUES (9003, 12), (9009, 5), (9010, 20), (9011, 10);
        INSERT INTO message_system_chat_participant VALUES (9003, 602), (9009, 601), (9010, 604);
        INSERT INTO message_system_number_change VALUES (9011, 601, 602);
        INSERT INTO call_log (_id, jid_row_id, from_me, timestamp, duration, call_result, group_jid_row_id) VALUES
            (801, 601, 0, 1772443000000, 60, 5, 603), (802, 601, 1, 1772443100000, 0, 3, 0),
            (803, 601, 0, 1772443200000, 60, 5, 0), (804, 602, 0, 1772443300000, 0, 99, 0);
        INSERT INTO call_log_participant_v2 (call_log_row_id, jid_row_id) VALUES (803, 601), (803, 602), (802, 601);
    """)
    connection.commit()
    connection.close()
    return path


def by_ref(parts: list[Any], name: str) -> dict[str, dict[str, str]]:
    (part,) = (p for p in parts if p.part.name == name)
    return {row["row_ref"]: row for row in part.rows}


def direction(part: Any, row: dict[str, str]) -> str:
    return part.part.values["type"].get(row["type"], "unknown")


def test_every_message_and_call_of_the_telephone_is_read(read, telephone, tmp_path):
    write_msgstore(telephone, tmp_path / "msgstore.db")
    parts = read(tmp_path / "msgstore.db")
    messages = [m for m in telephone.messages if m.service == "whatsapp"]
    assert parts[0].column("text") == [m.text for m in messages]
    assert parts[0].column("start") == [str(m.start_utc * 1000) for m in messages]
    for row, m in zip(parts[0].rows, messages, strict=True):
        other = m.number and f"{m.number[1:]}@s.whatsapp.net"
        chat = f"{telephone.groups[m.group].id}@g.us" if m.group >= 0 else other
        assert (row["caller"] or "") == ("" if m.outgoing else other)
        assert (row["called"] or "") == (chat if m.outgoing or m.group >= 0 else "")
        assert row["conversation"] == chat
    calls = [c for c in telephone.calls if c.service == "whatsapp"]
    words = {"answered": "voice", "missed": "voice missed", "rejected": "voice rejected"}
    assert [direction(parts[1], row) for row in parts[1].rows] == [
        f"{words[c.outcome]} {'out' if c.outgoing else 'in'}" for c in calls
    ]


def test_the_dummy_row_is_no_message(read, telephone, tmp_path):
    write_msgstore(telephone, tmp_path / "msgstore.db")
    assert read(tmp_path / "msgstore.db")[0].aside == [("message 1", "a dummy row of the database, no message")]


def test_old_generation_gives_the_same_messages_without_its_notices(read, telephone, tmp_path):
    write_msgstore(telephone, tmp_path / "new.db")
    write_msgstore(telephone, tmp_path / "old.db", generation="old")
    new, old = read(tmp_path / "new.db"), read(tmp_path / "old.db")
    wanted = ("caller", "called", "start", "text", "conversation")
    messages = [row for row in old[0].rows if row["type"] in ("0", "1")]
    assert [[row[f] or "" for f in wanted] for row in messages] == [
        [row[f] or "" for f in wanted] for row in new[0].rows
    ]
    assert Counter(reason for _, reason in old[0].aside) == {
        "a dummy row of the database, no message": 1, "a notice of the app, no message": 2,
    }  # fmt: skip


def test_calls_of_a_database_without_a_call_log(read, telephone, tmp_path):
    write_msgstore(telephone, tmp_path / "old.db", generation="old")
    part = read(tmp_path / "old.db")[0]
    found = Counter(direction(part, row) for row in part.rows if "call" in row["type"])
    calls = [c for c in telephone.calls if c.service == "whatsapp"]
    assert found.total() == len(calls)
    assert found["voice out"] == sum(c.outgoing for c in calls)


def test_both_generations_in_one_file_give_every_message_once(read, telephone, tmp_path):
    write_msgstore(telephone, tmp_path / "msgstore.db", generation="both")
    new, old = read(tmp_path / "msgstore.db")[:2]
    assert len(new.rows) == sum(m.service == "whatsapp" for m in telephone.messages)
    assert old.rows == []
    assert "only those whose key is not in message are read" in old.part.tally.warnings[0]


def test_the_old_table_goes_first_when_it_has_more_rows(read, telephone, tmp_path):
    path = tmp_path / "msgstore.db"
    write_msgstore(telephone, path, generation="both")
    connection = sqlite3.connect(path)
    connection.execute("DELETE FROM message WHERE _id > 10")
    connection.execute("INSERT INTO message (chat_row_id, from_me, key_id, message_type) VALUES (1, 1, 'only new', 0)")
    connection.commit()
    connection.close()
    parts = read(path)
    assert [p.part.name for p in parts[:2]] == ["messages", "message"]
    assert len(parts[1].rows) == 1


def test_group_sender_is_the_person_and_a_privacy_id_only_what_the_phone_maps(read, quirky):
    rows = by_ref(read(quirky), "message")
    assert (rows["message 9001"]["caller"], rows["message 9001"]["called"]) == (FRIEND, GROUP)
    assert "99887766@lid" in rows["message 9001"]["raw"]
    assert rows["message 9002"]["caller"] == "55443322@lid"


def test_notices_and_call_entries_are_no_messages(read, quirky):
    part = read(quirky)[0]
    reasons = dict(part.aside)
    assert reasons["message 9003"] == "a notice of the app, no message (action 12)"
    assert reasons["message 9012"] == "a call: read from call_log"
    assert len(reasons) == 6


def test_revoked_and_edited_messages_are_kept_and_marked(read, quirky):
    rows = by_ref(read(quirky), "message")
    assert rows["message 9004"]["status"] == "revoked"
    assert "revoke_timestamp=1772442500000" in rows["message 9004"]["raw"]
    assert (rows["message 9005"]["status"], rows["message 9005"]["text"]) == ("edited", "second wording")


def test_media_name_and_hash_stay_with_the_row(read, quirky):
    raw = by_ref(read(quirky), "message")["message 9007"]["raw"]
    assert "file_path=Media/IMG-0001.jpg" in raw
    assert "file_hash=c2hhMjU2" in raw


def test_places_sent_are_mentioned_not_measured(read, quirky):
    row = by_ref(read(quirky), "message_location places")["message_location 9006"]
    assert (row["lat"], row["lon"], row["basis"], row["name"]) == ("53.8", "-1.55", "mentioned", "Zed Park")


def test_members_come_and_go_and_numbers_change(read, quirky):
    parts = read(quirky)
    came = by_ref(parts, "message_system_chat_participant")
    said = [(row["source"], row["from"], row["to"], row["note"]) for row in came.values()]
    assert said == [
        (OTHER, "1772442003000", None, "joined or was added"),
        (FRIEND, None, "1772442009000", "left or was removed"),
        (FRIEND, None, None, "named by a notice of the app"),
    ]
    change = by_ref(parts, "message_system_number_change")["message_system_number_change 9011"]
    assert (change["source"], change["target"], change["start"]) == (FRIEND, OTHER, "1772442011000")


def test_calls_of_groups_and_among_several_people(read, quirky):
    (part,) = (p for p in read(quirky) if p.part.name == "call_log")
    rows = {row["row_ref"]: row for row in part.rows}
    assert (rows["call_log 801"]["caller"], rows["call_log 801"]["called"]) == (FRIEND, GROUP)
    assert direction(part, rows["call_log 802"]) == "voice missed out"
    assert rows["call_log 802"]["conversation"] is None
    assert rows["call_log 803"]["conversation"] == f"{FRIEND}~{OTHER}"
    assert direction(part, rows["call_log 804"]) == "unknown"


def test_in_the_ledger_nothing_is_lost_and_a_broadcast_reaches_nobody(new_case, quirky):
    case = new_case()
    (result,) = case.load([quirky], legal_basis="seizure", timezone="UTC")
    e = result.exhibit
    assert e is not None
    assert e.read == e.kept + e.duplicate + e.set_aside
    session = open_ledger(case.folder, case.exhibits())
    try:
        rows = {
            ref: rest for ref, *rest in session.execute(
                "SELECT row_ref, a, b, b_kind, direction, channel, text FROM event"
            ).fetchall()
        }  # fmt: skip
        links = session.execute("SELECT relation, capacity, a, b FROM membership WHERE part LIKE '%number%'").fetchall()
    finally:
        session.close()
    assert rows["message 9008"] == ["+447700900902", None, None, "in", "WhatsApp", "a status for everybody"]
    assert rows["message 9013"][5] == "h\ufffdi"
    assert rows["message 9002"][0] == "whatsapp:55443322@lid"
    assert rows["call_log 804"][3] in ("in", "unknown")
    assert [(a, b) for _, _, a, b in links] == [("+447700900901", "+447700900902")]


def test_a_database_cut_down_to_the_first_versions_columns(read, tmp_path):
    path = tmp_path / "msgstore.db"
    connection = sqlite3.connect(path)
    connection.executescript(f"""
        CREATE TABLE jid (_id INTEGER PRIMARY KEY, raw_string TEXT);
        CREATE TABLE chat (_id INTEGER PRIMARY KEY, jid_row_id INTEGER);
        CREATE TABLE message (_id INTEGER PRIMARY KEY, chat_row_id, from_me, timestamp, text_data, key_id);
        INSERT INTO jid VALUES (1, '{FRIEND}');
        INSERT INTO chat VALUES (1, 1);
        INSERT INTO message VALUES (5, 1, 0, 1772442000000, 'hello', 'k');
    """)
    connection.commit()
    connection.close()
    (part,) = read(path)
    assert part.part.tally.warnings == []
    assert [(r["caller"], r["called"], r["text"]) for r in part.rows] == [(FRIEND, None, "hello")]


def test_messages_only_in_the_log_are_read_and_both_counts_told(read, telephone, tmp_path):
    write_msgstore(telephone, tmp_path / "msgstore.db", wal=True)
    part = read(tmp_path / "msgstore.db")[0]
    assert len(part.rows) == sum(m.service == "whatsapp" for m in telephone.messages)
    assert "rows in the main file" in part.part.tally.warnings[0]


def test_saved_names_are_contacts_and_chosen_names_are_notes(read_one, telephone, tmp_path):
    write_wa(telephone, tmp_path / "wa.db")
    connection = sqlite3.connect(tmp_path / "wa.db")
    connection.execute("INSERT INTO wa_contacts (jid, is_whatsapp_user) VALUES ('447700900903@s.whatsapp.net', 1)")
    connection.commit()
    connection.close()
    part = read_one(tmp_path / "wa.db")
    first, stranger = part.rows[0], part.rows[-1]
    assert (first["display_name"], first["note"]) == (telephone.contacts[0].name, "WhatsApp name: chosen name")
    assert (stranger["display_name"], stranger["note"]) == (None, "WhatsApp name: Zed")
    assert [reason for _, reason in part.aside] == ["an account the app met, saved under no name"]


def test_own_number_from_the_settings(read_one, telephone, tmp_path):
    write_preferences(telephone, tmp_path / "com.whatsapp_preferences_light.xml")
    part = read_one(tmp_path / "com.whatsapp_preferences_light.xml")
    assert [(r["kind"], r["value"]) for r in part.rows] == [("phone", telephone.number), ("alias", "Zed & co")]


def test_settings_that_break_off_give_what_stood_before(read_one, tmp_path):
    part = read_one(b'<map><string name="cc">44</string><string name="ph">7700900477</string><str', "p.xml")
    assert part.column("value") == ["+447700900477"]
    assert "break off in line 1" in part.part.tally.warnings[0]
