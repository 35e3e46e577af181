from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from clew.errors import InputError, UsageError
from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.jsonl import write_jsonl
from clew.exporters.map_html import MOST_NODES, read_positions, write_map

SCRIPT = re.compile(r"<script(?P<kind>[^>]*)>(?P<text>.*?)</script>", re.S)


def page_of(chart: Chart, folder: Path, **options: Any) -> str:
    (path,) = write_map(chart, folder / "map.html", **options)
    return path.read_bytes().decode("utf-8")


def data_of(page: str) -> dict[str, Any]:
    text = next(m["text"] for m in SCRIPT.finditer(page) if "application/json" in m["kind"])
    data: dict[str, Any] = json.loads(text)
    return data


def many(count: int, group: str = "") -> tuple[ChartNode, ...]:
    return tuple(
        ChartNode(f"ph-{n}", "Phone", f"+999{n:08d}", group=group and f"{group} {n % 7}") for n in range(count)
    )


def test_nothing_outside_the_file_is_named(chart: Chart, tmp_path: Path) -> None:
    page = page_of(chart, tmp_path)
    assert not re.findall(r"""(?:src|href|action|poster|data)\s*=\s*["']?\s*(?:https?:)?//""", page)
    assert "@import" not in page
    assert not re.findall(r"url\((?!#)", page)
    assert "<link" not in page


def test_only_our_scripts_and_styles_may_run(chart: Chart, tmp_path: Path) -> None:
    page = page_of(chart, tmp_path)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    rules = dict(rule.strip().split(" ", 1) for rule in policy[1].replace("&#39;", "'").split(";"))
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    assert "connect-src" not in rules
    running = [m["text"] for m in SCRIPT.finditer(page) if "application/json" not in m["kind"]]
    assert len(running) == 2
    for text in running:
        assert base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() in rules["script-src"]
    style = re.search(r"<style>(.*?)</style>", page, re.S)
    assert style is not None
    assert base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode() in rules["style-src"]


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "]]><!-- \u2028\u2029 \x00\x1b[31m",
    "javascript:alert(1)",
    '" onmouseover="alert(1)',
)


def test_hostile_text_is_data(chart: Chart, tmp_path: Path) -> None:
    nodes = tuple(
        ChartNode(f"pe-{n}", "Person", text, group=text, fields={text: text}) for n, text in enumerate(HOSTILE)
    )
    hostile = replace(
        chart, nodes=nodes, links=(), case=HOSTILE[0], title=HOSTILE[1], marking=HOSTILE[0], left_out=HOSTILE
    )
    page = page_of(hostile, tmp_path)
    assert len(SCRIPT.findall(page)) == 3
    assert "<img" not in page
    labels = {node["label"] for node in data_of(page)["nodes"]}
    assert HOSTILE[0] in labels
    assert HOSTILE[2] in labels
    assert not re.search("[\u2028\u2029\x00\x1b]", page)


def test_fields_never_reach_the_drawing_options(chart: Chart, tmp_path: Path) -> None:
    tricky = ChartNode(
        "pe-1", "Person", "A", fields={"hidden": "true", "color": "silver", "size": "900", "physics": "1"}
    )
    (node,) = data_of(page_of(replace(chart, nodes=(tricky,), links=()), tmp_path))["nodes"]
    assert set(node) <= {"id", "label", "shape", "color", "font", "x", "y", "d"}
    assert ["hidden", "true"] in node["d"]["fields"]


def test_parallel_links_all_stay_and_only_directed_ones_have_arrows(chart: Chart, tmp_path: Path) -> None:
    again = replace(chart.links[1], id="l-9", type="PAID")
    data = data_of(page_of(replace(chart, links=(*chart.links, again)), tmp_path))
    arrows = {link["id"]: link["arrows"] for link in data["links"]}
    assert set(arrows) == {link.id for link in chart.links} | {"l-9"}
    assert arrows["l-6"] == ""
    assert arrows["l-2"] == "to"


def test_links_with_an_end_outside_the_chart_are_left_out_and_counted(chart: Chart, tmp_path: Path) -> None:
    stray = ChartLink("l-x", "ph-01", "ph-99", "CONTACTED", True, True, 1, None, None)
    data = data_of(page_of(replace(chart, links=(*chart.links, stray)), tmp_path))
    assert "l-x" not in {link["id"] for link in data["links"]}
    assert "1 link to entities outside the chart is left out." in data["about"]["left_out"]


def test_protected_person_is_drawn_as_one(chart: Chart, tmp_path: Path) -> None:
    nodes = {node["id"]: node for node in data_of(page_of(chart, tmp_path))["nodes"]}
    assert nodes["pe-02"]["d"]["icon"] == "Protected"
    assert nodes["pe-01"]["d"]["icon"] == "Person"
    phone = replace(chart.nodes[2], protected=True)
    (own,) = data_of(page_of(replace(chart, nodes=(phone,), links=()), tmp_path))["nodes"]
    assert own["d"]["icon"] == "ProtectedPhone"


def test_same_chart_same_bytes_in_another_process(chart: Chart, tmp_path: Path) -> None:
    here = page_of(chart, tmp_path)
    (saved,) = write_jsonl(chart, tmp_path / "chart.jsonl")
    code = (
        "import sys; from pathlib import Path; from clew.exporters.jsonl import read_jsonl;"
        "from clew.exporters.map_html import write_map; write_map(read_jsonl(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    there = tmp_path / "there.html"
    subprocess.run(
        [sys.executable, "-c", code, str(saved), str(there)], check=True, env={**os.environ, "PYTHONHASHSEED": "12345"}
    )
    assert there.read_bytes().decode("utf-8") == here


def test_more_entities_than_can_be_read_are_refused_with_a_way_out(chart: Chart, tmp_path: Path) -> None:
    crowd = replace(chart, nodes=many(MOST_NODES + 1), links=())
    with pytest.raises(UsageError, match="3,001 entities") as refusal:
        write_map(crowd, tmp_path / "map.html")
    assert "--max-nodes 3001" in refusal.value.hint
    assert not (tmp_path / "map.html").exists()
    data = data_of(page_of(crowd, tmp_path, max_nodes=3001))
    assert data["about"]["size"] == "big"
    assert len(data["nodes"]) == 3001


@pytest.mark.parametrize(("count", "size"), [(500, "full"), (501, "medium"), (1501, "big")])
def test_large_charts_rest_their_link_labels(chart: Chart, tmp_path: Path, count: int, size: str) -> None:
    assert data_of(page_of(replace(chart, nodes=many(count), links=()), tmp_path))["about"]["size"] == size


def test_beyond_ten_thousand_one_node_per_group_is_drawn_and_says_so(chart: Chart, tmp_path: Path) -> None:
    nodes = many(10_001, "area")
    links = tuple(
        ChartLink(f"l-{n}", f"ph-{n}", f"ph-{n + 1}", "CONTACTED", True, True, 2, None, None) for n in range(700)
    )
    data = data_of(page_of(replace(chart, nodes=nodes, links=links), tmp_path, max_nodes=20_000))
    assert len(data["nodes"]) == 7
    assert sum(link["d"]["records"] for link in data["links"]) == 1400
    assert "10,001 entities are drawn as 7 groups" in data["about"]["left_out"][0]


def test_beyond_ten_thousand_without_groups_is_refused(chart: Chart, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no groups"):
        write_map(replace(chart, nodes=many(10_001), links=()), tmp_path / "map.html")


def test_saved_positions_come_back_and_new_nodes_stand_beside_their_neighbours(chart: Chart, tmp_path: Path) -> None:
    saved = tmp_path / "positions.json"
    places = {"pe-01": [10, 20], "ph-01": [-300, 40.4], "gone": [1, 1]}
    saved.write_text(json.dumps({"schema": "clew-positions/1", "positions": places}), encoding="utf-8")
    nodes = {n["id"]: n for n in data_of(page_of(chart, tmp_path, positions=read_positions(saved)))["nodes"]}
    assert (nodes["pe-01"]["x"], nodes["pe-01"]["y"]) == (10, 20)
    assert (nodes["ph-01"]["x"], nodes["ph-01"]["y"]) == (-300, 40)
    assert abs(nodes["ac-01"]["x"] - 10) <= 110
    assert abs(nodes["ac-01"]["y"] - 20) <= 110


@pytest.mark.parametrize(
    "text", ["", "[]", '{"schema": "x"}', '{"schema": "clew-positions/1", "positions": {"a": [1]}}']
)
def test_a_damaged_positions_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "positions.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_positions(path)


def test_cell_use_brings_its_warning(chart: Chart, tmp_path: Path) -> None:
    assert "does not show where the phone was" in data_of(page_of(chart, tmp_path))["about"]["cell_site"]
    calls = tuple(link for link in chart.links if link.type == "CONTACTED")
    assert data_of(page_of(replace(chart, links=calls), tmp_path))["about"]["cell_site"] == ""


def test_a_map_that_cannot_be_written_leaves_the_old_one(chart: Chart, tmp_path: Path) -> None:
    before = page_of(chart, tmp_path)
    with pytest.raises(UsageError):
        write_map(replace(chart, nodes=many(MOST_NODES + 1), links=()), tmp_path / "map.html")
    assert (tmp_path / "map.html").read_text("utf-8") == before
    assert [path.name for path in tmp_path.iterdir()] == ["map.html"]
