"""Exports of Magnet AXIOM: the same telephone as XML, as a workbook and as CSV, dates as their headings state them."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from clew.errors import InputError
from clew.readers.axiom.artifact import app_of, kind_of
from clew.readers.axiom.headings import facts, offset_of, plain, states
from clew.readers.axiom_xml import READER
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.devices.axiom import AMERICAN, BRITISH, Style, write_csv, write_xlsx, write_xml
from clew.synth.devices.telephone import Telephone, invented_telephone

A, B = "+447700900123", "+447700900124"
WHEN = "Call Date/Time - UTC+00:00 (M/d/yyyy)"
SENT = "Sent Date/Time - UTC+00:00 (dd/MM/yyyy)"


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


def _xml(*artifacts: tuple[str, list[dict[str, str]]]) -> str:
    hits = "".join(
        f'<Artifact name="{name}"><Hits>'
        + "".join(
            f'<Hit sequenceNumber="{n}">'
            + "".join(f'<Fragment name="{key}">{value}</Fragment>' for key, value in hit.items())
            + "</Hit>"
            for n, hit in enumerate(rows, 1)
        )
        + "</Hits></Artifact>"
        for name, rows in artifacts
    )
    return f'<?xml version="1.0"?><Report><Artifacts>{hits}</Artifacts></Report>'


def _write(telephone: Telephone, folder: Path, form: str, style: Style) -> list[Path]:
    if form == "csv":
        # The device and the contacts have no date in them: alone they are tables like any other.
        return [p for p in write_csv(telephone, folder, style) if "Log" in p.name or "M" in p.stem or "Calls" in p.name]
    path = folder / f"export.{form}"
    {"xml": write_xml, "xlsx": write_xlsx}[form](telephone, path, style)
    return [path]


@pytest.mark.parametrize("style", [AMERICAN, BRITISH], ids=["American UTC", "British UTC+1"])
@pytest.mark.parametrize("form", ["xml", "xlsx", "csv"])
def test_a_whole_telephone_comes_back(new_case, tmp_path: Path, telephone: Telephone, form: str, style: Style) -> None:
    case = new_case()
    paths = _write(telephone, tmp_path, form, style)
    results = case.load(paths, legal_basis="seizure", timezone="America/New_York", device="exhibit 1")
    assert [r.error for r in results] == [None] * len(paths)
    for result in results:
        for part in result.exhibit.parts:
            assert part.read == part.kept + part.duplicate + part.set_aside
    events = case.view().sql("SELECT * FROM events").to_pylist()
    services = {"app": "whatsapp", "voice": "voice", "sms": "sms"}
    calls = Counter(
        (e["start_utc"], e["duration_s"], e["direction"], services[e["service"]])
        for e in events
        if e["event_kind"] == "call"
    )
    assert calls == Counter(
        (
            datetime.fromtimestamp(c.start_utc, UTC),
            c.duration_s,
            "out" if c.outgoing else c.outcome.replace("answered", "in"),
            c.service,
        )
        for c in telephone.calls
    )
    messages = Counter(
        (e["start_utc"], e["text"], e["direction"], services[e["service"]], e["b_kind"] == "group")
        for e in events
        if e["event_kind"] == "message"
    )
    assert messages == Counter(
        (datetime.fromtimestamp(m.start_utc, UTC), m.text, "out" if m.outgoing else "in", m.service, m.group >= 0)
        for m in telephone.messages
    )


def test_the_kinds_of_export_read_the_same(read, tmp_path: Path, telephone: Telephone) -> None:
    write_xml(telephone, tmp_path / "a.xml")
    write_xlsx(telephone, tmp_path / "a.xlsx")
    assert choose(Source(tmp_path / "a.xml")).name == "axiom-xml"
    assert choose(Source(tmp_path / "a.xlsx")).name == "axiom-sheets"
    for one, other in zip(read(tmp_path / "a.xml"), read(tmp_path / "a.xlsx"), strict=True):
        assert one.part.normaliser == other.part.normaliser
        drop = {"raw", "row_ref", "source"}
        assert [{k: v for k, v in r.items() if k not in drop} for r in one.rows] == [
            {k: v for k, v in r.items() if k not in drop} for r in other.rows
        ]


def test_artifacts_nobody_knows_are_named_and_counted(read, tmp_path: Path, telephone: Telephone) -> None:
    write_xml(telephone, tmp_path / "a.xml")
    last = read(tmp_path / "a.xml")[-1]
    assert last.part.tally.warnings == [
        "1 hits of artifact 'Chrome Cookies' were not read: Clew does not know its kind"
    ]


def test_fragments_nobody_knows_stay_in_the_row(read_one) -> None:
    hit = {"Partner": A, "Direction": "Incoming", WHEN: "2/14/2021 9:41:33 PM", "Mystery": "42", "Other": ""}
    found = read_one(_xml(("Android Call Logs", [hit])), "export.xml")
    assert found.refs == ["hit 1"]
    assert "Mystery=42" in found.rows[0]["raw"].split("\x1f")
    assert found.part.meta == {"timezone": "UTC", "day_order": "mdy"}


def test_a_file_cut_short_gives_what_stood_before(read) -> None:
    hits = [{"Partner": A, "Direction": "Incoming", WHEN: f"2/14/2021 9:41:{n:02d} PM"} for n in range(20)]
    whole = _xml(("iOS Call Logs", hits))
    call_part, notes = read(whole[: whole.index('sequenceNumber="15"')], "export.xml")
    assert len(call_part.rows) == 14
    assert "breaks off" in notes.part.tally.warnings[0]


def test_a_document_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "export.xml"
    path.write_text('<!DOCTYPE Report [<!ENTITY x "y">]>' + _xml(("iOS Call Logs", [{"Partner": A}])), encoding="utf-8")
    with pytest.raises(InputError, match="document type"):
        list(READER.read(Source(path), ReadOptions()))


def test_a_draft_and_a_carved_message(read_one) -> None:
    hits = [
        {"Sender": f"Local User &lt;{A}&gt;", "Recipient(s)": B, "Message": "one", "Type": "Draft", SENT: "14/02/2021"},
        {"Sender": B, "Recipient(s)": "Local User", "Message": "two", "Type": "Received", "Recovery Method": "Carving"},
    ]
    found = read_one(_xml(("Android SMS", hits)), "export.xml")
    assert found.column("type") == ["draft", "sms in"]
    assert found.column("deleted") == ["", "yes"]
    assert [(r["caller"], r["called"]) for r in found.rows] == [("", B), (B, "")]


def test_an_app_message_to_several_is_one_row_to_their_group(read_one) -> None:
    hits = [{"Sender": "Local User <1>".replace("<", "&lt;").replace(">", "&gt;"), "Recipient(s)": "1001\n1002",
             "Message": "hi", SENT: "14/02/2021 09:00:00", "_ThreadID": "77"}]  # fmt: skip
    (row,) = read_one(_xml(("Telegram Messages - Android", hits)), "export.xml").rows
    assert (row["caller"], row["called"], row["app"]) == ("", "group:telegram:77", "Telegram")


def test_a_text_of_the_network_to_several_is_a_row_each(read_one) -> None:
    hits = [{"Sender": "Local User", "Recipient(s)": f"{A}\n{B}", "Message": "hi", SENT: "14/02/2021 09:00:00"}]
    found = read_one(_xml(("iOS iMessage/SMS/MMS", hits)), "export.xml")
    assert (found.column("called"), found.refs) == ([A, B], ["hit 1", "hit 1, party 2"])


def test_device_columns_become_statements(read_one) -> None:
    hit = {"IMEI": "350000000000018", "Phone Number": A, "Model": "Z12", "Language": "en"}
    found = read_one(_xml(("Android Device Information", [hit])), "export.xml")
    assert [(r["kind"], r["value"]) for r in found.rows] == [
        ("imei", "350000000000018"),
        ("phone", A),
        ("model", "Z12"),
    ]


def test_contacts_of_an_app(read_one) -> None:
    hits = [{"First Name": "Sam", "Last Name": "Example", "Phone Number(s)": f"Mobile: {A}", "User ID": "1001"}]
    (row,) = read_one(_xml(("Telegram Contacts - Android", hits)), "export.xml").rows
    assert (row["display_name"], row["phone"], row["messaging"]) == ("Sam Example", A, "telegram:1001")


@pytest.mark.parametrize(
    ("title", "name", "meta"),
    [
        (WHEN, "Call Date/Time", {"timezone": "UTC", "day_order": "mdy"}),
        ("Sent Date/Time - UTC+01:00 (dd/MM/yyyy)", "Sent Date/Time", {"timezone": "Etc/GMT-1", "day_order": "dmy"}),
        ("Date/Time - (UTC) (MM/dd/yyyy)", "Date/Time", {"timezone": "UTC", "day_order": "mdy"}),
        ("Date/Time - UTC-05:00 (yyyy-MM-dd)", "Date/Time", {"timezone": "Etc/GMT+5"}),
        ("Date/Time - UTC+05:30 (dd/MM/yyyy)", "Date/Time", {"day_order": "dmy"}),
    ],
)
def test_headings_state_zone_and_layout(title: str, name: str, meta: dict[str, str]) -> None:
    assert states(title)
    assert plain(title) == name
    assert facts([title]) == meta


def test_an_offset_of_half_an_hour_goes_to_the_cells(read_one) -> None:
    title = "Call Date/Time - UTC+05:30 (dd/MM/yyyy)"
    assert offset_of(["Partner", title]) == "+05:30"
    assert not states("Notes - draft (second)")
    (row,) = read_one(_xml(("iOS Call Logs", [{"Partner": A, title: "14/02/2021 09:00:00"}])), "export.xml").rows
    assert row["start"] == "14/02/2021 09:00:00 +05:30"


@pytest.mark.parametrize(
    ("artifact", "kind", "app"),
    [
        ("Android Call Logs", "calls", ""),
        ("iOS iMessage/SMS/MMS", "messages", ""),
        ("Android SMS", "messages", ""),
        ("iOS WhatsApp Messages", "messages", "WhatsApp"),
        ("Telegram Messages - Android", "messages", "Telegram"),
        ("WhatsApp Contacts - Android", "contacts", "WhatsApp"),
        ("Apple Contacts - iOS", "contacts", ""),
        ("Android WhatsApp Accounts Infor", "device", "WhatsApp"),
        ("SIM Card Activity", "device", ""),
        ("Cell Tower Locations", "cell_towers", "Cell Tower Locations"),
        ("Chrome Cookies", "", "Chrome Cookies"),
    ],
)
def test_what_the_name_of_an_artifact_tells(artifact: str, kind: str, app: str) -> None:
    found = kind_of(artifact)
    assert (found.name if found else "", app_of(artifact)) == (kind, app)
