"""The same event in several exhibits, through a real case: one event, every observation kept, clocks told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clew.case import Case
from clew.synth.devices import bill, ufed_xml
from clew.synth.devices.clocks import set_clock
from clew.synth.devices.telephone import Call, Message, Telephone, invented_telephone

OTHER, THIRD = "+447700900102", "+447700900103"
START = 1_773_478_800  # 2026-03-14 09:00 UTC

CALLS = tuple(
    Call(START + minute * 60, number, outgoing, seconds, "answered")
    for minute, number, outgoing, seconds in (
        (0, OTHER, True, 31),
        (7, THIRD, False, 64),
        (33, OTHER, True, 12),
        (34, OTHER, True, 12),  # a redial a minute later
        (240, THIRD, True, 200),
        (1500, OTHER, False, 45),
    )
)
TEXTS = (Message(START + 3600, OTHER, True, "see you at the usual place"), Message(START + 7200, THIRD, False, "ok"))


@pytest.fixture(scope="module")
def telephone() -> Telephone:
    """A telephone with six calls and two texts, its clock right."""
    return replace(invented_telephone(), calls=CALLS, messages=TEXTS, contacts=(), groups=(), positions=())


def report(path: Path, telephone: Telephone) -> Path:
    """A laboratory's report of the telephone."""
    ufed_xml.write(telephone, path)
    return path


def load(case: Case, path: Path, basis: str = "seizure", **more: str) -> None:
    (result,) = case.load([path], legal_basis=basis, timezone="UTC", **more)
    assert result.error is None, result.error


def counted(case: Case) -> list[tuple[str, int]]:
    """How many observations each call and message has."""
    rows = case.view().sql(
        "SELECT event_kind, observations FROM events WHERE event_kind IN ('call', 'message') ORDER BY ALL"
    )
    return list(zip(*(rows[c].to_pylist() for c in ("event_kind", "observations")), strict=True))


def test_a_handset_73_s_fast_and_a_bill_are_one_event_each_and_the_clock_is_told(
    new_case: Callable[[str], Case], tmp_path: Path, telephone: Telephone
) -> None:
    case = new_case("both")
    load(case, bill.write(telephone, tmp_path / "bill.csv"), "comms-data")
    load(case, report(tmp_path / "report.xml", set_clock(telephone, 73)))
    assert counted(case) == [("call", 2)] * 6 + [("message", 2)] * 2
    (clock,) = case.view().sql("SELECT skew_s, spread_s, pairs, device_id FROM clocks").to_pylist()
    assert (clock["skew_s"], clock["spread_s"]) == (73, 0)
    assert clock["pairs"] >= 6
    assert clock["device_id"].startswith("ac-")
    told = case.view().sql("SELECT DISTINCT evidence_type FROM events WHERE event_kind = 'call'").to_pylist()
    assert told == [{"evidence_type": "billing"}], "an event is told by the network's row"
    links = case.view().sql(
        "SELECT l.calls, l.messages, l.exhibits FROM links l JOIN entities e ON entity_id = b_id"
        " WHERE type = 'CONTACTED' AND e.value = $number AND l.calls = 3",
        number=OTHER,
    )
    assert [(r["calls"], r["messages"], len(r["exhibits"])) for r in links.to_pylist()] == [(3, 1, 2)]


def test_every_observation_of_an_event_is_shown_with_its_own_time(
    new_case: Callable[[str], Case], tmp_path: Path, telephone: Telephone
) -> None:
    case = new_case("both")
    load(case, bill.write(telephone, tmp_path / "bill.csv"), "comms-data")
    load(case, report(tmp_path / "report.xml", set_clock(telephone, 3673)))
    rows = case.timeline(case.entity(OTHER)).rows()
    assert len(rows) == 5
    assert rows[0]["exhibit"] == "bill.csv"
    assert rows[0]["also"].startswith("report.xml ")
    assert rows[0]["also"].endswith("at 10:01:13, clock 3673 s fast")
    (text,) = (
        case.view().sql("SELECT text FROM events WHERE event_kind = 'message' ORDER BY start_utc LIMIT 1").to_pylist()
    )
    assert text["text"] == "see you at the usual place", "the network's row has no words, the handset's has"


def test_both_legs_of_a_call_in_two_operators_records_are_one_event_with_both_handsets(
    new_case: Callable[[str], Case], tmp_path: Path, telephone: Telephone
) -> None:
    case = new_case("legs")
    load(case, bill.write(telephone, tmp_path / "a.csv"), "comms-data")
    load(case, bill.write(telephone, tmp_path / "b.csv", OTHER), "comms-data")
    assert sorted(counted(case)) == sorted([("call", 2)] * 4 + [("call", 1)] * 2 + [("message", 2), ("message", 1)])
    handsets = case.view().sql("SELECT count(*) AS n FROM links WHERE type = 'IN_HANDSET'").to_pylist()
    assert handsets == [{"n": 4}], "number and SIM of either leg in its own handset"


def test_segments_of_one_long_text_are_one_message(
    new_case: Callable[[str], Case], tmp_path: Path, telephone: Telephone
) -> None:
    case = new_case("segments")
    load(case, bill.write(telephone, tmp_path / "a.csv", segments=3), "comms-data")
    load(case, report(tmp_path / "report.xml", telephone))
    assert [n for kind, n in counted(case) if kind == "message"] == [4, 4]


def test_two_extractions_of_one_telephone_are_one_device_and_count_once(
    new_case: Callable[[str], Case], tmp_path: Path, telephone: Telephone
) -> None:
    case = new_case("twice")
    load(case, report(tmp_path / "logical.xml", telephone))
    (tmp_path / "full").mkdir()
    ufed_xml.write_ufdr(replace(telephone, model="Z12 (full)"), tmp_path / "full" / "full.ufdr")
    load(case, tmp_path / "full" / "full.ufdr")
    view = case.view()
    (device,) = view.sql("SELECT attributes, exhibits FROM entities WHERE kind = 'device'").to_pylist()
    assert len(device["exhibits"]) == 2
    assert "Z12; Z12 (full)" in device["attributes"], "what two extractions state differently is kept twice"
    assert counted(case) == [("call", 2)] * 6 + [("message", 2)] * 2
    calls = view.sql("SELECT sum(calls)::INT AS n FROM links WHERE type = 'CONTACTED'").to_pylist()
    assert calls == [{"n": 6}]


def test_the_order_of_loading_changes_no_byte(
    new_case: Callable[[str], Case], tmp_path: Path, telephone: Telephone
) -> None:
    files = [
        (bill.write(telephone, tmp_path / "a.csv"), "comms-data"),
        (bill.write(telephone, tmp_path / "b.csv", OTHER), "comms-data"),
        (report(tmp_path / "r.xml", set_clock(telephone, -41)), "seizure"),
    ]
    found = []
    for name, order in (("one", files), ("other", files[::-1])):
        case = new_case(name)
        for path, basis in order:
            load(case, path, basis)
        view = case.view()
        found.append(
            [
                view.sql(query).to_pylist()
                for query in (
                    "SELECT record_id, observations FROM events",
                    "SELECT event_id, record_id, skew_s FROM observations",
                    "SELECT exhibit_id, skew_s, spread_s, pairs, from_utc, to_utc FROM clocks",
                )
            ]
        )
    assert found[0] == found[1]
