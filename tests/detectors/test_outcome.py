"""R-10 and the intelligence grades: what makes a pattern supported, possible or not supported."""

from __future__ import annotations

import pytest

from clew.detectors.outcome import independent_types, is_doubtful, judge
from clew.model.finding import Evidence


def row(kind: str, exhibit: str = "x", part: str = "p", grade: str | None = None, record: str = "r") -> Evidence:
    return Evidence(record, exhibit, part, "row 1", kind, "call", "v", grade)


@pytest.mark.parametrize(
    ("grade", "doubtful"),
    [
        ("1E", True), ("3D", True), ("3/D", True), ("3-d", True), ("3D-P", True), ("2EP", True), ("E", True),
        ("2D", False), ("3C", False), ("1A", False), ("D", False), ("E41", False), ("", False), (None, False),
        ("B21", False), ("untested", False),
    ],
)  # fmt: skip
def test_which_grades_cannot_exceed_weak(grade: str | None, doubtful: bool) -> None:
    assert is_doubtful(grade) is doubtful


def test_two_types_from_two_exhibits_support() -> None:
    assert judge("strong", [row("billing"), row("handset", "y")]).outcome == "supported"


def test_one_type_twice_is_one_source() -> None:
    assert judge("strong", [row("billing"), row("billing", "copy")]).outcome == "possible"


def test_two_types_read_from_the_very_same_part_are_one_source() -> None:
    assert independent_types([row("billing"), row("report")]) == ("billing",)


def test_a_second_type_needs_its_rows() -> None:
    rows = [row("billing")] * 5 + [row("handset", "y")] * 2
    assert judge("strong", rows, rows_min=3).outcome == "possible"
    assert judge("strong", rows, rows_min=2).outcome == "supported"


def test_doubtful_rows_neither_corroborate_nor_make_more_than_weak() -> None:
    assert judge("strong", [row("billing"), row("intelligence", "y", grade="3D")]).outcome == "possible"
    verdict = judge("strong", [row("intelligence", "y", grade="2E")])
    assert (verdict.strength, verdict.outcome) == ("weak", "possible")


def test_a_weak_pattern_is_possible_at_most_and_an_explained_one_not_supported() -> None:
    rows = [row("billing"), row("handset", "y")]
    assert judge("weak", rows).outcome == "possible"
    assert judge("weak", rows, explained_by=["a club"]).outcome == "not_supported"


def test_no_strength_suppresses_an_escalation_rule() -> None:
    assert judge("n/a", [row("billing"), row("handset", "y")], strength_counts=False).outcome == "supported"
    assert judge("n/a", [row("billing", grade="3D")], strength_counts=False).strength == "n/a"
