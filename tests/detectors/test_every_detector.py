"""What holds for all detectors alike."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest

from clew.detectors.base_rate import base_rate
from clew.detectors.hubs import hub_note, hub_threshold
from clew.ledger.view import View
from clew.plugins import discover

DETECTORS = list(discover("clew.detectors", "DETECTOR").values())


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_an_empty_case_gives_an_empty_run(detector: Any) -> None:
    run = detector.detect(View.of({}), detector.settings())
    assert (run.findings, run.not_assessable, run.held_back, run.examined) == ((), (), (), 0)
    assert run.base_rate.startswith("0 ")


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_settings_are_frozen_have_defaults_and_print_with_the_result(detector: Any) -> None:
    assert is_dataclass(detector.settings)
    settings = detector.settings()
    with pytest.raises(AttributeError):
        setattr(settings, fields(settings)[0].name, 1)
    assert set(detector.detect(View.of({}), settings).settings) == {f.name for f in fields(settings)}


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_running_twice_on_one_view_gives_the_same(detector: Any, scene: Any, clock: Any) -> None:
    number = scene.phone("n")
    scene.hold(number, 30)
    scene.burst(number, scene.phones("r", 25), clock(1), imei_id=scene.entity("ha-1", "Handset", "imei"))
    view = scene.view()
    assert detector.detect(view, detector.settings()) == detector.detect(view, detector.settings())


def test_the_base_rate_follows_the_worked_example() -> None:
    """5,000 numbers at 99.9% specificity: about 5 false alarms."""
    said = base_rate(5000, 8)
    assert said.startswith("5000 numbers examined, 8 alerted")
    assert "50.0 at 99.0%" in said
    assert "25.0 at 99.5%" in said
    assert "5.0 at 99.9%" in said
    assert "not yet measured" in said


@pytest.mark.parametrize(("billed", "threshold"), [(20, 5.0), (199, 49.75), (200, 50.0), (10_000, 200.0)])
def test_hub_candidates_are_contacted_by_a_quarter_or_two_percent(billed: int, threshold: float) -> None:
    assert hub_threshold(billed) == threshold


def test_a_hub_is_named_and_weighed_never_left_out(scene: Any, clock: Any) -> None:
    line = scene.phone("line")
    for i, one in enumerate(scene.phones("c", 12)):
        scene.call(one, line if i < 4 else scene.phone("x"), clock(i))
    assert "4 of 12" in hub_note(scene.view(), line)
    assert "a hub candidate" in hub_note(scene.view(), line)
    few = type(scene)()
    few.call(few.phone("a"), few.phone("line"), clock(1))
    assert "too few" in hub_note(few.view(), "ph-line")


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_its_page_names_every_setting_and_its_accuracy(detector: Any) -> None:
    page = (Path(__file__).parents[2] / "docs" / "detectors" / f"{detector.name}.md").read_text(encoding="utf-8")
    missing = [f.name for f in fields(detector.settings) if f"`{f.name}`" not in page]
    assert missing == []
    for part in ("**Idea.**", "**Formula.**", "**Source.**", "**Limits.**", "**Measured accuracy.**"):
        assert part in page
