"""Every plug-in that is found keeps the common promises, from the day its file is added."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from clew.model.records import EVIDENCE_TYPES, SCHEMAS
from clew.plugins import discover

ROOT = Path(__file__).resolve().parents[2]

KINDS = {
    "READER": "clew.readers",
    "NORMALISER": "clew.normalise",
    "DETECTOR": "clew.detectors",
    "EXPORTER": "clew.exporters",
}

PLUGINS = [
    pytest.param(constant, plugin, id=f"{package.rpartition('.')[2]}-{name}")
    for constant, package in KINDS.items()
    for name, plugin in discover(package, constant).items()
]

DETECTORS = list(discover("clew.detectors", "DETECTOR").values())

#: A setting's name ends in its unit or says what is counted or compared.
UNITS = re.compile(
    r"(_s|_min|_minutes|_hours|_days|_years|_km|_m|_pct|_share|_ratio|_times|_factor|_jaccard|_similarity|_closure|"
    r"_count|_numbers?|_people|_persons|_contacts|_recipients|_events|_rows|_sims|_handsets|_features|_hour|_types|"
    r"_switches|_records|_identifiers|_bursts|_callers|_calls|_probability|_max|_min)$"
)


def module_of(plugin: Any) -> ModuleType:
    for action in ("read", "run", "detect", "write"):
        function = getattr(plugin, action, None)
        if callable(function):
            return sys.modules[inspect.unwrap(function).__module__]
    raise AssertionError(f"{plugin} does nothing")


@pytest.mark.parametrize(("constant", "plugin"), PLUGINS)
def test_it_says_what_it_is_in_one_line(constant: str, plugin: Any) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", plugin.name), "names are kebab-case"
    assert 8 <= len(plugin.title) <= 120
    assert "\n" not in plugin.title
    assert inspect.getdoc(module_of(plugin)), "the module has no docstring"


@pytest.mark.parametrize(("constant", "plugin"), PLUGINS)
def test_it_never_prints_or_prompts(constant: str, plugin: Any) -> None:
    source = Path(inspect.getsourcefile(module_of(plugin)) or "").read_text(encoding="utf-8")
    calls = {n.func.id for n in ast.walk(ast.parse(source)) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not calls & {"print", "input", "breakpoint", "exec", "eval"}
    assert not re.search(r"^\s*(import|from) (typer|rich)\b", source, re.MULTILINE)


@pytest.mark.parametrize(("constant", "plugin"), [p for p in PLUGINS if p.values[0] in ("READER", "DETECTOR")])
def test_it_carries_a_version(constant: str, plugin: Any) -> None:
    assert re.fullmatch(r"\d+(\.\d+)*", plugin.version)


@pytest.mark.parametrize("normaliser", discover("clew.normalise", "NORMALISER").values(), ids=lambda n: n.name)
def test_a_normaliser_names_what_each_of_its_fields_means(normaliser: Any) -> None:
    assert normaliser.fields
    assert all(isinstance(v, str) and v for v in normaliser.fields.values())
    assert not set(normaliser.fields) & {"row_ref", "raw"}


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_settings_are_typed_and_named_with_their_units(detector: Any) -> None:
    assert is_dataclass(detector.settings)
    for field in fields(detector.settings):
        assert isinstance(field.default, int | float | str | tuple), f"{field.name} has no plain default"
        if isinstance(field.default, int | float) and not isinstance(field.default, bool):
            assert UNITS.search(field.name) or field.name.startswith(("min_", "max_")), f"{field.name} says no unit"


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_a_detector_has_a_page_with_idea_rule_source_limits_and_accuracy(detector: Any) -> None:
    page = (ROOT / "docs" / "detectors" / f"{detector.name}.md").read_text(encoding="utf-8").casefold()
    for word in ("idea", "source", "limits", "settings", "accuracy", "example"):
        assert word in page, f"docs/detectors/{detector.name}.md says nothing of {word}"
    for field in fields(detector.settings):
        assert field.name in page, f"docs/detectors/{detector.name}.md does not explain {field.name}"


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_a_detector_is_tested_with_a_lookalike_innocent(detector: Any) -> None:
    name = detector.name.replace("-", "_")
    source = (ROOT / "tests" / "detectors" / f"test_{name}.py").read_text(encoding="utf-8")
    assert re.search(r"innocent|taxi|church|family|shop|employer|takeaway", source)
    assert re.search(r"not_assessable", source)


@pytest.mark.parametrize("detector", DETECTORS, ids=lambda d: d.name)
def test_a_detector_on_an_empty_case_finds_nothing_and_does_not_fail(detector: Any) -> None:
    from clew.ledger.view import View

    run = detector.detect(View.of({}), detector.settings())
    assert run.findings == ()
    assert run.detector == detector.name


def test_schemas_begin_alike_and_name_times_by_their_zone() -> None:
    for kind, schema in SCHEMAS.items():
        assert schema.names[:8] == [
            "record_id", "exhibit_id", "part", "row_ref", "raw", "issues", "grade", "handling",
        ], kind  # fmt: skip
        for field in schema:
            if str(field.type).startswith("timestamp"):
                assert field.name.endswith("_utc"), f"{kind}.{field.name}"
    assert len(set(EVIDENCE_TYPES)) == len(EVIDENCE_TYPES)


def test_no_traits_that_must_not_decide_are_columns() -> None:
    names = {field.name for schema in SCHEMAS.values() for field in schema}
    assert not names & {
        "nationality",
        "ethnicity",
        "religion",
        "language",
        "sex",
        "gender",
        "immigration_status",
        "score",
    }
