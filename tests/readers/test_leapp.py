"""Reports of ALEAPP and iLEAPP: LAVA by its index, TSV files by their titles, and databases before both."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.leapp.artifacts import artifact_of, titles_of
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.devices.android import write as write_android
from clew.synth.devices.leapp import write_lava, write_tsv
from clew.synth.devices.telephone import Telephone, invented_telephone


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


def tsv(folder: Path, name: str, *lines: str) -> Path:
    path = folder / f"{name}.tsv"
    path.write_text("\ufeff" + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def words(part) -> list[str]:
    return [part.part.values["type"].get(row["type"], row["type"]) for row in part.rows]


def test_lava_tables_are_read_by_the_index(read, telephone, tmp_path):
    write_lava(telephone, tmp_path)
    calls, contacts, texts = read(tmp_path / "_lava_artifacts.db")
    voice = [c for c in telephone.calls if c.service == "voice"]
    outcome = {"answered": "voice", "missed": "voice missed", "rejected": "voice rejected"}
    assert words(calls) == [f"{outcome[c.outcome]} {'out' if c.outgoing else 'in'}" for c in voice]
    assert calls.column("start") == [str(c.start_utc) for c in voice]
    assert calls.column("other") == [c.number for c in voice]
    assert calls.refs[0] == "get_calllog row 1"
    assert {(r["display_name"], r["phone"]) for r in contacts.rows if r["phone"]} == {
        (c.name, c.number) for c in telephone.contacts
    }
    assert texts.column("text") == [m.text for m in telephone.messages if m.service == "sms"]
    assert any("1 artifacts of the report not read: Wi-Fi (1)" in w for w in calls.part.tally.warnings)
    assert calls.part.meta["source_path"] == "/data/data/get_calllog.db"
    assert len(calls.part.meta["lava_index_sha256"]) == 64


def test_lava_table_names_are_never_guessed(read, telephone, tmp_path):
    write_lava(telephone, tmp_path)
    index = json.loads((tmp_path / "_lava_data.lava").read_text())
    calls = index["artifacts"]["Telephone"][0]
    calls["tablename"] = "moved"
    (tmp_path / "_lava_data.lava").write_text(json.dumps(index))
    assert [p.part.name for p in read(tmp_path / "_lava_artifacts.db")] == ["get_contacts", "get_sms"]


def test_lava_columns_named_like_sql_words_and_times_that_stayed_text(read_one, tmp_path):
    connection = sqlite3.connect(tmp_path / "_lava_artifacts.db")
    connection.executescript("""
        CREATE TABLE _lava_media_items (id); CREATE TABLE _lava_media_references (id);
        CREATE TABLE "order" ("starting_timestamp" INTEGER, "call_direction", "from", "phone_number", "answered",
            "call_duration", "service_provider");
        INSERT INTO "order" VALUES
            (1772442000, 'Incoming', 'x', '+447700900101', 'No', '00:00:00', 'com.apple.Telephony'),
            ('no time', 'Outgoing', 'x', '+447700900101', 'Yes', '00:01:05', 'net.whatsapp.WhatsApp');
    """)
    connection.commit()
    connection.close()
    titles = ["Starting Timestamp", "Call Direction", "From", "Phone Number", "Answered", "Call Duration",
              "Service Provider"]  # fmt: skip
    columns = {title.lower().replace(" ", "_"): title for title in titles}
    index = {"artifacts": {"Calls": [{"name": "Call History", "tablename": "order", "column_map": columns}]}}
    (tmp_path / "_lava_data.lava").write_text(json.dumps(index))
    part = read_one(tmp_path / "_lava_artifacts.db")
    assert part.column("start") == ["1772442000", "no time"]
    assert words(part) == ["voice missed in", "voice out"]
    assert part.column("app") == [None, "WhatsApp"]


def test_lava_without_its_index_says_so(telephone, tmp_path):
    write_lava(telephone, tmp_path)
    (tmp_path / "_lava_data.lava").unlink()
    source = Source(tmp_path / "_lava_artifacts.db")
    with pytest.raises(InputError, match="is not beside the database"):
        list(choose(source).read(source, ReadOptions()))


@pytest.mark.parametrize("index", ["[]", "{}", '{"artifacts": []}', '{"artifacts": {"a": [1, {"column_map": 3}]}}'])
def test_an_index_of_another_shape_gives_no_part_with_rows(read, telephone, tmp_path, index):
    write_lava(telephone, tmp_path)
    (tmp_path / "_lava_data.lava").write_text(index)
    (part,) = read(tmp_path / "_lava_artifacts.db")
    assert part.rows == []
    assert "no artifact of the report is one Clew reads" in part.part.tally.warnings


@pytest.mark.parametrize("count", ["many", {"a": 1}, [], None, 2.5])
def test_a_count_in_the_index_that_is_no_number_is_counted_as_none(read, telephone, tmp_path, count):
    write_lava(telephone, tmp_path)
    artifact = {"name": "Clipboard", "tablename": "clipboard", "column_map": {"a": "A"}, "record_count": count}
    (tmp_path / "_lava_data.lava").write_text(json.dumps({"artifacts": {"Other": [artifact]}}))
    (part,) = read(tmp_path / "_lava_artifacts.db")
    assert "1 artifacts of the report not read: Clipboard (0)" in part.part.tally.warnings


def test_the_same_telephone_from_tsv_files_and_from_lava(read_one, read, telephone, tmp_path):
    write_lava(telephone, tmp_path)
    write_tsv(telephone, tmp_path)
    lava = read(tmp_path / "_lava_artifacts.db")[0]
    part = read_one(tmp_path / "_TSV Exports" / "Call logs .tsv")
    assert [(r["other"], r["type"], r["duration"]) for r in part.rows] == [
        (r["other"], r["type"], r["duration"]) for r in lava.rows
    ]
    assert part.column("start")[0].endswith("+00:00")


def test_a_second_run_repeats_header_and_mark_in_the_middle(new_case, telephone, tmp_path):
    write_tsv(telephone, tmp_path / "report", runs=2)
    case = new_case()
    results = case.load([tmp_path / "report"], legal_basis="seizure", timezone="Europe/London")
    calls = results[0].exhibit
    assert calls is not None
    voice = [c for c in telephone.calls if c.service == "voice"]
    assert (calls.read, calls.kept, calls.duplicate) == (2 * len(voice), len(voice), len(voice))
    assert any("the header stands in the file 2 times" in w for p in calls.parts for w in p.warnings)
    session = open_ledger(case.folder, case.exhibits())
    try:
        starts = session.execute("SELECT epoch(start_utc)::BIGINT FROM event WHERE event_kind = 'call'").fetchall()
    finally:
        session.close()
    assert sorted(s for (s,) in starts) == sorted(c.start_utc for c in voice)


def test_group_messages_have_their_sender_and_the_group_by_title(read_one, tmp_path):
    path = tsv(
        tmp_path, "WhatsApp - Group Messages",
        "Message Timestamp\tMessage Direction\tSending Party\tMessage\tConversation Name\tSending Party JID",
        "2026-03-02 09:00:00+00:00\tIncoming\tZed\thello\tWork rota\t447700900101@s.whatsapp.net",
        "2026-03-02 09:01:00+00:00\tOutgoing\tSelf\thi\tWork rota\t",
    )  # fmt: skip
    part = read_one(path)
    assert part.column("caller") == ["447700900101@s.whatsapp.net", None]
    assert part.column("called") == ["group:whatsapp:Work rota"] * 2
    assert any("named by title only" in w for w in part.part.tally.warnings)


def test_the_lost_end_of_outgoing_calls_is_told(read_one, tmp_path):
    path = tsv(
        tmp_path, "WhatsApp - Call Logs",
        "Call Start Timestamp\tCall Duration\tGroup Name\tCall Direction\tCaller\tCaller JID\tCall Type",
        "2026-03-02 09:00:00+00:00\t00:01:00\t\tOutgoing\tSelf\t\tAudio",
    )  # fmt: skip
    part = read_one(path)
    assert part.column("other") == [None]
    assert any("the other end of an outgoing call is lost" in w for w in part.part.tally.warnings)


def test_one_row_for_each_attachment_is_one_message(read_one, tmp_path):
    path = tsv(
        tmp_path, "SMS & iMessage",
        "Message Timestamp\tFrom Me\tChat Contact ID\tMessage\tService\tMessage Direction\tMessage Row ID\tChat ID",
        "2026-03-02 09:00:00+00:00\t0\t+447700900101\t\tiMessage\tIncoming\t5\t1",
        "2026-03-02 09:00:00+00:00\t0\t+447700900101\ttwo pictures\tiMessage\tIncoming\t5\t1",
        "2026-03-02 09:02:00+00:00\t1\t+447700900101\tthanks\tiMessage\tOutgoing\t6\t1",
    )  # fmt: skip
    part = read_one(path)
    assert part.column("text") == ["two pictures", "thanks"]
    assert part.aside == [("row 2", "another row of the same message (row 3)")]


def test_labels_of_an_address_book_are_no_numbers(read_one, tmp_path):
    path = tmp_path / "Address Book.tsv"
    path.write_bytes(
        b"\xef\xbb\xbfFirst Name\tMiddle Name\tLast Name\tPhone Numbers\tEmail addresses\tStorage Place\r\n"
        b'Skye\t\tAshdown\t"Mobile: +447700900101\rHome: +447700900102"\t"Work: skye@example.org"\tLocal\r\n'
    )
    part = read_one(path)
    assert part.column("display_name") == ["Skye Ashdown"]
    assert part.column("phone")[0].split() == ["+447700900101", "+447700900102"]
    assert part.column("email") == ["skye@example.org"]


def test_databases_in_the_load_are_read_and_the_report_on_them_is_not(new_case, telephone, tmp_path):
    write_android(telephone, tmp_path / "phone")
    write_lava(telephone, tmp_path / "phone" / "report")
    write_tsv(telephone, tmp_path / "phone" / "report")
    results = new_case().load([tmp_path / "phone"], legal_basis="seizure", timezone="UTC")
    assert results[-1].path.name == "_lava_artifacts.db"
    lava = results[-1].exhibit
    assert lava is not None
    assert lava.read == 0
    assert "this load read the database itself (android-calls)" in lava.parts[0].warnings[0]
    assert not any("_TSV Exports" in str(r.path) for r in results)


def test_a_zip_of_a_telephone_with_its_report_is_read_once(new_case, telephone, tmp_path):
    write_android(telephone, tmp_path / "phone/data/data/com.example/databases")
    write_lava(telephone, tmp_path / "phone")
    write_tsv(telephone, tmp_path / "phone")
    with zipfile.ZipFile(tmp_path / "phone.zip", "w") as archive:
        for file in sorted((tmp_path / "phone").rglob("*")):
            archive.write(file, file.relative_to(tmp_path / "phone"))
    (result,) = new_case().load([tmp_path / "phone.zip"], legal_basis="seizure", timezone="UTC")
    assert result.exhibit is not None
    parts = {p.part: p for p in result.exhibit.parts}
    assert parts["data/data/com.example/databases/calllog.db!calls"].read
    assert parts["_lava_artifacts.db!get_calllog"].read == 0
    assert any("its LAVA database says the same" in w for w in result.exhibit.warnings)


def test_a_report_of_another_telephone_is_read(new_case, telephone, tmp_path):
    write_android(telephone, tmp_path / "one")
    write_tsv(telephone, tmp_path / "two")
    results = new_case().load([tmp_path / "one", tmp_path / "two"], legal_basis="seizure", timezone="UTC")
    assert all(r.exhibit is not None and r.exhibit.read for r in results)


def test_an_html_report_or_any_other_table_is_none(tmp_path):
    assert artifact_of(["Name", "Number"]) is None


@given(st.binary(max_size=200))
def test_titles_of_any_bytes(line: bytes) -> None:
    assert all("\ufeff" not in title for title in titles_of(line))
