"""The spreadsheet report of Physical Analyzer: one telephone, the quirks of its sheets, and nothing lost."""

from __future__ import annotations

import zipfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import InputError
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.readers.sheets import entries, groups, parties
from clew.readers.sheets.words import party
from clew.readers.ufed_xlsx import READER
from clew.synth.devices.telephone import Telephone, invented_telephone
from clew.synth.devices.ufed_xlsx import Quirks, write, write_csv

A, B, C = "+447700900123", "+447700900124", "+447700900125"
JID_A, JID_B, OWN = "447700900123@s.whatsapp.net", "447700900124@s.whatsapp.net", "447700900477@s.whatsapp.net"
CALL_HEADER = ["#", "Parties", "Date/Time", "Duration", "Direction", "Status", "Source", "Deleted"]
CHAT_HEADER = [
    "Chat #", "Identifier", "Name", "Source", "Participants", "#", "From", "Body", "Status", "Timestamp: Time",
    "Deleted - Instant Message",
]  # fmt: skip
WHEN = "13/06/2022 09:41:33 PM(UTC+0)"


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


@pytest.fixture
def book(tmp_path: Path):
    def make(*sheets: tuple[str, list[list[str | float]]], name: str = "report.xlsx") -> Path:
        path = tmp_path / name
        workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
        for title, rows in sheets:
            page = workbook.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
        workbook.close()
        return path

    return make


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _events(new_case, path: Path, name: str = "case"):
    case = new_case(name)
    results = case.load([path], legal_basis="seizure", timezone="Europe/London")
    assert [r.error for r in results] == [None]
    for part in results[0].exhibit.parts:
        assert part.read == part.kept + part.duplicate + part.set_aside
    return case, case.view().sql("SELECT * FROM events").to_pylist()


QUIRKS = {
    "plain": Quirks(),
    "header in row 1": Quirks(titled=False),
    "x000D in cells": Quirks(escaped=True),
    "chat cells in every row": Quirks(carried=False),
    "numbers stored as floats": Quirks(floats=True),
    "german": Quirks(german=True),
    "german, untitled, x000D": Quirks(german=True, titled=False, escaped=True),
}


@pytest.mark.parametrize("quirks", QUIRKS.values(), ids=QUIRKS)
def test_a_whole_telephone_comes_back(new_case, tmp_path: Path, telephone: Telephone, quirks: Quirks) -> None:
    path = tmp_path / "report.xlsx"
    write(telephone, path, quirks)
    case, events = _events(new_case, path)
    calls = [e for e in events if e["event_kind"] == "call"]
    expected = Counter(
        (_utc(c.start_utc), c.duration_s, "out" if c.outgoing else c.outcome.replace("answered", "in"), c.service)
        for c in telephone.calls
    )
    services = {"app": "whatsapp", "voice": "voice"}
    assert Counter((c["start_utc"], c["duration_s"], c["direction"], services[c["service"]]) for c in calls) == expected
    messages = [e for e in events if e["event_kind"] == "message"]
    told = Counter(
        (_utc(m.start_utc), m.text, "out" if m.outgoing else "in", "sms" if m.service == "sms" else "app", m.group >= 0)
        for m in telephone.messages
    )
    found = Counter(
        (
            m["start_utc"],
            m["text"],
            m["direction"],
            m["service"],
            m["b_kind"] == "group",
        )
        for m in messages
    )
    assert found == told
    members = case.view().sql("SELECT count(*) AS n FROM links WHERE type = 'MEMBER_OF'")["n"][0].as_py()
    assert members == sum(len(group.members) + 1 for group in telephone.groups)
    positions = [e for e in events if e["event_kind"] == "location"]
    assert {(e["start_utc"], e["lat"], e["lon"]) for e in positions} == {
        (_utc(p.start_utc), p.lat, p.lon) for p in telephone.positions
    }


def test_the_numbers_of_every_end_are_the_telephone_s(new_case, tmp_path: Path, telephone: Telephone) -> None:
    path = tmp_path / "report.xlsx"
    write(telephone, path)
    case, _ = _events(new_case, path)
    numbers = case.view().sql(
        "SELECT e.value FROM events v JOIN entities e ON e.entity_id IN (v.a_id, v.b_id) "
        "WHERE e.kind = 'phone' AND v.b_kind <> 'group'"
    )
    assert set(numbers["value"].to_pylist()) == {c.number for c in telephone.calls} | {
        m.number for m in telephone.messages if m.group < 0
    } | {m.number for m in telephone.messages if m.group >= 0 and m.number} - _only_in_groups(telephone)


def _only_in_groups(telephone: Telephone) -> set[str]:
    alone = {c.number for c in telephone.calls} | {m.number for m in telephone.messages if m.group < 0}
    return {m.number for m in telephone.messages if m.group >= 0} - alone


def test_the_same_telephone_gives_the_same_bytes(tmp_path: Path, telephone: Telephone) -> None:
    write(telephone, tmp_path / "one.xlsx")
    write(telephone, tmp_path / "two.xlsx")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    "sheet", ["Call Log", "Contacts", "Chats", "SMS Messages", "Device Locations", "User Accounts"]
)
def test_one_sheet_alone_and_as_csv_reads_the_same(read, tmp_path: Path, telephone: Telephone, sheet: str) -> None:
    write(telephone, tmp_path / "one.xlsx", Quirks(only=(sheet,), titled=False))
    write_csv(telephone, tmp_path / "one.csv", sheet)
    assert choose(Source(tmp_path / "one.xlsx")).name == choose(Source(tmp_path / "one.csv")).name == "ufed-xlsx"
    of_book, of_text = read(tmp_path / "one.xlsx"), read(tmp_path / "one.csv")
    drop = {"row_ref"}
    for one, other in zip(of_book, of_text, strict=True):
        assert [{k: v for k, v in r.items() if k not in drop} for r in one.rows] == [
            {k: v for k, v in r.items() if k not in drop} for r in other.rows
        ]


def test_row_numbers_are_those_of_the_sheet(read_one, book) -> None:
    rows = [["Call Log (2)"], CALL_HEADER, ["1", f"From: {A}", WHEN, "00:00:05", "Incoming", "", "", ""], [],
            ["2", f"To: {B}", WHEN, "00:00:05", "Outgoing", "", "", "Yes"]]  # fmt: skip
    found = read_one(book(("Call Log", rows)))
    assert found.refs == ["row 3", "row 5"]
    assert [r["caller"] for r in found.rows] == [A, ""]
    assert [r["called"] for r in found.rows] == ["", B]
    assert found.column("deleted") == ["", "yes"]


def test_the_stated_count_that_does_not_fit_is_said(read_one, book) -> None:
    found = read_one(book(("Call Log", [["Call Log (3)"], CALL_HEADER, ["1", f"From: {A}", WHEN]])))
    assert found.part.tally.warnings == ["the sheet's title states 3, 1 are in it"]


def test_the_timeline_is_left_alone_and_unknown_sheets_are_named(read, book) -> None:
    parts = read(
        book(
            ("Call Log", [CALL_HEADER, ["1", f"From: {A}", WHEN]]),
            ("Timeline", [["#", "Type", "Timestamp", "Parties"], ["1", "Call", WHEN, f"From: {A}"]]),
            ("Cookies (2)", [["#", "Host", "Value"], ["1", "example.org", "x"]]),
        )
    )
    assert [p.part.name for p in parts] == ["Call Log", "other sheets"]
    timeline, unknown = parts[1].part.tally.warnings
    assert "'Timeline' (2 rows) was left alone" in timeline
    assert "'Cookies (2)' (2 rows) was not read" in unknown


def test_emails_are_no_texts(read, book, tmp_path: Path) -> None:
    rows = [
        ["#", "Folder", "From", "To", "Cc", "Subject", "Body", "Timestamp", "Deleted"],
        ["1", "Inbox", "sam@example.org", "me@example.org", "", "hi", "text", WHEN, ""],
    ]
    parts = read(book(("Emails (1)", rows), ("Call Log", [CALL_HEADER, ["1", f"From: {A}", WHEN]])))
    assert [p.part.name for p in parts] == ["Call Log", "other sheets"]
    assert "Clew keeps no e-mails" in parts[1].part.tally.warnings[0]
    csv_file = tmp_path / "anything.csv"
    csv_file.write_text("\n".join(",".join(row) for row in rows), encoding="utf-8")
    assert choose(Source(csv_file)).name == "tables"


def test_a_sheet_of_another_kind_with_the_columns_of_texts_is_not_read_as_texts(read, book) -> None:
    rows = [["#", "From", "To", "Body", "Deleted"], ["1", "a", "b", "liked a picture", ""]]
    parts = read(book(("Social Media", rows), ("Call Log", [CALL_HEADER, ["1", f"From: {A}", WHEN]])))
    assert "'Social Media' (2 rows) was not read" in parts[-1].part.tally.warnings[0]


def test_a_sheet_that_kept_the_spreadsheet_s_own_name_is_known_by_its_columns(read_one, book) -> None:
    found = read_one(book(("Sheet1", [CALL_HEADER, ["1", f"From: {A}", WHEN]])))
    assert found.part.profile == "ufed-xlsx-calls"


def test_a_sheet_with_a_name_of_two_hundred_thousand_signs_does_not_hold_up_a_load(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with xlsxwriter.Workbook(tmp_path / "sound.xlsx") as workbook:
        workbook.add_worksheet("NAME").write_row(0, 0, ["#", "Nothing", "Known"])
    with zipfile.ZipFile(tmp_path / "sound.xlsx") as sound, zipfile.ZipFile(path, "w") as damaged:
        for name in sound.namelist():
            damaged.writestr(name, sound.read(name).replace(b'"NAME"', b'"' + b"_1" * 100_000 + b'x"'))
    assert choose(Source(path)).name == "tables"  # after hours, once


def test_a_missed_call_the_owner_made_stays_outgoing(read_one, book) -> None:
    rows = [
        CALL_HEADER,
        ["1", f"To: {A}", WHEN, "0", "Outgoing", "Missed", "", ""],
        ["2", f"From: {A}", WHEN, "0", "Incoming", "Rejected", "", ""],
        ["3", A, WHEN, "0", "Missed", "", "", ""],
        ["4", A, WHEN, "0", "Unknown", "", "", ""],
    ]
    found = read_one(book(("Call Log", rows)))
    assert found.column("type") == ["voice missed out", "voice rejected in", "voice missed in", "voice "]
    assert [(r["caller"], r["called"]) for r in found.rows] == [("", A), (A, ""), (A, ""), (A, "Unknown")]


def test_a_direction_nobody_states_is_not_made_up(new_case, book) -> None:
    path = book(("Call Log", [CALL_HEADER, ["1", A, WHEN, "0", "Unknown", "", "", ""]]))
    _, events = _events(new_case, path)
    assert [(e["direction"], e["a_kind"], e["b_kind"]) for e in events] == [("unknown", "phone", None)]


def test_old_reports_say_the_direction_in_the_type(read_one, book) -> None:
    header = ["#", "Type", "Parties", "Date", "Time", "Duration", "Deleted"]
    rows = [header, ["1", "Outgoing", f"{A} Sam", "13/06/2022", "21:41:33(UTC+1)", "00:00:09", "Intact"]]
    found = read_one(book(("Call Log", rows)))
    (row,) = found.rows
    assert (row["called"], row["contact_name"], row["start"]) == (A, "Sam", "13/06/2022 21:41:33(UTC+1)")
    assert row["deleted"] == "no"


def test_a_text_to_several_gives_a_row_for_each(read_one, book) -> None:
    header = ["#", "Folder", "Parties", "Timestamp: Time", "Status", "Message", "SMSC", "Deleted"]
    rows = [header, ["1", "Sent", f"To: {A} Sam_x000D_\nTo: {B}", WHEN, "Sent", "hello", "", ""]]
    found = read_one(book(("SMS Messages", rows)))
    assert found.refs == ["row 2", "row 2, party 2"]
    assert found.column("called") == [A, B]
    assert found.column("contact_name") == ["Sam", ""]
    assert found.part.tally.read == 2
    assert len({row["raw"] for row in found.rows}) == 2


def test_the_owner_s_own_number_beside_the_other_is_no_second_end(read_one, book) -> None:
    header = ["#", "Folder", "From", "To", "Timestamp: Time", "Body", "SMSC"]
    rows = [header, ["1", "Inbox", A, C, WHEN, "one", ""], ["2", "Sent", C, B, WHEN, "two", ""],
            ["3", "", A, C, WHEN, "three", ""]]  # fmt: skip
    found = read_one(book(("SMS Messages", rows)))
    assert [(r["caller"], r["called"], r["type"]) for r in found.rows] == [
        (A, "", "sms in"),
        ("", B, "sms out"),
        (A, C, "sms"),
    ]


def test_drafts_are_no_contact(new_case, book) -> None:
    header = ["#", "Folder", "Parties", "Timestamp: Time", "Message", "SMSC"]
    path = book(("SMS Messages", [header, ["1", "Drafts", f"To: {A}", WHEN, "never sent", ""]]))
    _, events = _events(new_case, path)
    assert [(e["b_kind"], e["status"], e["text"]) for e in events] == [(None, "not sent", "never sent")]


def _chat(number: str, identifier: str, participants: str, *messages: tuple[str, str, str]) -> list[list[str]]:
    rows = [
        ["", "", "", "", "", str(n), by, text, status, WHEN, ""] for n, (by, text, status) in enumerate(messages, 1)
    ]
    rows[0][:5] = [number, identifier, "Title", "WhatsApp", participants]
    return rows


def test_a_cell_of_one_long_word_does_not_hold_up_a_load() -> None:
    assert groups.ADDRESS.search("a" * 1_000_000) is None  # after an hour, once
    assert groups.ADDRESS.search(f"x {'b' * 1_000_000}@g.us")[0] == f"{'b' * 1_000_000}@g.us"


def test_chat_cells_are_carried_down_to_the_next_chat(read, book) -> None:
    owner = f"{OWN} Me (owner)"
    rows = [
        CHAT_HEADER,
        *_chat("1", JID_A, f"{owner}\n{JID_A} Sam", (f"{JID_A} Sam", "one", "Read"), (owner, "two", "Sent")),
        *_chat(
            "2",
            "1203@g.us",
            f"{owner}\n{JID_A} Sam\n{JID_B}",
            (owner, "three", "Sent"),
            (JID_B, "four", "Read"),
            ("System Message", "Sam added you", ""),
        ),
    ]
    messages, members = read(book(("Chats", rows)))
    assert [(r["caller"], r["called"], r["type"]) for r in messages.rows] == [
        (JID_A, "", "app in"),
        ("", JID_A, "app out"),
        ("", "1203@g.us", "app out"),
        (JID_B, "1203@g.us", "app in"),
        ("System Message", "1203@g.us", "app"),
    ]
    assert messages.column("conversation") == [JID_A, JID_A, "1203@g.us", "1203@g.us", "1203@g.us"]
    assert messages.column("contact_name") == ["Sam", "Sam", "", "", ""]
    assert members.column("source") == ["self", JID_A, JID_B]
    assert set(members.column("target")) == {"1203@g.us"}
    assert members.refs == ["row 4, member 1", "row 4, member 2", "row 4, member 3"]


def test_a_group_without_an_address_is_not_another_report_s_group(read, book) -> None:
    owner = "me_owner (owner)"

    def group(title: str) -> str:
        rows = [
            CHAT_HEADER,
            ["1", "", title, "Telegram", f"{owner}\n1001 Sam\n1002 Eve", "1", "1001 Sam", "hi", "", WHEN, ""],
        ]
        return read(book(("Chats", rows)))[0].rows[0]["called"]  # type: ignore[no-any-return]

    assert group("one").startswith("group:telegram:")
    assert group("one") != group("two")


def test_accounts_of_apps_are_accounts_and_no_numbers(read, book) -> None:
    participants = "1001 Sam\n2002 Me (owner)"
    rows = [CHAT_HEADER, ["1", "", "", "Telegram", participants, "1", "1001 Sam", "hi", "Read", WHEN, ""]]
    messages, members = read(book(("Chats", rows)))
    assert messages.column("caller") == ["telegram:1001"]
    assert members.rows == []


def test_a_broadcast_is_no_group(new_case, book) -> None:
    rows = [CHAT_HEADER, *_chat("1", "1580000000@broadcast", f"{OWN} Me (owner)\n{JID_A}\n{JID_B}",
                                (f"{OWN} Me (owner)", "to all", "Sent"))]  # fmt: skip
    case, events = _events(new_case, book(("Chats", rows)))
    assert [(e["direction"], e["b_kind"]) for e in events] == [("out", None)]
    assert case.view().sql("SELECT * FROM links WHERE type = 'MEMBER_OF'").num_rows == 0


def test_a_chat_without_a_message_is_set_aside_and_its_group_kept(read, book) -> None:
    rows = [CHAT_HEADER, ["1", "1203@g.us", "Title", "WhatsApp", f"{JID_A}\n{JID_B}", "", "", "", "", "", ""]]
    messages, members = read(book(("Chats", rows)))
    assert messages.aside == [("row 2", "a chat without a message")]
    assert members.column("source") == [JID_A, JID_B]


def test_contact_entries_of_many_kinds(read_one, book) -> None:
    cell = "_x000D_\n".join(
        [
            f"Phone-Mobile: {A}", f"Phone-: {B}", "Email-Home: sam@example.org", f"User ID-WhatsApp User Id: {JID_A}",
            "User ID-Username: sam.example", "User ID-Facebook Id: 100001", "User ID-Peer: 4711",
            "Web address-Homepage: https://example.org/sam", "Birthday: 1 May",
        ]
    )  # fmt: skip
    rows = [["#", "Name", "Entries", "Source", "Deleted"], ["1", "Sam", cell, "Instagram", "Intact"]]
    (row,) = read_one(book(("Contacts", rows))).rows
    assert row["phone"] == f"{A}\n{B}"
    assert row["email"] == "sam@example.org"
    assert row["messaging"].split("\n") == [JID_A, "instagram:sam.example", "facebook:100001", "telegram:4711"]
    assert "https://example.org/sam" in row["note"]
    assert "Birthday: 1 May" in row["note"]


def test_recents_are_weak_evidence(read_one, book) -> None:
    rows = [["#", "Name", "Entries", "Source"], ["1", "Sam", "Email-: sam@example.org", "Recents"]]
    (row,) = read_one(book(("Contacts", rows))).rows
    assert "not saved by hand" in row["note"]


def test_a_name_alone_in_a_call_is_no_sender(read_one, book) -> None:
    (row,) = read_one(
        book(("Call Log", [CALL_HEADER, ["1", "From: Sam Example", WHEN, "", "Incoming", "", "", ""]]))
    ).rows
    assert (row["caller"], row["contact_name"]) == ("Unknown", "Sam Example")


def test_numbers_written_as_numbers(read_one, book) -> None:
    rows = [CALL_HEADER, [1, 447700900123.0, WHEN, "", "Incoming", "", "", ""]]
    assert read_one(book(("Call Log", rows))).column("caller") == ["447700900123"]


def test_what_was_searched_for_is_not_where_the_telephone_was(read_one, book) -> None:
    header = ["#", "Timestamp", "Position", "Origin", "Category", "Name"]
    rows = [header, ["1", WHEN, "(51.5, -0.1)", "Device", "", ""], ["2", WHEN, "(51.6, -0.1)", "", "Searched", "X"],
            ["3", WHEN, "(51.7, -0.1)", "", "Frequent Locations", "Y"]]  # fmt: skip
    found = read_one(book(("Locations", rows)))
    assert found.column("lat") == ["51.5, -0.1", "51.6, -0.1", "51.7, -0.1"]
    assert found.column("basis") == ["measured", "mentioned", "inferred"]


def test_masts_of_a_list_are_only_mentioned(read_one, book) -> None:
    header = ["#", "Timestamp", "MCC", "MNC", "LAC", "CID", "Latitude", "Longitude"]
    found = read_one(book(("Cell Towers", [header, ["1", WHEN, "1", "1", "7", "9", "51.5", "-0.1"]])))
    assert (found.column("basis"), found.column("name")) == (["mentioned"], ["cell 1-1-7-9"])


def test_a_network_the_telephone_was_connected_to(read_one, book) -> None:
    header = ["#", "BSSID", "SSID", "Last Connection", "Position"]
    found = read_one(book(("Wireless Networks", [header, ["1", "02:00:00:00:00:01", "home", WHEN, ""]])))
    assert (found.column("basis"), found.column("start")) == (["inferred"], [WHEN])


def test_a_journey_has_two_ends(read_one, book) -> None:
    header = ["#", "Name", "Start Time", "End Time", "From point", "To point"]
    rows = [header, ["1", "trip", WHEN, WHEN, "(51.5, -0.1)", "Example Road"]]
    found = read_one(book(("Journeys", rows)))
    assert found.refs == ["row 2, start", "row 2, end"]
    assert (found.column("lat"), found.column("address")) == (["51.5, -0.1", ""], ["", "Example Road"])


def test_device_and_sim_statements(read, book) -> None:
    rows = [
        ["#", "Name", "Value"], ["1", "IMEI2  ", "350000000000018"], ["2", "MSISDN 1", A],
        ["3", "DeviceInfoDetectedModel", "Z12"], ["4", "Locale", "en_GB"], ["5", "ICCID", ""],
    ]  # fmt: skip
    (info,) = read(book(("Device Information", rows)))
    assert info.column("kind") == ["imei", "phone", "model", "locale"]
    assert info.aside == [("row 6", "a name without a value")]


#: Sheet, heading of every column, role, direction, deleted.
LANGUAGES = {
    "French": "Journal d'appels|#|Parties|Horodatage : Date|Horodatage : Heure|Durée|Sens|Supprimé|De|Entrant|Oui",
    "Spanish": "Registro de llamadas|#|Partes|Fecha|Hora|Duración|Dirección|Eliminado|De|Entrante|Sí",
    "Dutch": "Oproeplog|#|Partijen|Datum|Tijd|Duur|Richting|Verwijderd|Van|Inkomend|Ja",
    "Polish": "Rejestr połączeń|#|Strony|Data|Czas|Czas trwania|Kierunek|Usunięty|Od|Przychodzące|Tak",
    "German": "Anrufliste|#|Parteien|Datum|Uhrzeit|Dauer|Richtung|Gelöscht|Von|Eingehend|Ja",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_log_in_another_language(read_one, book, language: str) -> None:
    sheet, *header, role, direction, deleted = LANGUAGES[language].split("|")
    row = ["1", f"{role}: {A} Sam", "13/06/2022", "21:41:33(UTC+1)", "00:00:09", direction, deleted]
    found = read_one(book((sheet, [[f"{sheet} (1)"], header, row])))
    (row_,) = found.rows
    assert {k: row_[k] for k in ("caller", "called", "contact_name", "start", "duration", "type", "deleted")} == {
        "caller": A,
        "called": "",
        "contact_name": "Sam",
        "start": "13/06/2022 21:41:33(UTC+1)",
        "duration": "00:00:09",
        "type": "voice in",
        "deleted": "yes",
    }
    assert found.part.tally.warnings == []


def test_somebody_s_own_contacts_sheet_is_left_to_the_table_reader(book) -> None:
    own = book(("Contacts", [["Name", "Phone", "Email"], ["Sam", A, "sam@example.org"]]))
    assert choose(Source(own)).name == "tables"
    numbered = book(("Calls", [["#", "From", "To", "Date", "Time"], ["1", A, B, "13/06/2022", "21:41"]]))
    assert choose(Source(numbered)).name == "tables"


def test_a_file_with_no_such_sheet_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(InputError, match="no sheet of this file"):
        list(READER.read(Source(path), ReadOptions()))


def test_a_csv_row_cut_short_is_set_aside(read_one, tmp_path: Path, telephone: Telephone) -> None:
    write_csv(telephone, tmp_path / "calls.csv", "Call Log")
    text = (tmp_path / "calls.csv").read_text("utf-8-sig")
    found = read_one((text + "41,From: cut\r\n").encode("utf-8-sig"), "calls.csv")
    assert len(found.rows) == len(telephone.calls)
    assert [ref for ref, _ in found.aside] == [f"row {len(telephone.calls) + 2}"]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (f"From: {A} Sam", ("from", A, "Sam", "")),
        (f"General: {JID_A}", ("", JID_A, "", "")),
        ("To: +44 7700 900123 Sam Example", ("to", "+44 7700 900123", "Sam Example", "")),
        (f"{OWN} Me Myself (owner)", ("", OWN, "Me Myself", "owner")),
        ("System Message System Message", ("", "System Message", "", "")),
        ("To: Sam Example", ("to", "", "Sam Example", "")),
        ("From: DVLA", ("from", "DVLA", "", "")),
        ("sam.example_1 Sam", ("", "sam.example_1", "Sam", "")),
        ("From: 07700 900123", ("from", "07700 900123", "", "")),
    ],
)
def test_parties(line: str, expected: tuple[str, str, str, str]) -> None:
    assert parties.parse(line) == [expected]


@pytest.mark.parametrize(
    ("identifier", "app", "expected"),
    [
        (A, "", A),
        ("447700900123", "WhatsApp", "447700900123"),
        (JID_A, "WhatsApp", JID_A),
        ("100001", "Facebook Messenger", "facebookmessenger:100001"),
        (A, "Telegram", A),
        ("sam", "Snapchat", "snapchat:sam"),
        ("System Message", "Telegram", "System Message"),
    ],
)
def test_identifiers(identifier: str, app: str, expected: str) -> None:
    assert party(identifier, app) == expected


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
def test_any_cell_of_parties_gives_texts_and_no_crash(cell: str) -> None:
    for role, *texts in parties.parse(cell):
        assert role in ("", "from", "to")
        assert all(isinstance(text, str) for text in texts)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\n\r"), min_size=1, max_size=40))
def test_no_entry_of_a_contact_is_lost(value: str) -> None:
    found = "\n".join(entries.parse(f"Some-Thing: {value}x", "App"))
    assert f"{value}x".strip()[-1] in found
