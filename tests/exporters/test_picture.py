from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.picture import MOST_NODES, draw

SVG = "{http://www.w3.org/2000/svg}"


def test_every_node_and_parallel_link_is_drawn(chart: Chart) -> None:
    svg = ElementTree.fromstring(draw(chart))
    assert len(svg.findall(f"{SVG}use")) == len(chart.nodes)
    lines = svg.findall(f"{SVG}path")
    assert len(lines) == len(chart.links)
    assert len({line.get("d") for line in lines}) == len(chart.links)
    assert sum(line.get("stroke-dasharray") is not None for line in lines) == 2
    assert sum(line.get("marker-end") is None for line in lines) == 1


def test_text_is_escaped_and_visible(chart: Chart) -> None:
    bad = replace(chart, nodes=(ChartNode("pe-1", "Person", "<script>\x00&"),), links=(), title="</svg>")
    text = draw(bad)
    assert "<script" not in text
    assert "&lt;script&gt;\u2400&amp;" in text


def test_two_pictures_on_a_page_share_no_id(chart: Chart) -> None:
    ids = [
        {part.get("id") for part in ElementTree.fromstring(draw(chart, prefix)).iter() if part.get("id")}
        for prefix in ("F-1", "F-2")
    ]
    assert ids[0]
    assert not ids[0] & ids[1]


def test_a_large_chart_keeps_the_best_linked(chart: Chart) -> None:
    nodes = tuple(ChartNode(f"ph-{n:03}", "Phone", f"+999{n:08d}") for n in range(MOST_NODES * 2))
    links = tuple(
        ChartLink(f"l{n}", "ph-100", node.id, "CONTACTED", True, True, 1, None, None)
        for n, node in enumerate(nodes[:90])
    )
    svg = ElementTree.fromstring(draw(replace(chart, nodes=nodes, links=links)))
    assert len(svg.findall(f"{SVG}use")) == MOST_NODES
    assert "+99900000100" in {text.text for text in svg.iter(f"{SVG}text")}


def test_an_empty_chart_gives_no_picture(chart: Chart) -> None:
    assert draw(replace(chart, nodes=(), links=())) == ""
