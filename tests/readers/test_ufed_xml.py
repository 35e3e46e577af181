"""UFED reports in XML: every model of the telephone, each once, with the quirks real reports have."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from clew.errors import InputError
from clew.readers.engine.xmlbytes import XmlBytes
from clew.readers.reader import Part, ReadOptions, Source
from clew.readers.recognise import choose
from clew.readers.ufed.models import Models
from clew.readers.ufed.names import Names
from clew.readers.ufed.stream import Pieces
from clew.readers.ufed_xml import READER
from clew.synth.devices import ufed_elements as ufed
from clew.synth.devices import ufed_quirks, ufed_xml
from clew.synth.devices.telephone import Telephone, invented_telephone
from clew.synth.devices.ufed_elements import Ids, field, many, model, party, section
from clew.synth.devices.ufed_quirks import frame, message, old_call
from clew.synth.devices.ufed_xml import jid

A, B = "+447700900123", "+447700900124"


@dataclass
class Found:
    """A part read to its end."""

    part: Part
    rows: list[dict[str, Any]]

    @property
    def reasons(self) -> list[str]:
        return [row.reason for row in self.part.tally.set_aside]


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., dict[str, Found]]:
    """Read a report given as text, bytes or a path, part by part."""

    def run(report: str | bytes | Path) -> dict[str, Found]:
        path = report if isinstance(report, Path) else tmp_path / "report.xml"
        if isinstance(report, str | bytes):
            path.write_bytes(report.encode() if isinstance(report, str) else report)
        return {found.part.name: found for found in _parts(path)}

    return run


def _parts(path: Path) -> Iterator[Found]:
    for part in READER.read(Source(path), ReadOptions()):
        rows = [row for batch in part.batches for row in batch.to_pylist()]
        assert part.tally.read == len(rows) + len(part.tally.set_aside)
        for row in rows:
            assert row["raw"].count("\x1f") == len(part.columns) - 1
        yield Found(part, rows)


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


def test_the_whole_telephone_comes_back(telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    found = read(tmp_path / "a.xml")
    calls = {(r["start"], r["caller"] or r["called"], r["type"].split()[-1], r["duration"]) for r in found["Call"].rows}
    assert len(found["Call"].rows) == len(telephone.calls) == len(calls)
    assert len(found["SMS"].rows) + len(found["Chat"].rows) == len(telephone.messages)
    texts = sorted(row["text"] for name in ("SMS", "Chat") for row in found[name].rows)
    assert texts == sorted(m.text for m in telephone.messages)
    assert [row["display_name"] for row in found["Contact"].rows] == [c.name for c in telephone.contacts]
    assert [float(row["lat"]) for row in found["Location"].rows] == [p.lat for p in telephone.positions]
    assert len(found["Chat members"].rows) == sum(len(g.members) + 1 for g in telephone.groups)
    assert found["Device Info"].part.tally.warnings == []


def test_a_record_names_the_table_it_was_found_in_where_the_report_says_so(telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    first, second = read(tmp_path / "a.xml")["Call"].rows[:2]
    assert first["row_ref"] == "Call 00000002-0000-4000-8000-000000000002 (calllog.db calls at 8192)"
    assert "(" not in second["row_ref"]


def test_records_of_a_case_add_up(telephone, tmp_path, new_case) -> None:
    ufed_xml.write_ufdr(telephone, tmp_path / "phone.ufdr")
    (result,) = new_case().load([tmp_path / "phone.ufdr"], legal_basis="seizure", timezone="Europe/London")
    assert result.error is None
    exhibit = result.exhibit
    assert (exhibit.read, exhibit.kept) == (201, 201)
    assert exhibit.reader == "ufed-xml"
    events = pq.read_table(tmp_path / "case" / exhibit.files["event"]).to_pylist()
    by_kind = Counter((event["event_kind"], event["service"]) for event in events)
    through_app = sum(c.service == "whatsapp" for c in telephone.calls)
    assert by_kind["call", "voice"] == len(telephone.calls) - through_app
    assert by_kind["call", "app"] == through_app
    assert by_kind["message", "app"] == sum(m.service == "whatsapp" for m in telephone.messages)
    assert by_kind["location", None] == len(telephone.positions)


def test_a_report_is_known_by_its_content_in_every_encoding(telephone, tmp_path) -> None:
    text = frame("".join(section("Call", [])))
    for name, data in {
        "plain.txt": text.encode(),
        "bom.xml": b"\xef\xbb\xbf" + text.encode(),
        "wide.xml": text.replace("utf-8", "utf-16").encode("utf-16"),
    }.items():
        (tmp_path / name).write_bytes(data)
        assert choose(Source(tmp_path / name)).name == "ufed-xml"


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-16-be"])
def test_the_encoding_changes_nothing(codec, telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    text = (tmp_path / "a.xml").read_text("utf-8")
    mark = "\ufeff" if codec == "utf-16-be" else ""
    (tmp_path / "b.xml").write_bytes((mark + text).encode(codec))
    plain, other = read(tmp_path / "a.xml"), read(tmp_path / "b.xml")
    assert {n: f.rows for n, f in plain.items()} == {n: f.rows for n, f in other.items()}


def test_line_ends_of_windows_change_nothing(telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    text = (tmp_path / "a.xml").read_bytes()
    plain, other = read(tmp_path / "a.xml"), read(text.replace(b"\n", b"\r\n"))
    assert {n: f.rows for n, f in plain.items()} == {n: f.rows for n, f in other.items()}


def test_a_capital_report_in_an_archive_with_what_newer_versions_add(tmp_path, read) -> None:
    path = tmp_path / "new.ufdr"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Report.xml", frame("".join(section("Call", [])), version="8.5.1"))
        archive.writestr("settings.json", "{}")
        archive.writestr("DbData/database.db", b"PGDMP\x01")
        archive.writestr("files/Image/a.jpg", b"x")
    assert choose(Source(path)).name == "ufed-xml"
    warnings = read(path)["Device Info"].part.tally.warnings
    assert (
        "DbData/database.db (a PostgreSQL dump) was not read: what newer versions keep only there is missing"
        in warnings
    )
    assert "settings.json was not read" in warnings
    assert any(w.startswith("device identifiers not in report.xml") for w in warnings)


def test_an_archive_with_some_other_report_is_refused(tmp_path, read) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("report.xml", "<report><messages/></report>")
    with pytest.raises(InputError, match="no UFED report"):
        read(tmp_path / "x.zip")


def test_a_document_type_definition_is_refused(read) -> None:
    text = frame("")
    doctype = '<!DOCTYPE project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    with pytest.raises(InputError, match="document type definition"):
        read(text.replace("<project", f"{doctype}\n<project"))


def test_quirks_together(telephone, tmp_path, read) -> None:
    ufed_quirks.quirky(telephone, tmp_path / "q.xml")
    found = read(tmp_path / "q.xml")
    warnings = found["Device Info"].part.tally.warnings
    assert "3 models of type InventedThing not read" in warnings
    assert "left alone on purpose: 1 Cookie" in warnings
    assert "1 characters written as two references joined" in warnings
    assert len(found["Call"].rows) == 4
    assert found["Call"].reasons[0] == "the same model a second time in this report"
    assert all("of extraction 0" in reason for reason in found["Call"].reasons[1:])
    assert len(found["Chat"].rows) == 7
    assert found["InstantMessage"].rows[0]["text"] == "outside any chat"
    assert [row["basis"] for row in found["Location"].rows] == ["measured", "mentioned"]
    assert found["WirelessNetwork"].rows[0]["name"] == "Corner Cafe 02:00:00:00:00:01"
    kinds = {row["kind"]: row["value"] for row in found["Device Info"].rows}
    assert kinds == {"imei": "350000000000018", "extraction_type": "Dateisystem"}


def test_a_group_without_a_type_goes_by_its_address(telephone, tmp_path, read) -> None:
    ufed_quirks.quirky(telephone, tmp_path / "q.xml")
    found = read(tmp_path / "q.xml")
    group = [row for row in found["Chat"].rows if row["conversation"] == "120363000000000009@g.us"]
    first, second = telephone.contacts[0].number, telephone.contacts[1].number
    assert [(row["caller"], row["type"], row["deleted"]) for row in group] == [
        (jid(first), "app in", "yes"),
        (jid(second), "app in", ""),
        ("123456789012345@lid", "app in", "no"),
        ("System Message", "app ", "no"),
        ("", "app out", "no"),
    ]
    assert {row["called"] for row in group} == {"120363000000000009@g.us"}
    assert group[0]["text"] == "<b>not markup</b> ]]> & more"
    members = [(row["source"], row["source_type"]) for row in found["Chat members"].rows]
    assert members[0] == ("self", "device")
    assert len(members) == 4


def test_a_broadcast_is_no_group(telephone, tmp_path, read) -> None:
    ufed_quirks.quirky(telephone, tmp_path / "q.xml")
    found = read(tmp_path / "q.xml")
    (row,) = [row for row in found["Chat"].rows if row["conversation"] == "status@broadcast"]
    assert (row["caller"], row["called"], row["type"]) == ("", "", "app out")
    assert all(row["target"] != "status@broadcast" for row in found["Chat members"].rows)


def test_three_participants_make_a_group_where_no_type_says_so(read) -> None:
    ids = Ids()
    parties = [party(ids, "user one"), party(ids, "user two"), party(ids, "me", owner=True)]
    chat = ufed_xml.chat(ids, "4711", "Title", "Unknown", parties, [message(ids, "user one", "x", source="Telegram")])
    found = read(frame("".join(section("Chat", chat)).replace("WhatsApp", "Telegram")))
    assert found["Chat"].rows[0]["called"] == "group:telegram:4711"
    assert found["Chat"].rows[0]["caller"] == "telegram:user one"


@pytest.mark.parametrize(
    ("fields", "type_", "caller", "called"),
    [
        ({"Direction": "Incoming", "role": "From"}, "voice  in", A, ""),
        ({"Direction": "Outgoing", "role": "To"}, "voice  out", "", A),
        ({"Direction": "Outgoing", "role": "To", "Status": "Missed"}, "voice missed out", "", A),
        ({"Direction": "Incoming", "role": "From", "Status": "Rejected"}, "voice rejected in", A, ""),
        ({"Type": "Missed", "role": "General"}, "voice missed in", A, ""),
        ({"Type": "Outgoing", "role": "General"}, "voice  out", "", A),
        ({"Direction": "Unknown", "role": "From"}, "voice  in", A, ""),
        ({"Direction": "Unknown", "role": "General"}, "voice  ", A, "Unknown"),
        ({"Direction": "Unknown", "role": ""}, "voice  ", A, "Unknown"),
        ({"Direction": "Outgoing", "Status": "Cancelled", "role": ""}, "voice missed out", "", A),
    ],
)
def test_which_way_a_call_went(fields, type_, caller, called, read) -> None:
    role = fields.pop("role")
    inside = "".join(field(name, value) for name, value in fields.items())
    call = model("Call", "c-1", inside + many("Parties", "Party", [party(Ids(), A, "Sam", role)]))
    (row,) = read(frame("".join(section("Call", [call]))))["Call"].rows
    assert (row["type"], row["caller"], row["called"]) == (type_, caller, called)
    assert row["row_ref"] == "Call c-1"


def test_a_call_to_several_is_a_row_for_each(read) -> None:
    ids = Ids()
    parties = [party(ids, A, "", "To"), party(ids, B, "", "To"), party(ids, "me", "", "From", owner=True)]
    call = model("Call", "c-1", field("Direction", "Outgoing") + many("Parties", "Party", parties))
    found = read(frame("".join(section("Call", [call]))))["Call"]
    assert [(row["row_ref"], row["called"]) for row in found.rows] == [("Call c-1", A), ("Call c-1, party 2", B)]
    assert len({row["raw"] for row in found.rows}) == 2


def test_a_call_from_a_withheld_number_has_no_caller_and_is_not_the_owners(read) -> None:
    call = model("Call", "c-1", field("Direction", "Incoming") + many("Parties", "Party", []))
    (row,) = read(frame("".join(section("Call", [call]))))["Call"].rows
    assert (row["caller"], row["called"], row["type"]) == ("Unknown", "", "voice  in")


@pytest.mark.parametrize(
    ("text", "shown", "start"),
    [
        ("2026-06-01T09:19:15.073+00:00", "2026-06-01T10:19:15+01:00", "2026-06-01 09:19:15"),
        ("2026-06-01T10:19:15.000", "2026-06-01T10:19:15+01:00", "2026-06-01 09:19:15"),
        ("2026-06-01T10:19:15.000", "", "2026-06-01 09:19:15"),
        ("14/09/2016 16:49:42(UTC-3)", "", "2016-09-14 19:49:42"),
        ("05/Dec/2013 10:01:02 (GMT+0)", "", "2013-12-05 10:01:02"),
        ("05-Dec-13 10:01:02 AM", "", "2013-12-05 10:01:02"),
    ],
)
def test_times_of_all_versions(text, shown, start, tmp_path, new_case) -> None:
    time = ufed_quirks.date_time_only("TimeStamp", text, shown)
    call = model("Call", "c-1", field("Direction", "Incoming") + time)
    (tmp_path / "t.xml").write_text(frame("".join(section("Call", [call]))), encoding="utf-8")
    case = new_case()
    (result,) = case.load([tmp_path / "t.xml"], legal_basis="seizure", timezone="Asia/Tokyo")
    assert result.error is None
    (found,) = pq.read_table(case.folder / result.exhibit.files["event"])["start_utc"].to_pylist()
    assert found.strftime("%Y-%m-%d %H:%M:%S") == start


def test_the_time_zone_of_the_report_goes_before_the_cases(read) -> None:
    found = read(frame("".join(section("Call", [old_call(Ids(), "Incoming", A, "05-Dec-13 10:01:02 AM")]))))
    assert found["Call"].part.meta["timezone"] == "Europe/London"
    found = read(frame("", zone="_GMT Standard Time of a kind"))["Device Info"]
    assert "timezone" not in found.part.meta
    assert any("is not known" in warning for warning in found.part.tally.warnings)


def test_two_equal_calls_of_one_extraction_are_two(read) -> None:
    ids = Ids()
    calls = [old_call(ids, "Incoming", A, "05/Mar/2026 10:01:02 (GMT+0)") for _ in range(2)]
    found = read(frame("".join(section("Call", calls)), header=ufed_quirks.header()))["Call"]
    assert (len(found.rows), found.reasons) == (2, [])


def test_the_intact_copy_of_two_extractions_is_kept_and_the_other_names_it(read) -> None:
    ids = Ids()
    gone = old_call(ids, "Incoming", "07700900123", "05/Mar/2026 10:01:02 (GMT+0)").replace("Intact", "Deleted", 1)
    whole = old_call(ids, "Incoming", A, "2026-03-05T11:01:02.300+01:00", extraction=1)
    found = read(frame("".join(section("Call", [gone, whole])), header=ufed_quirks.header()))["Call"]
    assert [row["deleted"] for row in found.rows] == ["no"]
    assert found.reasons == [f"equal to {found.rows[0]['row_ref']} of extraction 1"]


def test_a_message_inside_its_chat_is_preferred_to_the_same_outside(read) -> None:
    ids = Ids()
    text = message(ids, jid(A), "once", ident="im-1")
    chats = section("Chat", ufed_xml.chat(ids, jid(A), "", "OneOnOne", [party(ids, jid(A))], [text]))
    found = read(frame("".join(section("InstantMessage", [text])) + "".join(chats)))
    assert len(found["Chat"].rows) == 1
    assert found["InstantMessage"].rows == []
    assert found["InstantMessage"].reasons == ["the same model a second time in this report"]


def test_an_absent_owner_leaves_the_way_of_a_message_open(read) -> None:
    ids = Ids()
    texts = [message(ids, jid(A), "a"), message(ids, jid(A), "b", mine="False"), message(ids, jid(B), "c", mine="True")]
    chats = section("Chat", ufed_xml.chat(ids, "chat-1", "", "OneOnOne", [party(ids, jid(A))], texts))
    rows = read(frame("".join(chats)))["Chat"].rows
    assert [(r["caller"], r["called"], r["type"].strip()) for r in rows] == [
        (jid(A), "Unknown", "app"),
        (jid(A), "", "app in"),
        ("", jid(A), "app out"),
    ]


def test_a_draft_says_so(read) -> None:
    inside = field("Folder", "Drafts") + field("Body", "not yet")
    sms = model("SMS", "s-1", inside + many("Parties", "Party", [party(Ids(), A, "", "To")]))
    (row,) = read(frame("".join(section("SMS", [sms]))))["SMS"].rows
    assert (row["type"], row["called"]) == ("sms draft", A)


def test_the_subject_of_an_mms_stands_before_its_text(read) -> None:
    inside = field("Folder", "Inbox") + field("Subject", "About") + field("Body", "Text")
    mms = model("MMS", "m-1", inside + many("Parties", "Party", [party(Ids(), A, "", "From")]))
    (row,) = read(frame("".join(section("MMS", [mms]))))["MMS"].rows
    assert (row["type"], row["text"]) == ("mms in", "About\nText")


def test_passwords_are_never_taken_over(telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    (row,) = read(tmp_path / "a.xml")["UserAccount"].rows
    assert "never read" not in row["raw"]
    assert (row["kind"], row["value"]) == ("phone", jid(telephone.number))


def test_what_no_column_is_for_stays_in_the_row(read) -> None:
    inside = field("Folder", "Inbox") + field("Body", "x") + field("NewField", "kept; as = it is")
    attachment = model("Attachment", "a-1", field("Filename", "IMG.jpg"))
    sms = model("SMS", "s-1", inside + many("Attachments", "Attachment", [attachment]))
    (row,) = read(frame("".join(section("SMS", [sms]))))["SMS"].rows
    assert "NewField=kept; as = it is; Attachments.Filename=IMG.jpg" in row["raw"]


def test_texts_in_base64_are_read(read) -> None:
    value = '<value type="String" format="Base64String"><![CDATA[aGVsbG8=]]></value>'
    body = f'<field name="Body" type="String">{value}</field>'
    sms = model("SMS", "s-1", field("Folder", "Inbox") + body)
    assert read(frame("".join(section("SMS", [sms]))))["SMS"].rows[0]["text"] == "hello"


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.97])
def test_a_truncated_report_keeps_what_was_readable(share, telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    data = (tmp_path / "a.xml").read_bytes()
    whole, found = read(tmp_path / "a.xml"), read(data[: int(len(data) * share)])
    assert any("breaks off" in w and "line" in w for w in found["Device Info"].part.tally.warnings)
    for name in ("Call", "Chat", "SMS"):
        if name in found:
            kept = [row["raw"] for row in found[name].rows]
            assert kept == [row["raw"] for row in whole[name].rows][: len(kept)]
            assert found[name].reasons in ([], ["the file breaks off inside this model"])


def test_a_report_damaged_in_the_middle_says_where(telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    data = (tmp_path / "a.xml").read_bytes()
    place = data.index(b"</modelType>") + 2
    found = read(data[:place] + b"X" + data[place + 1 :])
    line = data.count(b"\n", 0, place) + 1
    assert any(f"line {line}" in warning for warning in found["Device Info"].part.tally.warnings)
    assert len(found["Call"].rows) == len(telephone.calls)


def test_sections_without_records_are_passed_over_whatever_they_hold(telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    text = (tmp_path / "a.xml").read_text("utf-8")
    trap = '<file id="f"><![CDATA[</taggedFiles><model type="Call" id="trap"/>]]></file>\n' * 50_000
    found = read(text.replace("<taggedFiles>\n", f"<taggedFiles>\n{trap}"))
    whole = read(tmp_path / "a.xml")
    assert {n: f.rows for n, f in found.items()} == {n: f.rows for n, f in whole.items()}
    assert found["Device Info"].part.tally.warnings == []


def _rewritten(text: str, prefix: bool) -> bytes:
    """Return the same report in another legal shape."""
    if prefix:
        text = text.replace("xmlns=", "xmlns:r=").replace("</", "</r:").replace("<", "<r:").replace("<r:/r:", "</r:")
        return text.replace("<r:?", "<?").replace("<r:!", "<!").encode()
    return etree.tostring(etree.fromstring(text.encode(), etree.XMLParser(strip_cdata=True)))


@pytest.mark.parametrize("prefix", [False, True])
def test_the_general_way_gives_the_same_as_the_fast_one(prefix, telephone, tmp_path, read) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    text = (tmp_path / "a.xml").read_text("utf-8").replace("<b>bold</b>", "bold").replace("<b>Al</b>", "Al")
    plain = read(text)
    other = read(_rewritten(text, prefix))
    comment = read(
        text.replace("<decodedData>", "<decodedData><!-- a > b -->").replace('type="Call" id', "type='Call' id")
    )
    expected = {n: f.rows for n, f in plain.items()}
    assert {n: f.rows for n, f in other.items()} == expected
    assert {n: f.rows for n, f in comment.items()} == expected


def test_the_models_found_are_those_a_parser_finds(telephone, tmp_path) -> None:
    ufed_quirks.quirky(telephone, tmp_path / "q.xml")
    pieces = Pieces(XmlBytes(io.BytesIO((tmp_path / "q.xml").read_bytes())).repaired())
    found = []
    for tags in pieces:
        models = Models(tags, pieces.opened, Names(), ["Call"])
        found += zip(
            models.type_of(models.models).to_pylist(), models._attribute(models.models, "id").to_pylist(), strict=True
        )
    text = (tmp_path / "q.xml").read_text("utf-8").replace("&#55357;&#56834;", "")
    root = etree.fromstring(text.encode())
    assert not pieces.rewritten
    assert found == [(m.get("type"), m.get("id")) for m in root.iterfind(".//{*}model")]


def test_names_no_report_has_do_no_harm(read) -> None:
    sms = model("SMS", "s-1", field("Folder", "Inbox") + field("Body", "x"))
    odd = "<!-- shape --><café été='a \" b'>text</café>"
    found = read(frame("".join(section("SMS", [sms])) + odd))
    assert len(found["SMS"].rows) == 1


@settings(max_examples=30, deadline=None)
@given(
    texts=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x1f", exclude_categories=["Cc", "Cs"]), min_size=1),
        min_size=1,
        max_size=6,
    ),
    plain=st.booleans(),
)
def test_any_text_comes_back_as_a_parser_reads_it(texts, plain, tmp_path_factory) -> None:
    from xml.sax.saxutils import escape

    def body(text: str) -> str:
        inside = escape(text) if plain else ufed.cdata(text)
        return f'<field name="Body" type="String"><value type="String">{inside}</value></field>'

    report = frame("".join(section("SMS", [model("SMS", f"s-{n}", body(text)) for n, text in enumerate(texts)])))
    path = tmp_path_factory.mktemp("any") / "report.xml"
    path.write_text(report, encoding="utf-8", newline="")
    rows = next((f.rows for f in _parts(path) if f.part.name == "SMS"), [])
    by_lxml = etree.fromstring(path.read_bytes()).iterfind(".//{*}model[@type='SMS']/{*}field/{*}value")
    allowed = [value.text or "" for value in by_lxml]
    assert [row["text"] for row in rows] == allowed


@settings(max_examples=25, deadline=None)
@given(place=st.integers(0, 6000), byte=st.binary(min_size=0, max_size=3), cut=st.integers(0, 12))
def test_damaged_bytes_never_crash_the_reader(place, byte, cut, tmp_path_factory) -> None:
    folder = tmp_path_factory.mktemp("fuzz")
    ufed_quirks.quirky(invented_telephone(), folder / "q.xml")
    data = (folder / "q.xml").read_bytes()
    at = place * len(data) // 6000
    (folder / "q.xml").write_bytes(data[:at] + byte + data[at + cut :])
    with contextlib.suppress(InputError):
        list(_parts(folder / "q.xml"))


def test_a_chat_longer_than_a_piece_keeps_its_messages_together(telephone, tmp_path, read, monkeypatch) -> None:
    monkeypatch.setattr("clew.readers.engine.xmlbytes.PIECE_BYTES", 20_000)
    ufed_xml.write(telephone, tmp_path / "a.xml")
    small = read(tmp_path / "a.xml")
    monkeypatch.undo()
    whole = read(tmp_path / "a.xml")
    assert {n: f.rows for n, f in small.items()} == {n: f.rows for n, f in whole.items()}


def test_participants_after_the_messages_still_make_the_chat(read) -> None:
    ids = Ids()
    chat = "".join(
        ufed_xml.chat(ids, "", "", "Group", [party(ids, jid(A)), party(ids, jid(B))], [message(ids, jid(A), "x")])
    )
    before, rest = chat.split(f'{" " * 12}<field name="UserMapping"', 1)
    facts, messages = rest.split(f'{" " * 12}<multiModelField name="Messages"', 1)
    turned = (
        before
        + f'{" " * 12}<multiModelField name="Messages"'
        + messages.replace(
            "            </multiModelField>\n            </model>\n",
            f'            </multiModelField>\n{" " * 12}<field name="UserMapping"{facts}            </model>\n',
        )
    )
    found = read(frame("".join(section("Chat", [turned]))))
    assert found["Chat"].rows[0]["called"].startswith("group:whatsapp:")
    assert len(found["Chat members"].rows) == 2


def test_a_large_report_is_about_as_large_as_asked_for(telephone, tmp_path) -> None:
    ufed_xml.write_large(telephone, tmp_path / "large.xml", 2, tagged_files=10)
    assert 1_500_000 < (tmp_path / "large.xml").stat().st_size < 2_500_000


def test_the_fixture_is_the_same_every_time(telephone, tmp_path) -> None:
    ufed_xml.write(telephone, tmp_path / "a.xml")
    ufed_xml.write(telephone, tmp_path / "b.xml")
    assert (tmp_path / "a.xml").read_bytes() == (tmp_path / "b.xml").read_bytes()
