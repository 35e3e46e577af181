"""Whose telephone it was is a person's decision: recorded, shown, bounded in time, and undone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from clew.case import Case
from clew.casework.attributing import attribute, attributions
from clew.errors import PolicyError, UsageError

BACKUP = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<smses count="1">
  <sms protocol="0" address="+447700900103" date="1772442000000" type="2" subject="null" body="hello" />
</smses>
"""


@pytest.fixture
def case(new_case: Callable[[], Case], people_file: Path, tmp_path: Path) -> Case:
    backup = tmp_path / "backup.xml"
    backup.write_text(BACKUP, encoding="utf-8")
    case = new_case()
    case.load([people_file], legal_basis="intelligence")
    case.load([backup], legal_basis="consent", reference="KD/07", device="KD/07")
    return case


def links_of_devices(case: Case) -> list[dict[str, object]]:
    return case.view().sql(
        "SELECT l.type, p.name, l.capacity, record_ids,"
        " l.from_utc::DATE::VARCHAR AS since, l.to_utc::DATE::VARCHAR AS until"
        " FROM links l JOIN entities p ON p.entity_id = l.a_id JOIN entities d ON d.entity_id = l.b_id"
        " WHERE d.kind = 'device' AND p.label = 'Person'"
    ).to_pylist()  # fmt: skip


def test_the_user_stays_a_placeholder_until_somebody_decides(case: Case) -> None:
    assert links_of_devices(case) == []
    attribute(case, "KD/07", "Adam Sample", "own account, selfies", since="2026-03-01", until="2026-03-31")
    (link,) = links_of_devices(case)
    assert (link["type"], link["name"], link["capacity"]) == ("USES", "Adam Sample", "attributed by an analyst")
    assert (link["since"], link["until"]) == ("2026-03-01", "2026-04-01")
    assert link["record_ids"], "the link shows the decision it rests on"


def test_an_attribution_is_undone_and_both_decisions_stay_on_record(case: Case) -> None:
    attribute(case, "backup.xml", "Adam Sample", "selfies")
    attribute(case, "backup.xml", "Adam Sample", "the photos are of his brother", undo=True)
    assert links_of_devices(case) == []
    assert [r["decision"] for r in attributions(case).rows()] == ["attributed", "withdrawn"]
    attribute(case, "backup.xml", "Adam Sample", "seen with it")
    assert len(links_of_devices(case)) == 1


def test_two_users_one_after_the_other(case: Case) -> None:
    attribute(case, "KD/07", "Adam Sample", "first owner", until="2026-03-10")
    attribute(case, "KD/07", "Sam Third", "bought it", since="2026-03-11")
    assert {link["name"] for link in links_of_devices(case)} == {"Adam Sample", "Sam Third"}
    counts = [(e.read, e.kept) for e in case.exhibits() if e.reader == "attribution"]
    assert counts == [(2, 2)], "one exhibit holds the decisions in force"


def test_the_id_of_a_decision_outlives_later_ones(case: Case) -> None:
    attribute(case, "KD/07", "Adam Sample", "first owner", until="2026-03-10")
    (before,) = links_of_devices(case)
    attribute(case, "KD/07", "Sam Third", "bought it", since="2026-03-11")
    assert before in links_of_devices(case)


@pytest.mark.parametrize(
    ("exhibit", "person", "more", "message"),
    [
        ("nothing", "Adam Sample", {}, "no exhibit out of a telephone"),
        ("people.csv", "Adam Sample", {}, "no exhibit out of a telephone"),
        ("KD/07", "07700900102", {}, "no person"),
        ("KD/07", "Adam Sample", {"since": "31/03/2026"}, "not a date"),
        ("KD/07", "Adam Sample", {"since": "2026-03-02", "until": "2026-03-01"}, "ends before it begins"),
        ("KD/07", "Adam Sample", {"undo": True}, "not attributed"),
    ],
)
def test_what_cannot_be_attributed_is_a_clear_error(
    case: Case, exhibit: str, person: str, more: dict[str, object], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        attribute(case, exhibit, person, "because", **more)  # type: ignore[arg-type]
    assert len(attributions(case)) == 0


def test_an_attribution_without_a_reason_is_refused(case: Case) -> None:
    with pytest.raises(PolicyError):
        attribute(case, "KD/07", "Adam Sample", " ")
