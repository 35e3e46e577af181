"""What goes out as CASE/UCO or FollowTheMoney comes back equal when another case loads it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clew.case import Case
from clew.exporters.case_uco import write_case_uco
from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.ftm import write_ftm
from clew.readers.reader import ReadOptions, Source
from clew.readers.recognise import choose

WRITERS = {"case-uco": write_case_uco, "ftm": write_ftm}
ROOT = Path(__file__).resolve().parents[2]
WHEN = datetime(2026, 7, 1, tzinfo=UTC)
#: What a link says that a chart shows; exhibits and kinds of evidence are those of the exchange file by design.
SAID = ("calls", "messages", "payments", "sightings", "capacity", "given as own", "reason", "saved as", "from", "to")


def ids(case: Case) -> dict[str, str]:
    """Return entity id -> its id in the case it came from, which stands in the rows."""
    found = case.view().sql(
        "SELECT entity_id, regexp_extract(min(row_ref), '(?:, |kb:)([a-z]{2}-[0-9a-z]+)', 1) AS there"
        " FROM entity_records WHERE part LIKE 'clew%entities' GROUP BY ALL"
    )
    return {row["entity_id"]: row["there"] for row in found.to_pylist()}


def entities(chart: Chart, there: dict[str, str] | None = None) -> dict[str, tuple[Any, ...]]:
    """Return what a chart says of each entity; pseudonyms are each case's own and are left out."""
    return {
        (there or {}).get(n.id, n.id): (
            n.kind,
            n.end_kind,
            n.value,
            n.protected,
            "" if n.protected else n.label,
            n.fields.get("service"),
        )
        for n in chart.nodes
    }


def links(chart: Chart, there: dict[str, str] | None = None) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    def name(id_: str) -> str:
        return (there or {}).get(id_, id_)

    return {
        (link.type, name(link.source), name(link.target), link.fields.get("capacity")): (
            link.directed,
            link.confirmed,
            link.records,
            link.first_utc,
            link.last_utc,
            link.grade,
            link.handling,
            *(link.fields.get(field) for field in SAID),
        )
        for link in chart.links
    }


def came_back(chart: Chart, path: Path, case: Case) -> None:
    (result,) = case.load([path], legal_basis="intelligence", timezone="UTC")
    assert result.error is None
    exhibit = result.exhibit
    assert exhibit is not None
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    assert any(w.startswith("marked ") for part in exhibit.parts for w in part.warnings)
    there = ids(case)
    again = case.chart(exported_utc=WHEN)
    assert entities(again, there) == entities(chart)
    assert links(again, there) == links(chart)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Chart:
    """The chart of the whole sample operation."""
    case = Case.create(tmp_path_factory.mktemp("sample") / "sample", owner="DS Example")
    case.load([ROOT / "sample_data" / "exhibits"], legal_basis="seizure", timezone="Europe/London")
    return case.chart(exported_utc=WHEN)


@pytest.mark.parametrize("to", WRITERS)
def test_a_small_case_comes_back_equal(small_case: Case, new_case: Any, tmp_path: Path, to: str) -> None:
    chart = small_case.chart(exported_utc=WHEN)
    assert {n.protected for n in chart.nodes} == {True, False}
    (path,) = small_case.export(chart, to, tmp_path / f"chart.{to}")
    came_back(chart, path, new_case("again"))


@pytest.mark.parametrize("to", WRITERS)
def test_the_sample_operation_comes_back_equal(sample: Chart, new_case: Any, tmp_path: Path, to: str) -> None:
    assert len(sample.nodes) > 1000
    assert len(sample.links) > 3000
    (path,) = WRITERS[to](sample, tmp_path / f"chart.{to}")
    came_back(sample, path, new_case())


@pytest.mark.parametrize("to", WRITERS)
def test_a_second_generation_is_no_different(small_case: Case, new_case: Any, tmp_path: Path, to: str) -> None:
    first = small_case.chart(exported_utc=WHEN)
    (path,) = WRITERS[to](first, tmp_path / "first")
    middle = new_case("middle")
    middle.load([path], legal_basis="intelligence", timezone="UTC")
    second = middle.chart(exported_utc=WHEN)
    (path,) = WRITERS[to](second, tmp_path / "second")
    came_back(second, path, new_case("last"))


def test_one_chart_in_two_files_does_not_count_its_calls_twice(small_case: Case, new_case: Any, tmp_path: Path) -> None:
    chart = small_case.chart(exported_utc=WHEN)
    paths = [write(chart, tmp_path / name)[0] for name, write in WRITERS.items()]
    case = new_case("again")
    case.load(paths, legal_basis="intelligence", timezone="UTC")

    def calls(drawn: Chart) -> list[tuple[int, str | None]]:
        return sorted(
            (link.records, link.fields.get("calls")) for link in drawn.links if link.type == "CONTACTED"
        )  # by number: its ends are phones, which are one entity in both files

    assert calls(case.chart(exported_utc=WHEN)) == calls(chart)


@pytest.mark.parametrize("to", WRITERS)
def test_nothing_a_protected_person_is_known_by_is_in_the_file(small_case: Case, tmp_path: Path, to: str) -> None:
    (path,) = WRITERS[to](small_case.chart(exported_utc=WHEN), tmp_path / "chart")
    text = path.read_text(encoding="utf-8")
    assert "Sample" in text, "an adult nobody protects is named"
    for secret in ("Eve", "7700900103", "7700 900103", "Third", "7700900104", "7700 900104"):
        assert secret not in text


@pytest.mark.parametrize("to", WRITERS)
def test_a_link_to_an_entity_outside_the_chart_is_left_out(tmp_path: Path, to: str) -> None:
    node = ChartNode("ph-1", "Phone", "07700 900101", end_kind="phone", value="+447700900101")
    link = ChartLink("lk-1", "ph-1", "ph-2", "CONTACTED", True, True, 1, WHEN, WHEN)
    chart = Chart("c", "t", "", "me", WHEN, "h", (node,), (link,))
    (path,) = WRITERS[to](chart, tmp_path / "chart")
    assert "lk-1" not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("to", WRITERS)
def test_a_mangled_record_is_no_entity_of_ours(chart: Chart, tmp_path: Path, to: str) -> None:
    (path,) = WRITERS[to](chart, tmp_path / "chart")
    text = path.read_text(encoding="utf-8").replace("clew-exchange/1", "clew-exchange/9")
    path.write_text(text, encoding="utf-8")
    names = [part.name for part in choose(Source(path)).read(Source(path), ReadOptions())]
    assert not [name for name in names if name.startswith("clew")]


def test_ftm_says_in_its_own_words_what_it_can(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_ftm(chart, tmp_path / "chart")
    lines = {each["id"]: each for each in map(json.loads, path.read_text(encoding="utf-8").splitlines())}
    assert (lines["pe-01"]["schema"], lines["pe-01"]["properties"]["name"]) == ("Person", ["Wąsala, Krzysztof"])
    assert lines["l-5"]["schema"] == "Ownership"
    assert lines["l-5"]["properties"]["asset"] == ["ac-01"]
    assert lines["clew-chart"]["properties"]["description"][0] == "OFFICIAL-SENSITIVE"


def test_case_says_in_its_own_words_what_it_can(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_case_uco(chart, tmp_path / "chart")
    graph = {each["@id"]: each for each in json.loads(path.read_text(encoding="utf-8"))["@graph"]}
    assert graph["kb:pe-01"]["@type"] == "uco-identity:Person"
    assert graph["kb:l-2"]["uco-core:source"] == {"@id": "kb:ph-01"}
    assert graph["kb:l-2"]["uco-core:startTime"]["@value"] == "2024-03-01T09:15:30+00:00"
