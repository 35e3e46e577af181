from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError
from clew.ledger.session import open_ledger
from clew.readers.etsi.cells import cell_of
from clew.readers.etsi.record import other_information
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.synth.devices.telephone import invented_telephone
from clew.synth.exchange.etsi import write

Read = Callable[..., list[Any]]


def message(*records: str, request: str = "2026-000123") -> str:
    return (
        '<RetainedDataMessage xmlns="http://uri.etsi.org/02657/v1.26.1#/RetainedData"><retainedDataHeader><requestID>'
        f"<countryCode>GB</countryCode><requestNumber>{request}</requestNumber></requestID><cSPID>Zedcom</cSPID>"
        "</retainedDataHeader><retainedDataPayload><responseMessage><responsePayload>"
        f"{''.join(records)}</responsePayload></responseMessage></retainedDataPayload></RetainedDataMessage>"
    )


def record(n: int, *legs: str, other: str = "", kind: str = "telephonyServiceUsage") -> str:
    return (
        f"<ResponseRecord><recordNumber>{n}</recordNumber><recordPayload><telephonyRecord>"
        f"<{kind}>{''.join(legs)}</{kind}></telephonyRecord></recordPayload><otherInformation>{other}</otherInformation></ResponseRecord>"
    )


def leg(role: str, number: str, inside: str = "") -> str:
    return (
        f"<TelephonyPartyInformation><partyRole><{role}/></partyRole><partyNumber>{number}</partyNumber>{inside}"
        "</TelephonyPartyInformation>"
    )


def time(start: str, seconds: int = 0) -> str:
    return (
        f"<communicationTime><startTime>{start}</startTime><durationTime>{seconds}</durationTime></communicationTime>"
    )


CALL = record(
    1, leg("originating-Party", "447700900101"), leg("terminating-Party", "447700900102", time("20260302090000Z", 72))
)


def parts(found: list[Any]) -> dict[str, Any]:
    return {each.part.name: each for each in found}


def events(case: Any) -> list[dict[str, Any]]:
    session = open_ledger(case.folder, case.exhibits())
    return list(session.sql("SELECT * FROM event ORDER BY start_utc, row_ref").to_arrow_table().to_pylist())


def load(case: Any, path: Path, text: str) -> Any:
    path.write_text(text, encoding="utf-8")
    (result,) = case.load([path], legal_basis="comms-data", timezone="Europe/London")
    assert result.error is None
    exhibit = result.exhibit
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    return exhibit


def test_two_legs_are_one_call_and_the_time_may_stand_on_either(read: Read) -> None:
    (row,) = parts(read(message(CALL)))["calls"].rows
    assert (row["caller"], row["called"], row["start"], row["duration"]) == (
        "+447700900101",
        "+447700900102",
        "20260302090000Z",
        "72",
    )
    assert row["row_ref"] == "record 1"


@pytest.mark.parametrize(("stamp", "hour"), [("20260302090000Z", 9), ("20260302090000+0100", 8), ("20260702090000", 8)])
def test_times_carry_their_zone(new_case: Any, tmp_path: Path, stamp: str, hour: int) -> None:
    case = new_case()
    load(case, tmp_path / "x.xml", message(record(1, leg("originating-Party", "447700900101", time(stamp)))))
    assert events(case)[0]["start_utc"].hour == hour


def test_roles_of_texts_make_a_message(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    legs = leg("smsOriginator", "447700900101", time("20260302090000Z")), leg("smsRecipient", "447700900102")
    load(case, tmp_path / "x.xml", message(record(1, *legs)))
    (event,) = events(case)
    assert (event["event_kind"], event["service"], event["a"], event["b"]) == (
        "message",
        "sms",
        "+447700900101",
        "+447700900102",
    )


def test_a_forwarded_call_has_a_third_number(read: Read) -> None:
    legs = [
        leg(r, f"44770090010{n}")
        for n, r in ((1, "originating-Party"), (2, "terminating-Party"), (3, "forwarded-to-Party"))
    ]
    assert parts(read(message(record(1, *legs))))["calls"].column("third") == ["+447700900103"]


def test_the_number_asked_for_is_the_subject_where_the_request_states_one(new_case: Any, tmp_path: Path) -> None:
    case = new_case()
    load(case, tmp_path / "x.xml", message(CALL, request="447700900102"))
    (event,) = events(case)
    assert (event["subject"], event["direction"]) == ("+447700900102", "in")
    other = new_case("other")
    load(other, tmp_path / "y.xml", message(CALL, request="2026-000123"))
    assert events(other)[0]["subject"] is None


@pytest.mark.parametrize(
    ("lat", "lon", "expected"),
    [
        ("N515715", "E0144130", (51.9542, 14.6917)),
        ("N513746.02", "W0014130", (51.6295, -1.6917)),
        ("N51.5046", "E14.5", (51.5046, 14.5)),
        ("51.5046", "-1.25", (51.5046, -1.25)),
    ],
)
def test_coordinates_in_all_their_forms(
    new_case: Any, tmp_path: Path, lat: str, lon: str, expected: tuple[float, float]
) -> None:
    case = new_case()
    tags = ("latitudeDec", "longitudeDec") if lat.startswith("5") else ("latitude", "longitude")
    where = f"<detailedLocation><geo><{tags[0]}>{lat}</{tags[0]}><{tags[1]}>{lon}</{tags[1]}></geo></detailedLocation>"
    load(
        case,
        tmp_path / "x.xml",
        message(record(1, leg("originating-Party", "447700900101", time("20260302090000Z") + where))),
    )
    (event,) = events(case)
    assert (event["lat"], event["lon"]) == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("octets", "cell"),
    [
        ("8200f110100100f11000012345", "001-01-4097-74565"),
        ("1800f110100100f11000012345", "001-01-4097-74565"),
        ("0000f1101001abcd", "001-01-4097-43981"),
        ("00f1101001abcd", "001-01-4097-43981"),
        ("8100f11000012345", "001-01-74565"),
        ("82ffffff100100f1ff00012345", "82ffffff100100f1ff00012345"),
        ("CELL-1", "CELL-1"),
        ("", ""),
    ],
)
def test_octets_of_a_cell_are_read_where_they_are_plain_and_kept_where_not(octets: str, cell: str) -> None:
    assert cell_of(octets) == cell


def test_key_value_texts_and_the_word_for_empty(read: Read) -> None:
    other = "&quot;Call indicator&quot;=&quot;MTC&quot;;&quot;IMEI&quot;=&quot;&lt;leer&gt;&quot;;"
    (row,) = parts(read(message(record(1, leg("originating-Party", "447700900101"), other=other))))["calls"].rows
    assert row["type"] == "MTC"
    assert "Call indicator" in row["raw"]


def test_a_pair_without_value_is_an_empty_text() -> None:
    from clew.readers.engine.xmlrecords import Element

    element = Element("r", {}, 1, children=[Element("otherInformation", {}, 1, text='"A"="<leer>";"B"="x";')])
    assert other_information(element) == {"A": "", "B": "x"}


def test_records_of_other_kinds_are_set_aside_by_name(read: Read) -> None:
    found = parts(read(message(CALL, record(2, "<name>x</name>", kind="telephonySubscriber"))))
    assert found["calls"].aside == [("record 2", "no call, text or data session: telephonySubscriber")]


def test_a_document_type_is_refused(read: Read) -> None:
    with pytest.raises(InputError, match="document type"):
        read(f"<!DOCTYPE RetainedDataMessage>{message(CALL)}")


def test_a_response_cut_short_gives_what_stood_before_and_says_where(read: Read) -> None:
    text = message(CALL, CALL.replace(">1<", ">2<"), CALL.replace(">1<", ">3<"))
    calls = parts(read(text[: text.index(">3<") + 60]))["calls"]
    assert calls.refs == ["record 1", "record 2"]
    assert calls.aside == [("record 3", "the file breaks off inside it")]
    assert any("breaks off" in w for w in calls.part.tally.warnings)


@pytest.mark.parametrize(("version", "prefix"), [("1.26.1", ""), ("1.28.1", "ns0")])
def test_a_whole_telephone_comes_through_whatever_the_version(
    new_case: Any, tmp_path: Path, version: str, prefix: str
) -> None:
    telephone = invented_telephone()
    path = write(telephone, tmp_path / "answer.xml", version=version, prefix=prefix)
    case = new_case()
    (result,) = case.load([path], legal_basis="comms-data")
    exhibit = result.exhibit
    assert exhibit.reader == "etsi-102657"
    assert exhibit.read == exhibit.kept
    rows = events(case)
    own = telephone.number
    seen = Counter(
        (r["event_kind"], int(r["start_utc"].timestamp()), r["a"], r["b"]) for r in rows if r["event_kind"] != "data"
    )
    told = [("call", c) for c in telephone.calls if c.service == "voice"]
    sent = [("message", m) for m in telephone.messages if m.service == "sms"]
    assert seen == Counter(
        (kind, e.start_utc, *((own, e.number) if e.outgoing else (e.number, own))) for kind, e in (*told, *sent)
    )
    lengths = Counter(r["duration_s"] for r in rows if r["event_kind"] == "call")
    assert lengths == Counter(c.duration_s for _, c in told)
    (data,) = [r for r in rows if r["event_kind"] == "data"]
    assert (data["subject"], data["duration_s"]) == (own, 600)
    calls = [r for r in rows if r["event_kind"] == "call"]
    assert {r["subject"] for r in calls} == {own}
    assert {(r["cell_first"], r["imsi"]) for r in calls} == {("001-01|4097-74565", telephone.imsi)}
    assert {r["direction"] for r in calls} == {"in", "out"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_mutated_file_gives_rows_or_a_clear_error(tmp_path: Path, data: st.DataObject) -> None:
    body = bytearray(write(invented_telephone(calls=4, messages=4), tmp_path / "a.xml").read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        body[data.draw(st.integers(100, len(body) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "mutated.xml"
    path.write_bytes(bytes(body[: data.draw(st.integers(100, len(body)))]))
    with contextlib.suppress(InputError):
        for part in choose(Source(path), forced="etsi-102657").read(Source(path), ReadOptions()):
            rows = sum(batch.num_rows for batch in part.batches)
            assert part.tally.read == rows + len(part.tally.set_aside)
