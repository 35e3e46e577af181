"""Chats exported as text: iPhone and Android, two dozen date orders, lines of the app, names that are no numbers."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.case import Case
from clew.readers.chat_text import wordings
from clew.readers.chat_text.lines import header, split
from clew.readers.reader import Source
from clew.readers.recognise import choose
from clew.readers.whatsapp_text import recognise
from clew.synth.devices import whatsapp_text
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()
STYLES = ["ios", "ios-de", "android", "android-us", "android-iso"]


def records(case: Case, kind: str, choice: str) -> list[dict[str, Any]]:
    """Return columns of the typed records of one kind in a case."""
    columns, _, condition = choice.partition(" WHERE ")
    query = f"SELECT {columns} FROM '{case.folder}/ledger/*.{kind}.parquet' WHERE {condition or 'true'}"
    return duckdb.sql(query).to_arrow_table().to_pylist()


@pytest.mark.parametrize(
    ("line", "start", "rest"),
    [
        ("[15/01/2024, 10:30:45] Skye: hi", "15/01/2024, 10:30:45", "Skye: hi"),
        ("\u200e[15/01/2024, 10:30:45] Skye: \u200eimage omitted", "15/01/2024, 10:30:45", "Skye: \u200eimage omitted"),
        ("[1/15/24, 3:04:05\u202fPM] Skye: hi", "1/15/24, 3:04:05 PM", "Skye: hi"),
        ("[15.01.24, 10:30:45] Skye: hi", "15.01.24, 10:30:45", "Skye: hi"),
        ("[15/01/2024 10:30:45] Skye: hi", "15/01/2024, 10:30:45", "Skye: hi"),
        ("[10:30, 15/01/2024] Skye: hi", "15/01/2024, 10:30", "Skye: hi"),
        ("15/01/2024, 10:30 - Skye: hi", "15/01/2024, 10:30", "Skye: hi"),
        ("2016-04-15, 3:04 PM - Skye: hi", "2016-04-15, 3:04 PM", "Skye: hi"),
        ("15.01.24, 10:30 - Skye: hi", "15.01.24, 10:30", "Skye: hi"),
        ("15-01-2024 10:30 - Skye: hi", "15-01-2024, 10:30", "Skye: hi"),
        ("15/01/2024, 3:04 p. m. - Skye: hi", "15/01/2024, 3:04 PM", "Skye: hi"),
        ("15/01/2024, 3:04 CH - Skye: hi", "15/01/2024, 3:04 PM", "Skye: hi"),
        ("15/01/2024 at 10:30 - Skye: hi", "15/01/2024, 10:30", "Skye: hi"),
    ],
)  # fmt: skip
def test_headers_of_both_systems_and_many_places(line: str, start: str, rest: str) -> None:
    found = header(line)
    assert found is not None
    assert found[1:] == (start, rest)


@pytest.mark.parametrize(
    "line",
    [
        "hi", "", "10:30 - Skye: hi", "15/01-2024, 10:30 - Skye: hi", "[2024-01-15 10:30:45] production.ERROR: text",
        "2024-01-15 10:30:45 - INFO: started", "2024-01-15 10:30:45,123 - main - INFO: started",
        "15/01/2024,10:30,Skye,hi",
    ],
)  # fmt: skip
def test_program_logs_and_tables_are_no_chat(line: str) -> None:
    assert header(line) is None


def test_a_name_ends_at_the_first_colon_and_blank() -> None:
    assert split("Skye & Co.: look: here")[:2] == ("Skye & Co.", "look: here")
    assert split("Skye:")[:2] == ("Skye", "")


@pytest.mark.parametrize(
    ("line", "kind", "found"),
    [
        ("Skye joined using this group’s invite link", "joined", {"who": "Skye"}),
        ("Skye left", "left", {"who": "Skye"}),
        ("You left", "left", {}),
        ("Skye added Bex (work), Dré and Kim", "added", {"who": "Skye", "whom": "Bex (work), Dré and Kim"}),
        ("+44 7700 900123 changed to +44 7700 900456", "number", {"old": "+44 7700 900123", "new": "+44 7700 900456"}),
        ("Skye changed their phone number to a new number. Tap to message.", "number-untold", {"who": "Skye"}),
        ("Skye changed the subject from “a” to “b: c”", "title", {"who": "Skye", "title": "b: c"}),
        ("Messages and calls are end-to-end encrypted. No one outside of this chat can read them.", "notice", {}),
        ("Skye hat Bex hinzugefügt", "added", {"who": "Skye", "whom": "Bex"}),
        ("Skye hat „Rota“ umbenannt", None, {}),
        ("Skye opuścił(a) grupę", "left", {"who": "Skye"}),
        ("Skye zmienił(a) temat z „a” na „b”", "title", {"who": "Skye", "title": "b"}),
        ("Skye a ieșit", "left", {"who": "Skye"}),
        ("Skye đã thêm Bex", "added", {"who": "Skye", "whom": "Bex"}),
        ("Skye krijoi grupin \"Rota\"", "created", {"who": "Skye", "title": "Rota"}),
        ("The moon is full", None, {}),
    ],
)  # fmt: skip
def test_lines_of_the_app_in_six_languages(line: str, kind: str | None, found: dict[str, str]) -> None:
    said = wordings.of_line(line)
    assert (said.kind if said else None) == kind
    assert (said.found if said else {}) == found


def test_every_wording_is_told_apart_from_the_others() -> None:
    sample = {"who": "Skye", "whom": "Bex", "old": "+44 7700 900123", "new": "+44 7700 900456", "title": "Rota"}
    for kind, languages in wordings.words()["line"].items():
        for wording in (w for known in languages.values() for w in known):
            text = wording.replace("<*>", " x")
            for name, value in sample.items():
                text = text.replace(f"<{name}>", value)
            said = wordings.of_line(text)
            assert said is not None, text
            assert said.kind == kind, (text, said)


def test_a_message_that_quotes_a_line_of_the_app_stays_a_message(read) -> None:
    found = read(
        '15/01/2024, 10:30 - Skye: Bex left\n15/01/2024, 10:31 - Skye: Bex changed the subject to "x"\n', "c.txt"
    )
    assert found[0].column("text") == ["Bex left", 'Bex changed the subject to "x"']
    assert found[1].rows == []


def test_lines_belong_to_the_message_above_and_pasted_headers_are_text(read) -> None:
    text = "[15/01/2024, 10:30:45] Skye: one\n\ntwo\n15/01/2024, 10:30 - Bex: pasted\n[15/01/2024, 10:31:00] Bex: ok\n"
    rows = read(text, "c.txt")[0].rows
    assert [r["text"] for r in rows] == ["one\n\ntwo\n15/01/2024, 10:30 - Bex: pasted", "ok"]
    assert [r["row_ref"] for r in rows] == ["line 1", "line 5"]


def test_in_a_chat_of_two_each_message_goes_to_the_other(read) -> None:
    rows = read("15/01/2024, 10:30 - Mum: hi\n15/01/2024, 10:31 - +44 7700 900123: hi\n", "chat.txt")[0].rows
    assert [(r["caller"], r["called"]) for r in rows] == [
        ("name:Mum", "+44 7700 900123"), ("+44 7700 900123", "name:Mum"),
    ]  # fmt: skip


def test_a_chat_in_which_one_wrote_goes_to_the_name_of_the_file_or_to_nobody(read) -> None:
    text = "15/01/2024, 10:30 - Kim: hi\n"
    assert read(text, "WhatsApp Chat with Bex (work).txt")[0].column("called") == ["name:Bex (work)"]
    assert read(text, "chat.txt")[0].column("called") == ["withheld"]


def test_a_group_by_its_file_name_though_two_wrote(read) -> None:
    text = "15/01/2024, 10:30 - Kim: hi\n15/01/2024, 10:30 - Bex: hi\n"
    assert set(read(text, "WhatsApp Chat with Work rota.txt")[0].column("called")) == {"group:name:Work rota"}


def test_a_number_change_is_a_link_and_an_untold_one_is_set_aside(read) -> None:
    text = (
        "15/01/2024, 10:30 - Kim: hi\n15/01/2024, 10:31 - +44 7700 900123 changed to +44 7700 900456\n"
        "15/01/2024, 10:32 - Kim changed their phone number to a new number. Tap to message.\n"
    )
    messages, links = read(text, "c.txt")
    assert [(r["source"], r["target"], r["link_type"], r["start"]) for r in links.rows] == [
        ("+44 7700 900123", "+44 7700 900456", "changed number to", "15/01/2024, 10:31")
    ]
    assert messages.aside == [("line 3", "the app's line on a changed number that does not give the new number")]


@pytest.mark.parametrize("style", STYLES)
def test_a_group_comes_back_as_it_was(style: str, tmp_path: Path, new_case) -> None:
    path = tmp_path / "chat.txt"
    whatsapp_text.write(TELEPHONE, path, group=0, style=style, timezone="Europe/London", quirks=True)
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="Europe/London")
    assert result.error is None
    parts = result.exhibit.parts
    assert all(p.read == p.kept + p.duplicate + p.set_aside for p in parts)
    truth = [m for m in TELEPHONE.messages if m.group == 0]
    rows = records(case, "event", "epoch(start_utc)::BIGINT AS at, text, a_kind, b_kind WHERE event_kind = 'message'")
    step = 60 if style.startswith("android") else 1
    assert sorted((r["at"], r["text"]) for r in rows if r["text"] in {m.text for m in truth}) == sorted(
        (m.start_utc - m.start_utc % step, m.text) for m in truth
    )
    assert len(rows) == len(truth) + 2  # the deleted message, and the file
    assert {r["b_kind"] for r in rows} == {"group"}
    assert {r["a_kind"] for r in rows} == {"messaging"}, "every member of this group is saved under a name"
    assert result.exhibit.day_order_basis == ("case_default" if style == "android-iso" else "proven")
    links = records(case, "membership", "relation, capacity, a, b, from_utc, to_utc")
    assert sum(r["relation"] == "MEMBER_OF" and r["from_utc"] is not None for r in links) == 5  # the owner and four
    assert [(r["a"], r["b"]) for r in links if r["capacity"] == "changed number to"] == [
        ("+447700900901", "+447700900902")
    ]
    assert sum(r["relation"] == "MEMBER_OF" and r["to_utc"] is not None for r in links) == 2  # left, in two languages
    assert sorted(case.set_aside().data["reason"].to_pylist()) == [
        "a line of the app that is not understood, kept as it stands",
        "a notice of the app",
    ]


def test_a_zip_is_one_exhibit_with_its_media_counted_and_named(tmp_path: Path, new_case) -> None:
    path = tmp_path / "export.zip"
    whatsapp_text.write(TELEPHONE, path, group=1, zipped=True, quirks=True)
    assert recognise(Source(path).head()) > 0.9
    (result,) = new_case().load([path], legal_basis="seizure", timezone="UTC")
    assert result.exhibit.reader == "whatsapp-text"
    assert [p.part for p in result.exhibit.parts] == ["_chat.txt", "_chat.txt!members and numbers"]
    assert result.exhibit.parts[0].warnings == (
        "1 media files stand beside the chat and were not looked into: 1 .jpg",
    )  # fmt: skip


def test_an_android_zip_names_its_chat_by_the_other_end(tmp_path: Path, read) -> None:
    path = tmp_path / "chat.zip"
    number = next(m.number for m in TELEPHONE.messages if m.service == "whatsapp" and m.group < 0)
    whatsapp_text.write(TELEPHONE, path, number=number, style="android", zipped=True)
    messages, links = read(path)
    other = wordings.party(TELEPHONE.saved(number) or f"{number[:4]} {number[4:]}")
    assert {r["caller"] for r in messages.rows} | {r["called"] for r in messages.rows} == {"name:Owner", other}
    assert links.rows == []


@pytest.mark.parametrize(
    ("members", "claimed"),
    [
        (("_chat.txt", "1.jpg"), True),
        (("WhatsApp Chat with Skye.txt",), True),
        (("_chat.txt", "data/data/com.whatsapp/databases/msgstore.db"), False),
        (("notes.txt", "1.jpg"), False),
        (("a/_chat.txt", "b/_chat.txt"), False),
    ],
)
def test_only_a_zip_of_one_chat_and_media_is_taken_whole(
    members: tuple[str, ...], claimed: bool, tmp_path: Path
) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name in members:
            archive.writestr(name, "15/01/2024, 10:30 - Skye: hi\n" if name.endswith(".txt") else b"x")
    assert (recognise(Source(path).head()) > 0) is claimed


def test_a_text_called_chat_that_is_none_is_not_claimed(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", "shopping list\n")
    assert recognise(Source(path).head()) == 0


def test_dates_that_contradict_each_other_are_refused(tmp_path: Path, new_case) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("15/01/2024, 10:30 - Skye: hi\n01/16/2024, 10:31 - Bex: hi\n", encoding="utf-8")
    (result,) = new_case().load([path], legal_basis="seizure")
    assert "dates can only be" in result.error.what


def test_an_order_nothing_proves_is_marked_as_the_default(tmp_path: Path, new_case) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("05/01/2024, 10:30 - Skye: hi\n06/01/2024, 10:31 - Bex: hi\n", encoding="utf-8")
    (result,) = new_case().load([path], legal_basis="seizure")
    assert (result.exhibit.day_order, result.exhibit.day_order_basis) == ("dmy", "case_default")


def test_the_same_name_in_two_exhibits_is_two_parties(tmp_path: Path, new_case) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(f"15/01/2024, 10:30 - Mum: {name}\n15/01/2024, 10:31 - Kim: ok\n")
    case = new_case()
    case.load([tmp_path / "one.txt", tmp_path / "two.txt"], legal_basis="seizure")
    assert len(records(case, "event", "DISTINCT a WHERE a LIKE 'name:mum%'")) == 2


def test_the_same_words_twice_in_a_minute_are_two_messages(tmp_path: Path, new_case) -> None:
    path = tmp_path / "chat.txt"
    path.write_text("15/01/2024, 10:30 - Skye: ok\n15/01/2024, 10:30 - Skye: ok\n15/01/2024, 10:31 - Bex: hi\n")
    (result,) = new_case().load([path], legal_basis="seizure")
    assert [p.kept for p in result.exhibit.parts] == [3, 0]


def test_calls_media_and_deleted_messages_in_a_chat(read) -> None:
    text = (
        "[15/01/2024, 10:30:45] Skye: \u200eMissed voice call\n[15/01/2024, 10:31:45] Kim: \u200eVoice call, 3 min\n"
        "[15/01/2024, 10:32:45] Kim: \u200eimage omitted\n[15/01/2024, 10:33:45] Kim: \u200eYou deleted this message.\n"
    )
    found = read(text, "c.txt")[0]
    assert found.column("type") == ["whatsapp voice missed", "whatsapp voice", "whatsapp", "whatsapp"]
    assert found.column("duration") == ["", "3 min", "", ""]
    assert found.column("status") == ["", "", "", "deleted in the app"]
    assert "1 messages stand for media that the export left out" in found.part.tally.warnings


def test_the_reader_is_chosen_before_the_table_engine_only_for_a_chat(tmp_path: Path) -> None:
    chat, table = tmp_path / "a.csv", tmp_path / "b.txt"
    chat.write_text("15/01/2024, 10:30 - Skye: a,b,c\n15/01/2024, 10:31 - Bex: d,e,f\n")
    table.write_text("Date,From,Text\n15/01/2024 10:30,Skye,15/01/2024 - Bex: hi\n")
    assert [choose(Source(p)).name for p in (chat, table)] == ["whatsapp-text", "tables"]


@given(st.text(max_size=400))
def test_any_text_gives_entries_that_lose_nothing(text: str) -> None:
    import io

    from clew.readers.chat_text.lines import entries

    lines = [line for line in text.encode("utf-8", "replace").decode("utf-8").split("\n") if line.strip()]
    found = list(entries(io.BytesIO("\n".join(lines).encode())))
    assert all(e.start == "" or e.body is not None for e in found)
    assert sum(e.body.count("\n") + 1 for e in found) <= len(lines) + 1


@given(st.text(alphabet=st.characters(exclude_characters="\n\r"), min_size=1, max_size=60), st.text(max_size=60))
def test_any_sender_and_body_come_back(sender: str, body: str) -> None:
    name, said, _ = split(f"{sender.replace(': ', ' ')}: {body}".replace("\n", " "))
    assert isinstance(name, str)
    assert isinstance(said, str)
