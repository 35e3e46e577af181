"""What the held records could show: periods, gaps, censored starts, and numbers without records."""

from __future__ import annotations

from typing import Any

import pytest

from clew.detectors.coverage_of import coverage_of, held_numbers, without_records


def test_two_extracts_with_a_hole_between_them_show_a_gap(scene: Any, clock: Any) -> None:
    number = scene.phone("n")
    scene.hold(number, 10)
    scene.hold(number, 10, start=14)
    scene.call(number, scene.phone("x"), clock(1))
    held = held_numbers(scene.view())[number]
    assert held.gaps() == ((clock(10), clock(14)),)
    assert not held.holds(clock(12))
    assert held.days == 22
    assert "no records held from 2026-03-12" in coverage_of(scene.view(), number).gaps[0]


def test_extracts_that_meet_are_one_period(scene: Any, clock: Any) -> None:
    number = scene.phone("n")
    scene.hold(number, 10)
    scene.hold(number, 10, start=10.5)
    scene.call(number, scene.phone("x"), clock(1))
    assert held_numbers(scene.view())[number].gaps() == ()


@pytest.mark.parametrize(("first_day", "known"), [(7, True), (6.9, False)])
def test_the_first_day_of_an_extract_is_not_the_birth_of_a_number(
    scene: Any, clock: Any, first_day: float, known: bool
) -> None:
    number = scene.phone("n")
    scene.hold(number, 60)
    scene.call(number, scene.phone("x"), clock(first_day))
    assert held_numbers(scene.view())[number].start_is_known() is known


def test_without_a_stated_period_a_start_is_always_censored(scene: Any, clock: Any) -> None:
    number = scene.phone("n")
    scene.call(number, scene.phone("x"), clock(1))
    scene.call(number, scene.phone("x"), clock(50))
    held = held_numbers(scene.view())[number]
    assert held.periods == ((clock(1), clock(50)),)
    assert not held.start_is_known()


def test_a_stated_period_without_a_single_row_is_not_held(scene: Any) -> None:
    number = scene.phone("n")
    scene.hold(number, 60)
    view = scene.view()
    assert held_numbers(view) == {}
    assert [r.entity_id for r in without_records(view, frozenset(), "r", "m")[0]] == [number]


def test_calls_without_a_subject_belong_to_the_end_whose_records_are_stated(scene: Any, clock: Any) -> None:
    number, other = scene.phone("n"), scene.phone("x")
    scene.hold(number, 60)
    scene.event("call", other, number, clock(1), None, duration_s=10)
    held = held_numbers(scene.view())
    assert list(held) == [number]
    assert held[number].calls == 1


def test_numbers_without_records_are_listed_by_tie_and_id_never_by_count(scene: Any, clock: Any) -> None:
    a, b, c = scene.phone("a"), scene.phone("b"), scene.phone("c")
    held = scene.phone("held")
    for n in range(50):
        scene.call(held, b, clock(n))
    scene.call(held, a, clock(1))
    scene.link("USES", scene.person("p"), c)
    rows, notes = without_records(scene.view(), frozenset({held}), "r", "m")
    assert [r.entity_id for r in rows] == [c, a, b]
    assert notes == []


def test_services_are_no_numbers_to_judge(scene: Any, clock: Any) -> None:
    held, bank = scene.phone("held"), scene.phone("BANK", service=True)
    scene.text(bank, held, clock(1), subject=held)
    assert without_records(scene.view(), frozenset({held}), "r", "m")[0] == []
