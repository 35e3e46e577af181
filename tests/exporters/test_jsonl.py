from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clew.errors import InputError
from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.jsonl import read_jsonl, write_jsonl


def in_order(chart: Chart) -> Chart:
    return replace(
        chart,
        nodes=tuple(sorted(chart.nodes, key=lambda node: node.id)),
        links=tuple(sorted(chart.links, key=lambda link: link.id)),
    )


def test_what_is_written_comes_back_equal(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_jsonl(chart, tmp_path / "chart.jsonl")
    assert read_jsonl(path) == in_order(chart)


any_text = st.text(max_size=30)  # lone surrogates and line separators included


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(label=any_text, name=any_text, value=any_text, row=any_text, when=st.datetimes(timezones=st.just(UTC)))
def test_any_text_and_time_survives(
    tmp_path: Path, label: str, name: str, value: str, row: str, when: datetime
) -> None:
    node = ChartNode("pe-1", "Person", label, fields={name: value})
    link = ChartLink("l", "pe-1", "pe-1", "KNOWN_AS", True, True, 1, when, None, evidence=(row,))
    chart = Chart("c", label, value, name, when, "h", (node,), (link,), left_out=(row,))
    (path,) = write_jsonl(chart, tmp_path / "chart.jsonl")
    assert read_jsonl(path) == chart


def test_one_changed_character_is_noticed(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_jsonl(chart, tmp_path / "chart.jsonl")
    path.write_bytes(path.read_bytes().replace(b'"records":41', b'"records":14'))
    with pytest.raises(InputError, match="changed or cut"):
        read_jsonl(path)


def test_a_cut_file_is_noticed(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_jsonl(chart, tmp_path / "chart.jsonl")
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"\n", 0, -1) + 1])
    with pytest.raises(InputError, match="changed or cut"):
        read_jsonl(path)


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"schema":"clew-chart/9"}'])
def test_another_file_is_refused_with_what_to_do(tmp_path: Path, text: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refusal:
        read_jsonl(path)
    assert refusal.value.hint
