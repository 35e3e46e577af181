"""Messages of iPhones: two clocks, two texts, groups, reactions, and what is no message at all."""

from __future__ import annotations

import plistlib
import random
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.case import Case
from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.ios.edits import earlier_texts
from clew.readers.ios.typedstream import body_text
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.devices.ios import write
from clew.synth.devices.ios_messages import typed_stream, write_messages
from clew.synth.devices.telephone import FIRST_UTC, Message, Telephone, invented_telephone

A, B = "+447700900101", "+447700900102"
COCOA = FIRST_UTC - 978_307_200


@pytest.fixture
def telephone() -> Telephone:
    return invented_telephone()


@pytest.fixture
def phone(telephone: Telephone, tmp_path: Path) -> Callable[..., Path]:
    """Write a telephone with these messages, then run further statements on its database."""

    def make(*messages: Message, sql: tuple[tuple[str, tuple[Any, ...]], ...] = (), **quirks: bool) -> Path:
        path = tmp_path / "sms.db"
        write_messages(replace(telephone, messages=messages), path, **quirks)
        with sqlite3.connect(path) as connection:
            for statement, values in sql:
                connection.execute(statement, values)
        connection.close()
        return path

    return make


def sms(text: str = "hello", *, out: bool = False, number: str = A, **more: Any) -> Message:
    return Message(FIRST_UTC, number, out, text, **more)


def part(parts: list[Any], name: str) -> Any:
    return next(p for p in parts if p.part.name == name)


def test_sms_in_and_out(read, phone) -> None:
    found = part(read(phone(sms(), sms("yes", out=True))), "messages")
    first, second = found.rows
    assert (first["caller"], first["called"], first["type"], first["app"]) == (A, None, "sms in", None)
    assert (second["caller"], second["called"], second["type"]) == (None, A, "sms out")
    assert found.refs == ["message 1", "message 2"]


def test_an_imessage_goes_through_an_app(read, phone) -> None:
    found = part(read(phone(sms(service="imessage"))), "messages")
    assert (found.rows[0]["type"], found.rows[0]["app"]) == ("app in", "iMessage")


@pytest.mark.parametrize("seconds", [True, False])
def test_seconds_and_nanoseconds_are_the_same_time(read, phone, seconds: bool) -> None:
    found = part(read(phone(sms(), seconds=seconds)), "messages")
    assert found.rows[0]["start"] == f"{FIRST_UTC}000000"


def test_a_text_only_in_the_attributed_body_is_read(read, phone) -> None:
    path = phone(sms("one"), sms("ok 😂👍 " + "y" * 300))
    found = part(read(path), "messages")
    assert found.column("text") == ["one", "ok 😂👍 " + "y" * 300]
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT text FROM message WHERE ROWID = 2").fetchone() == (None,)


def test_two_fields_with_different_words_are_both_kept_and_counted(read, phone) -> None:
    found = part(
        read(phone(sms("one"), sql=(("UPDATE message SET attributedBody = ?", (typed_stream("two"),)),))), "messages"
    )
    assert found.rows[0]["text"] == "one\n[attributedBody: two]"
    assert "1 messages hold different words in text and attributedBody: both are kept" in found.part.tally.warnings


def test_the_mark_of_an_attachment_makes_no_difference_and_the_attachment_is_named(read, phone) -> None:
    sql = (
        ("UPDATE message SET text = ?, attributedBody = ?", ("\ufffclook", typed_stream("look"))),
        (
            "INSERT INTO attachment (guid, filename, mime_type, total_bytes) VALUES ('a', '~/a.heic', 'image/heic', 9)",
            (),
        ),
        ("INSERT INTO message_attachment_join VALUES (1, 1)", ()),
    )
    found = part(read(phone(sms(), sql=sql)), "messages")
    assert found.rows[0]["text"] == "look"
    assert "~/a.heic (image/heic, 9 bytes)" in found.rows[0]["raw"]


def test_a_tapback_is_no_message(read, phone) -> None:
    found = part(read(phone(sms(), tapbacks=True)), "messages")
    assert found.refs == ["message 1"]
    assert found.aside == [("message 2", "a reaction (tapback) to another message, no message of its own")]


def test_a_group_message_has_its_sender_and_its_group_and_the_group_its_members(read, phone, telephone) -> None:
    sender = telephone.groups[0].members[1]
    mine = Message(FIRST_UTC + 60, "", True, "mine", "imessage", 0)
    parts = read(phone(Message(FIRST_UTC, sender, False, "theirs", "imessage", 0), mine))
    group = f"group:imessage:iMessage;+;chat{telephone.groups[0].id}"
    assert [(r["caller"], r["called"]) for r in part(parts, "messages").rows] == [(sender, group), (None, group)]
    members = part(parts, "group members").rows
    assert {r["source"] for r in members} == set(telephone.groups[0].members)
    assert {(r["target"], r["target_label"]) for r in members} == {(group, "Sunday five-a-side")}
    assert [r["source"] for r in part(parts, "own groups").rows] == ["self"]


def test_who_joined_and_left_a_group_is_a_membership_and_a_new_title_is_set_aside(read, phone, telephone) -> None:
    sender = telephone.groups[0].members[1]
    event = (
        "INSERT INTO message (guid, date, handle_id, item_type, group_action_type, other_handle, group_title)"
        " SELECT ?, ?, h.ROWID, ?, ?, o.ROWID, ? FROM handle h, handle o WHERE h.id = ? AND o.id = ?"
    )
    other = telephone.groups[0].members[2]
    sql = (
        (event, ("added", COCOA * 10**9, 1, 0, None, sender, other)),
        (event, ("removed", COCOA * 10**9, 1, 1, None, sender, other)),
        (event, ("left", COCOA * 10**9, 3, 0, None, sender, other)),
        (event, ("renamed", COCOA * 10**9, 2, 0, "New title", sender, other)),
        ("INSERT INTO chat_message_join SELECT 1, ROWID FROM message WHERE ROWID > 1", ()),
    )
    parts = read(phone(Message(FIRST_UTC, sender, False, "theirs", "imessage", 0), sql=sql))
    changes = part(parts, "group changes").rows
    assert [(r["source"], r["note"]) for r in changes] == [
        (other, f"added by {sender}"), (other, f"removed by {sender}"), (sender, "left"),
    ]  # fmt: skip
    assert [(r["from"] is None, r["to"] is None) for r in changes] == [(False, True), (True, False), (True, False)]
    messages = part(parts, "messages")
    assert messages.refs == ["message 1"]
    assert messages.aside == [("message 5", "an event of the group chat, no message: it was renamed")]


def test_a_message_without_a_handle_takes_the_other_end_of_its_chat(read, phone) -> None:
    found = part(read(phone(sms(), sql=(("UPDATE message SET handle_id = 0", ()),))), "messages")
    assert found.rows[0]["caller"] == A


def test_an_incoming_group_message_without_a_handle_has_no_sender(read, phone, telephone) -> None:
    sender = telephone.groups[0].members[1]
    message = Message(FIRST_UTC, sender, False, "theirs", "imessage", 0)
    found = part(read(phone(message, sql=(("UPDATE message SET handle_id = 0", ()),))), "messages")
    assert found.rows[0]["caller"] is None
    assert found.rows[0]["called"].startswith("group:imessage:")


def test_a_message_that_can_be_recovered_is_marked_deleted(read, phone) -> None:
    found = part(read(phone(sms("kept"), sms("gone", deleted=True))), "messages")
    assert found.column("deleted") == [None, "yes"]
    assert found.rows[1]["conversation"] == f"SMS;-;{A}"


def test_edited_taken_back_and_failed_messages_say_so(read, phone) -> None:
    summary = plistlib.dumps(
        {"ec": {"0": [{"d": 1.0, "t": typed_stream("first")}, {"d": 2.0, "t": typed_stream("one")}]}},
        fmt=plistlib.FMT_BINARY,
    )
    sql = (
        ("UPDATE message SET date_edited = 9, message_summary_info = ? WHERE ROWID = 1", (summary,)),
        ("UPDATE message SET date_retracted = 9, text = NULL, attributedBody = NULL WHERE ROWID = 2", ()),
        ("UPDATE message SET error = 22, is_sent = 0 WHERE ROWID = 3", ()),
    )
    found = part(read(phone(sms("one"), sms("two"), sms("three", out=True), sql=sql)), "messages")
    assert found.column("status") == ["edited", "taken back by its sender", None]
    assert found.rows[2]["type"] == "sms unsent"
    assert "first" in found.rows[0]["raw"].split("\x1f")


def test_the_numbers_the_telephone_used_are_statements_about_it(read, phone, telephone) -> None:
    found = part(read(phone(sms(), sms())), "own numbers: destination_caller_id").rows
    assert [(r["kind"], r["value"]) for r in found] == [("phone", telephone.number)]
    account = part(read(phone(sms())), "own numbers: account").rows
    assert account[0]["value"] == telephone.number  # without the prefix that says what it is


def test_a_database_without_tables_of_chats_and_with_few_columns_is_read(read, tmp_path: Path) -> None:
    path = tmp_path / "few.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE handle (id TEXT, service TEXT)")
        connection.execute("CREATE TABLE message (text TEXT, handle_id INTEGER, date INTEGER, cache_roomnames TEXT)")
        connection.execute("INSERT INTO handle VALUES (?, 'iMessage')", (A,))
        connection.execute("INSERT INTO message VALUES ('hello', 1, ?, NULL), ('all', 1, ?, 'chat5')", (COCOA, COCOA))
    connection.close()
    found = part(read(path), "messages")
    assert [(r["caller"], r["called"], r["app"]) for r in found.rows] == [
        (A, None, "iMessage"), (A, "group:imessage:iMessage;+;chat5", "iMessage"),
    ]  # fmt: skip
    assert any("no table of chats" in warning for warning in found.part.tally.warnings)


def test_text_that_is_no_utf8_and_a_date_that_is_no_number_cost_no_row(read, phone) -> None:
    sql = (("UPDATE message SET text = CAST(x'6f6bff' AS TEXT), date = 'yesterday', attributedBody = x'00'", ()),)
    found = part(read(phone(sms(), sms(), sql=sql)), "messages")
    assert found.column("text") == ["ok\ufffd"] * 2


def test_a_message_in_two_chats_is_one_message(read, phone) -> None:
    sql = (("INSERT INTO chat_message_join VALUES (2, 1)", ()),)
    found = part(read(phone(sms(), sms(number=B), sql=sql)), "messages")
    assert found.refs == ["message 1", "message 2"]


def test_whatever_only_the_log_holds_is_read_and_the_exhibit_stays_as_it_was(
    telephone: Telephone, tmp_path: Path, new_case: Callable[[str], Case]
) -> None:
    path = tmp_path / "exhibit" / "sms.db"
    path.parent.mkdir()
    write_messages(telephone, path, wal_only=True, tapbacks=True)
    log = path.with_name("sms.db-wal")
    before = [sha256(p.read_bytes()).hexdigest() for p in (path, log)]
    case = new_case("case")
    (result,) = case.load([path], legal_basis="seizure", timezone="UTC")
    assert result.error is None
    exhibit = case.exhibits()[0]
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    expected = [m for m in telephone.messages if m.service == "sms"]
    with open_ledger(case.folder, case.exhibits()) as session:
        found = session.execute("SELECT epoch(start_utc)::BIGINT, text FROM event ORDER BY ALL").fetchall()
    assert found == sorted((m.start_utc, m.text) for m in expected)
    assert exhibit.set_aside == len(expected[::10])
    assert [sha256(p.read_bytes()).hexdigest() for p in (path, log)] == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["sms.db", "sms.db-wal"]


def test_the_same_telephone_gives_the_same_bytes(telephone: Telephone, tmp_path: Path) -> None:
    write_messages(telephone, tmp_path / "one.db")
    write_messages(telephone, tmp_path / "two.db")
    assert (tmp_path / "one.db").read_bytes() == (tmp_path / "two.db").read_bytes()


def test_recognised_by_its_tables_whatever_its_name(phone) -> None:
    path = phone(sms())
    assert choose(Source(path.rename(path.with_name("notes.txt")))).name == "ios-messages"


@given(st.text())
def test_every_text_comes_back_out_of_its_typed_stream(text: str) -> None:
    assert body_text(typed_stream(text)) == text


@pytest.mark.parametrize("size", [0, 127, 128, 65_535, 65_536, 70_000])
def test_lengths_at_the_edges_of_their_spelling(size: int) -> None:
    assert body_text(typed_stream("z" * size)) == "z" * size


@given(st.text(min_size=1), st.integers(0, 60), st.binary(max_size=40))
def test_a_damaged_stream_gives_a_text_or_nothing(text: str, cut: int, noise: bytes) -> None:
    stream = typed_stream(text)
    for damaged in (stream[: len(stream) - cut], stream[:100] + noise, noise):
        assert isinstance(body_text(damaged), str | None)


@given(st.binary(max_size=200))
def test_a_property_list_that_is_none_has_no_earlier_texts(data: bytes) -> None:
    assert earlier_texts(data) is None
    assert earlier_texts(b"bplist00" + data) is None


@pytest.mark.parametrize(
    "shape", [[], {"ec": []}, {"ec": {"0": 1}}, {"ec": {"0": [1, 2]}}, {"ec": {"0": [{"t": 1}, 2]}}]
)
def test_a_summary_of_another_shape_has_no_earlier_texts(shape: Any) -> None:
    assert earlier_texts(plistlib.dumps(shape, fmt=plistlib.FMT_BINARY)) is None


@pytest.mark.parametrize("reader", ["ios-messages", "ios-calls", "ios-contacts", "whatsapp-ios"])
def test_a_reader_forced_on_another_database_refuses_it(tmp_path: Path, reader: str) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE notes (text TEXT)")
    connection.close()
    source = Source(path)
    with pytest.raises(InputError, match="no table"):
        list(choose(source, reader).read(source, ReadOptions()))


@pytest.mark.parametrize("seed", range(6))
def test_a_damaged_database_is_read_as_far_as_it_goes_or_refused(
    telephone: Telephone, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    paths = write(telephone, tmp_path)
    for path in paths:
        reader, whole = choose(Source(path)), path.read_bytes()
        for _ in range(5):
            data = bytearray(whole)
            for _ in range(dice.choice([1, 10, 100])):
                data[dice.randrange(100, len(data))] = dice.randrange(256)
            path.write_bytes(data if dice.random() < 0.7 else data[: dice.randrange(len(data))])
            try:
                for found in reader.read(Source(path), ReadOptions()):
                    rows = sum(batch.num_rows for batch in found.batches)
                    assert found.tally.read == rows + len(found.tally.set_aside)
            except InputError:
                continue
