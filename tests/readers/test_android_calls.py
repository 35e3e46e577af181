"""Call logs, address books, texts and SIM cards of Android telephones, with the oddities phones leave in them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections import Counter
from pathlib import Path

import pytest

from clew.case import Case
from clew.ledger.session import open_ledger
from clew.readers.reader import Source
from clew.readers.recognise import choose
from clew.synth.devices.android import write, write_calllog, write_contacts, write_sim, write_texts
from clew.synth.devices.telephone import Telephone, invented_telephone


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


def changed(path: Path, *statements: str) -> Path:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return path


def made(path: Path, *statements: str) -> Path:
    path.unlink(missing_ok=True)
    return changed(path, *statements)


def rows(case: Case, query: str) -> list[tuple[object, ...]]:
    session = open_ledger(case.folder, case.exhibits())
    try:
        return session.execute(query).fetchall()
    finally:
        session.close()


def types(part: object) -> list[str]:
    words = part.part.values["type"]  # type: ignore[attr-defined]
    return [words.get(row["type"], row["type"]) for row in part.rows]  # type: ignore[attr-defined]


def test_every_network_call_of_the_telephone_is_read(read_one, telephone, tmp_path):
    write_calllog(telephone, tmp_path / "calllog.db")
    part = read_one(tmp_path / "calllog.db")
    voice = [c for c in telephone.calls if c.service == "voice"]
    assert part.column("other") == [c.number for c in voice]
    assert part.column("start") == [str(c.start_utc * 1000) for c in voice]
    assert part.column("duration") == [str(c.duration_s) for c in voice]
    wanted = {"answered": "voice", "missed": "voice missed", "rejected": "voice rejected"}
    assert types(part) == [f"{wanted[c.outcome]} {'out' if c.outgoing else 'in'}" for c in voice]
    assert part.refs[0] == "calls 1"


@pytest.mark.parametrize(
    ("code", "seconds", "words"),
    [(1, 5, "voice in"), (2, 5, "voice out"), (2, 0, "voice missed out"), (3, 0, "voice missed in"),
     (4, 0, "voice voicemail in"), (5, 0, "voice rejected in"), (6, 0, "voice blocked in"), (7, 0, "voice in")],
)  # fmt: skip
def test_type_codes_of_the_call_log(read_one, tmp_path, code, seconds, words):
    path = made(
        tmp_path / "x.db",
        "CREATE TABLE calls (_id INTEGER PRIMARY KEY, number TEXT, date INTEGER, duration INTEGER, type INTEGER)",
        f"INSERT INTO calls VALUES (9, '07700900101', 1772442000000, {seconds}, {code})",
    )
    assert types(read_one(path)) == [words]


def test_hidden_numbers_unknown_codes_blobs_and_broken_text_reach_the_ledger(new_case, tmp_path):
    path = made(
        tmp_path / "calllog.db",
        "CREATE TABLE calls (_id INTEGER PRIMARY KEY, number TEXT, date INTEGER, duration INTEGER, type INTEGER, name)",
        "INSERT INTO calls VALUES (1, '-1', 1772442000000, 0, 3, NULL)",
        "INSERT INTO calls VALUES (2, '', 1772442001000, 0, 3, NULL)",
        "INSERT INTO calls VALUES (3, '07700900101', 1772442002000, 4, 1007, NULL)",
        "INSERT INTO calls VALUES (4, CAST('07700900102' AS BLOB), 1772442003000, 4, 1, NULL)",
        "INSERT INTO calls VALUES (5, '07700900103', 1772442004000, 4, 1, CAST(x'53ff61' AS TEXT))",
    )
    case: Case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="UTC")
    assert result.exhibit is not None
    assert (result.exhibit.read, result.exhibit.kept, result.exhibit.set_aside) == (5, 5, 0)
    events = rows(case, "SELECT direction, a, b FROM event ORDER BY start_utc")
    owner = result.exhibit.device
    assert events[0] == ("missed", None, owner)
    assert events[1] == ("missed", None, owner)
    assert events[2][0] == "unknown"
    assert {events[2][1], events[2][2]} == {owner, "+447700900101"}
    assert events[3] == ("in", "+447700900102", owner)
    assert rows(case, "SELECT display_name FROM contact") == [("S\ufffda",)]


def test_missing_columns_of_an_old_call_log(read_one, tmp_path):
    path = made(
        tmp_path / "x.db",
        "CREATE TABLE calls (number TEXT, date INTEGER, type INTEGER)",
        "INSERT INTO calls VALUES ('07700900101', 1772442000000, 1)",
    )
    part = read_one(path)
    assert part.refs == ["calls 1"]
    assert "duration" not in part.rows[0]


def test_a_table_of_another_app_named_calls_is_reported_not_read(read_one, tmp_path):
    path = made(tmp_path / "x.db", "CREATE TABLE calls (peer TEXT, at INTEGER)", "INSERT INTO calls VALUES ('a', 1)")
    part = read_one(path)
    assert part.rows == []
    assert "no call log of Android, 1 rows not read" in part.part.tally.warnings[0]


def test_samsung_lists_messages_among_its_calls(read_one, tmp_path):
    path = made(
        tmp_path / "logs.db",
        "CREATE TABLE logs (_id INTEGER PRIMARY KEY, number, date, duration, type, logtype, m_content)",
        "INSERT INTO logs VALUES (1, '07700900101', 1772442000000, 61, 1, 100, NULL)",
        "INSERT INTO logs VALUES (2, '07700900101', 1772442100000, 0, 2, 300, 'on my way')",
    )
    part = read_one(path)
    assert types(part) == ["voice in", "sms out"]
    assert part.column("text") == [None, "on my way"]


def test_national_number_uses_the_form_the_telephone_worked_out(read_one, tmp_path):
    path = made(
        tmp_path / "calllog.db",
        "CREATE TABLE calls (_id INTEGER PRIMARY KEY, number, date, duration, type, normalized_number)",
        "INSERT INTO calls VALUES (1, '0123456789', 1772442000000, 61, 1, '+480123456789')",
    )
    part = read_one(path)
    assert part.column("other") == ["+480123456789"]
    assert "0123456789\x1f" in part.rows[0]["raw"]


def test_calls_only_in_the_log_are_read_and_both_counts_told(read_one, telephone, tmp_path):
    write_calllog(telephone, tmp_path / "calllog.db", wal=True)
    part = read_one(tmp_path / "calllog.db")
    assert len(part.rows) == len([c for c in telephone.calls if c.service == "voice"])
    assert part.part.tally.warnings == [
        "read with its write-ahead log (calls: 27 rows in the main file, 31 with the log)"
    ]


def test_opening_the_exhibit_changes_no_byte_of_it_or_its_log(new_case, telephone, tmp_path):
    folder = tmp_path / "phone"
    write(telephone, folder, wal=True)

    def hashes() -> dict[str, str]:
        return {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in sorted(folder.iterdir())}

    before = hashes()
    assert {"calllog.db", "calllog.db-wal", "calllog.db-shm"} <= set(before)
    results = new_case().load([folder], legal_basis="seizure", timezone="UTC")
    assert [r.error for r in results] == [None] * 7
    assert hashes() == before


def test_address_book_gives_each_entry_once_with_all_its_identifiers(read, telephone, tmp_path):
    write_contacts(telephone, tmp_path / "contacts2.db")
    entries, accounts = read(tmp_path / "contacts2.db")
    assert entries.column("display_name") == [c.name for c in telephone.contacts]
    assert entries.column("phone") == [c.number for c in telephone.contacts]
    assert [row["email"] or "" for row in entries.rows] == [c.email for c in telephone.contacts]
    assert [row["organisation"] or "" for row in entries.rows] == [c.organisation for c in telephone.contacts]
    assert [row["deleted"] for row in entries.rows] == [str(int(c.deleted)) for c in telephone.contacts]
    assert entries.column("messaging")[0] == f"{telephone.contacts[0].number[1:]}@s.whatsapp.net"
    assert accounts.column("kind") == ["account"]


def test_contacts_and_calls_in_one_old_database(read, telephone, tmp_path):
    path = tmp_path / "contacts2.db"
    write_contacts(telephone, path)
    changed(
        path,
        "CREATE TABLE calls (_id INTEGER PRIMARY KEY, number, date, duration, type)",
        "INSERT INTO calls VALUES (1, '07700900101', 1772442000000, 3, 1)",
        "INSERT INTO data (mimetype_id, raw_contact_id, data1) VALUES (1, 99, '07700900199')",
    )
    assert choose(Source(path)).name == "android-contacts"
    parts = read(path)
    assert [p.part.normaliser for p in parts] == ["contacts", "devices", "calls"]
    assert parts[0].rows[-1]["phone"] == "07700900199", "an orphan of a removed entry is kept"
    assert len(parts[2].rows) == 1


def test_texts_with_drafts_and_failures(read, telephone, tmp_path):
    path = tmp_path / "mmssms.db"
    write_texts(telephone, path)
    changed(
        path,
        "INSERT INTO sms (_id, address, date, type, body) VALUES (900, NULL, 1772442000000, 3, 'not sent')",
        "INSERT INTO sms (_id, address, date, type, body) VALUES (901, '07700900101', 1772442000000, 5, 'failed')",
        "INSERT INTO sms (_id, address, date, type, body) VALUES (902, '07700900101', 1772442000000, 77, 'odd')",
        "CREATE TABLE spam_sms (_id INTEGER PRIMARY KEY, address, date, type, body)",
        "INSERT INTO spam_sms VALUES (1, 'ZEDPRIZE', 1772442000000, 1, 'win')",
        "CREATE TABLE im (a)",
        "INSERT INTO im VALUES (1)",
    )
    texts, spam, _ = read(path)
    sms = [m for m in telephone.messages if m.service == "sms"]
    assert texts.column("text")[: len(sms)] == [m.text for m in sms]
    assert types(texts)[: len(sms)] == [f"sms {'out' if m.outgoing else 'in'}" for m in sms]
    assert types(texts)[len(sms) :] == ["sms draft", "sms unsent", "77"]
    assert spam.column("status") == ["taken for spam by the telephone"]
    assert texts.part.tally.warnings == ["1 RCS messages (table im) not read"]


MMS = (
    "INSERT INTO canonical_addresses VALUES (501, '07700900101'), (502, '07700900102')",
    "INSERT INTO threads VALUES (70, 0, 0, '501 502'), (71, 0, 0, '501')",
    (
        "INSERT INTO pdu (_id, thread_id, date, msg_box, m_type, sub) VALUES (1, 71, 1772442000, 1, 132, NULL), "
        "(2, 70, 1772442060, 2, 128, NULL), (3, 70, 1772442120, 1, 132, NULL), (4, 71, 1772442180, 1, 134, NULL), "
        "(5, 71, 1772442240, 2, 128, 'Look')"
    ),
    (
        "INSERT INTO addr (msg_id, address, type) VALUES (1, '07700900101', 137), (1, 'insert-address-token', 151), "
        "(2, 'insert-address-token', 137), (2, '07700900101', 151), (2, '07700900102', 151), "
        "(3, '07700900102', 137), (3, '07700900101', 151), (3, '07700900477', 151), (5, '07700900101', 151)"
    ),
    (
        "INSERT INTO part (mid, seq, ct, text, _data) VALUES (1, -1, 'application/smil', '<smil/>', NULL), "
        "(1, 1, 'text/plain', 'second', NULL), (1, 0, 'text/plain', 'first', NULL), "
        "(2, 0, 'image/jpeg', NULL, '/data/parts/PART_1.jpg')"
    ),
)


def test_multimedia_messages_have_seconds_joined_texts_and_group_recipients(read, telephone, tmp_path):
    path = tmp_path / "mmssms.db"
    write_texts(telephone, path)
    changed(path, *MMS)
    mms = read(path)[1]
    assert mms.refs == ["pdu 1", "pdu 2", "pdu 3", "pdu 5"]
    assert mms.column("start")[0] == "1772442000"
    assert mms.column("text") == ["first\nsecond", None, None, "Look"]
    assert mms.column("other") == ["07700900101", None, "07700900102", "07700900101"]
    group = "07700900101~07700900102"
    assert mms.column("conversation") == [None, group, group, None]
    assert types(mms) == ["mms in", "mms out", "mms in", "mms out"]
    assert mms.aside == [("pdu 4", "a delivery report, no message")]
    assert "image/jpeg" in mms.rows[1]["raw"]


def test_a_message_to_a_group_reaches_nobody_in_particular(new_case, telephone, tmp_path):
    path = tmp_path / "mmssms.db"
    write_texts(telephone, path)
    changed(path, *MMS)
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="UTC")
    assert result.exhibit is not None
    assert result.exhibit.read == result.exhibit.kept + result.exhibit.duplicate + result.exhibit.set_aside
    found = rows(case, "SELECT a, b, conversation, service FROM event WHERE row_ref = 'pdu 2'")
    assert found == [(result.exhibit.device, None, "07700900101~07700900102", "mms")]


def test_sim_card_statements(read_one, telephone, tmp_path):
    write_sim(telephone, tmp_path / "telephony.db")
    part = read_one(tmp_path / "telephony.db")
    said = dict(zip(part.column("kind"), part.column("value"), strict=True))
    assert said == {
        "iccid": telephone.iccid, "imsi": telephone.imsi, "phone": telephone.number, "carrier": "Zed Mobile",
    }  # fmt: skip


def test_the_whole_telephone_reaches_the_ledger(new_case, telephone, tmp_path):
    write(telephone, tmp_path / "phone", wal=True)
    case = new_case()
    results = case.load([tmp_path / "phone"], legal_basis="seizure", timezone="UTC", device="zed")
    assert all(
        r.exhibit and r.exhibit.read == r.exhibit.kept + r.exhibit.duplicate + r.exhibit.set_aside for r in results
    )
    found = Counter(rows(case, "SELECT event_kind, channel FROM event"))
    truth = Counter(("call", "WhatsApp" if c.service == "whatsapp" else None) for c in telephone.calls)
    truth += Counter(("message", "WhatsApp" if m.service == "whatsapp" else None) for m in telephone.messages)
    assert found == truth
    texts = Counter(text for (text,) in rows(case, "SELECT text FROM event WHERE event_kind = 'message'"))
    assert texts == Counter(m.text for m in telephone.messages)


def test_the_writer_is_reproducible(telephone, tmp_path):
    write(telephone, tmp_path / "one")
    write(telephone, tmp_path / "two")
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name
