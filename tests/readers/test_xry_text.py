"""Text exports of XRY: entities, sections of people, segments of long texts, clocks behind times."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import InputError
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose
from clew.readers.xry.entities import entities
from clew.readers.xry_text import READER
from clew.synth.devices.telephone import Telephone, invented_telephone
from clew.synth.devices.xry_text import write

A, B = "+447700900123", "+447700900124"


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    return invented_telephone()


def _text(*blocks: str) -> bytes:
    return b"\xff\xfe" + ("Export\r\n\r\n" + "\r\n\r\n".join(blocks) + "\r\n").encode("utf-16-le")


def test_a_whole_telephone_comes_back(new_case, tmp_path: Path, telephone: Telephone) -> None:
    case = new_case()
    paths = write(telephone, tmp_path)
    assert {choose(Source(path)).name for path in paths} == {"xry-text"}
    results = case.load(paths, legal_basis="seizure", timezone="Europe/London", device="exhibit 1")
    assert [r.error for r in results] == [None] * len(paths)
    for result in results:
        for part in result.exhibit.parts:
            assert part.read == part.kept + part.duplicate + part.set_aside
    events = case.view().sql("SELECT * FROM events").to_pylist()
    assert Counter(
        (e["start_utc"], e["duration_s"], e["direction"], e["service"]) for e in events if e["event_kind"] == "call"
    ) == Counter(
        (
            datetime.fromtimestamp(c.start_utc, UTC),
            c.duration_s,
            "out" if c.outgoing else c.outcome.replace("answered", "in"),
            "voice" if c.service == "voice" else "app",
        )
        for c in telephone.calls
    )
    assert Counter(
        (e["start_utc"], e["text"], e["direction"]) for e in events if e["event_kind"] == "message"
    ) == Counter(
        (datetime.fromtimestamp(m.start_utc, UTC), m.text, "out" if m.outgoing else "in")
        for m in telephone.messages
        if m.service == "sms"
    )


def test_a_call_and_its_clock(read_one) -> None:
    found = read_one(
        _text(
            f"Calls #\t1\r\nCall Type:\tMissed\r\nTime:\t2/14/2021 9:41:33 PM UTC (Device)\r\nFrom\r\nTel:\t{A}\r\n"
            "Name (Matched):\tSam\r\nDuration:\t00:00:00\r\nStorage:\tPhone\r\nIndex:\t17\r\nMystery:\t42"
        ),
        "Calls.txt",
    )
    assert found.refs == ["Calls 1"]
    (row,) = found.rows
    assert (row["caller"], row["called"], row["contact_name"], row["type"]) == (A, "", "Sam", "voice missed in")
    assert row["start"] == "2/14/2021 9:41:33 PM UTC"
    assert "Mystery=42; clock=Device" in row["raw"]


def test_segments_are_joined_in_their_order_though_they_stand_apart(read_one) -> None:
    def segment(number: int, part: int, text: str, tel: str = A) -> str:
        return (
            f"Messages-SMS #\t{number}\r\nFrom\r\nTel:\t{tel}\r\nText:\t{text}\r\nDirection:\tIncoming\r\n"
            f"Reference Number:\t7\r\nSegment Number:\t{part}\r\nSegments:\t2"
        )

    found = read_one(
        _text(segment(1, 2, "world"), segment(2, 1, "other ", B), segment(3, 1, "hello "), segment(4, 2, "text", B)),
        "Messages.txt",
    )
    assert [(r["row_ref"], r["caller"], r["text"]) for r in found.rows] == [
        ("Messages-SMS 3", A, "hello world"),
        ("Messages-SMS 2", B, "other text"),
    ]
    assert [ref for ref, _ in found.aside] == ["Messages-SMS 1", "Messages-SMS 4"]
    assert found.aside[0][1] == "segment 2 of a long text, joined in Messages-SMS 3"


def test_a_reference_number_used_again_is_another_text(read_one) -> None:
    block = (
        "Messages #\t{}\r\nFrom\r\nTel:\t"
        + A
        + "\r\nText:\t{}\r\nReference Number:\t7\r\nSegment Number:\t1\r\nSegments:\t2"
    )
    found = read_one(_text(block.format(1, "one"), block.format(2, "two")), "Messages.txt")
    assert found.column("text") == ["one", "two"]
    assert "1 of 2 segments" in " ".join(found.part.tally.warnings)


def test_a_text_over_several_lines_with_a_blank_one_and_a_word_like_a_section(read_one) -> None:
    found = read_one(
        _text(
            f"Messages #\t1\r\nTo\r\nTel:\t{A}\r\nText:\tone\r\n\r\nFrom\r\nnote: three\r\nDirection:\tOutgoing",
            f"Messages #\t2\r\nFrom\r\nTel:\t{B}\r\nText:\ttwo\r\nDirection:\tIncoming",
        ),
        "Messages.txt",
    )
    assert found.column("text") == ["one\n\nFrom\nnote: three", "two"]
    assert found.column("called") == [A, ""]


def test_a_delivery_report_is_no_message(read_one) -> None:
    found = read_one(_text(f"Messages #\t1\r\nFrom\r\nTel:\t{A}\r\nType:\tStatus Report\r\nText:\tok"), "Messages.txt")
    assert found.rows == []
    assert found.aside == [("Messages 1", "a delivery report, no message")]


def test_device_pairs_in_either_order_and_no_codes(read_one) -> None:
    found = read_one(
        _text(
            "General Information #\t1\r\nData:\t350000000000018\r\nAttribute:\tMobile Id (IMEI)\r\n"
            "Attribute:\tSubscriber Id (IMSI)\r\nData:\t001010000000001\r\nData:\t0000\r\nAttribute:\tSecurity code"
        ),
        "Device.txt",
    )
    assert [(r["kind"], r["value"]) for r in found.rows] == [("imei", "350000000000018"), ("imsi", "001010000000001")]
    ((_, reason),) = found.aside
    assert "not taken over" in reason
    assert "0000" not in found.part.tally.set_aside[0].raw


def test_contacts_with_several_numbers(read_one) -> None:
    found = read_one(_text(f"Contacts #\t1\r\nName:\tSam\r\nTel:\t{A}\r\nTel:\t{B}\r\nStorage:\tSIM"), "Contacts.txt")
    (row,) = found.rows
    assert (row["display_name"], row["phone"], row["note"]) == ("Sam", f"{A}\n{B}", "stored in: SIM")


def test_entities_of_other_categories_are_counted(read) -> None:
    (left,) = read(_text("Web-Bookmarks #\t1\r\nUrl:\thttps://example.org/"), "Web.txt")
    assert left.part.tally.warnings == ["1 entities 'Web-Bookmarks' were not read"]


def test_a_file_without_an_entity_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "Calls.txt"
    path.write_bytes(b"\xff\xfe" + "nothing here\r\n".encode("utf-16-le"))
    with pytest.raises(InputError, match="no entity"):
        list(READER.read(Source(path), ReadOptions()))


@given(st.lists(st.text(alphabet=st.characters(codec="utf-8"), max_size=20), max_size=12))
def test_any_lines_become_entities_or_nothing(lines: list[str]) -> None:
    for entity in entities(["Calls #\t1", *lines]):
        assert all(len(pair) == 2 for pair in entity.values)
