"""Two exhibits side by side: what both saw, the clock, and what one lacks with the innocent reasons that fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from clew.case import Case
from clew.errors import UsageError
from clew.synth.devices import bill, ufed_xml
from clew.synth.devices.clocks import set_clock
from clew.synth.devices.telephone import Call, Telephone, invented_telephone

OTHER, THIRD = "+447700900102", "+447700900103"
START = 1_773_478_800  # 2026-03-14 09:00 UTC


def call(minute: int, number: str = OTHER, seconds: int = 30, **more: str) -> Call:
    return Call(START + minute * 60, number, True, seconds + minute % 7, **{"outcome": "answered", **more})  # type: ignore[arg-type]


CALLS = tuple(call(minute) for minute in (0, 60, 61, 300, 900, 1500))


@pytest.fixture
def sides(new_case: Callable[[str], Case], tmp_path: Path) -> Callable[[Telephone, Telephone], Case]:
    """A case with a bill of one telephone and a report of another (the same, as its own clock and memory have it)."""

    def make(billed: Telephone, seized: Telephone) -> Case:
        case = new_case("sides")
        ufed_xml.write(seized, tmp_path / "report.xml")
        for path, basis, reference in (
            (bill.write(billed, tmp_path / "bill.csv"), "comms-data", ""),
            (tmp_path / "report.xml", "seizure", "KD/07"),
        ):
            (result,) = case.load([path], legal_basis=basis, timezone="UTC", reference=reference)
            assert result.error is None
        return case

    return make


def telephone(*calls: Call) -> Telephone:
    return replace(invented_telephone(), calls=calls, messages=(), contacts=(), groups=(), positions=())


def test_counts_the_clock_and_nothing_left_over(sides: Callable[[Telephone, Telephone], Case]) -> None:
    case = sides(telephone(*CALLS), set_clock(telephone(*CALLS), 73))
    facts, only = case.compare("KD/07", "bill.csv")
    told = {r["fact"]: r["value"] for r in facts.rows()}
    assert told["both have"] == "6 calls, 0 messages"
    assert told["times of the calls both have differ by"] == "+73 s, the first against the second (spread 0 s, n=6)"
    assert told["clock of report.xml"].startswith("this handset ran 73 s fast (spread 0 s, n=6)")
    assert only.rows() == []


@pytest.mark.parametrize(
    ("extra", "seized", "reason"),
    [
        (call(200, seconds=0, outcome="missed"), True, "unanswered, which a bill may leave out"),
        (call(210, service="whatsapp"), True, "went over an app or Wi-Fi, which a bill does not list"),
        (call(90_000), True, "outside the period the other exhibit holds"),
        (call(310), False, "deleted from the handset, or no longer kept"),
        (call(90_000), False, "outside the period the other exhibit holds"),
    ],
)
def test_what_only_one_side_has_comes_with_the_innocent_reasons_that_fit(
    sides: Callable[[Telephone, Telephone], Case], extra: Call, seized: bool, reason: str
) -> None:
    plain, more = telephone(*CALLS), telephone(*CALLS, extra)
    case = sides(plain if seized else more, set_clock(more if seized else plain, -20))
    _, only = case.compare("bill.csv", "report.xml")
    (row,) = only.rows()
    assert row["only_in"] == ("report.xml" if seized else "bill.csv")
    assert reason in row["may_be_because"].split("; ")


def test_both_orders_say_the_same(sides: Callable[[Telephone, Telephone], Case]) -> None:
    case = sides(telephone(*CALLS[1:]), set_clock(telephone(*CALLS[:-1]), 40))
    one, other = case.compare("bill.csv", "KD/07"), case.compare("KD/07", "bill.csv")
    assert one[1].rows() == other[1].rows()
    assert {r["value"] for r in one[0].rows()} - {r["value"] for r in other[0].rows()} == {
        "-40 s, the first against the second (spread 0 s, n=4)"
    }


def test_an_exhibit_is_named_by_id_reference_or_file_and_a_wrong_name_says_what_to_type(
    sides: Callable[[Telephone, Telephone], Case],
) -> None:
    case = sides(telephone(*CALLS), telephone(*CALLS))
    ids = {Path(e.path).name: e.exhibit_id for e in case.exhibits()}
    assert case.compare(ids["report.xml"], ids["bill.csv"][:9])[0].rows()[0]["value"] == "6 calls, 0 messages"
    for wrong in ("nothing", "KD/07"):
        with pytest.raises(UsageError, match=r"no exhibit matches|these are one exhibit"):
            case.compare("report.xml", wrong)


def test_looking_is_kept_in_the_chain(sides: Callable[[Telephone, Telephone], Case]) -> None:
    case = sides(telephone(*CALLS), telephone(*CALLS))
    case.compare("report.xml", "bill.csv")
    case.clocks()
    assert [line["command"] for line in case.audit.lines()][-2:] == ["compare", "clocks"]
