from __future__ import annotations

from pathlib import Path

import networkx as nx

from clew.exporters.chart import Chart
from clew.exporters.graphml import chart_graph, write_graphml


def test_reading_the_file_back_gives_an_equal_graph(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_graphml(chart, tmp_path / "chart.graphml")
    again = nx.read_graphml(path, force_multigraph=True)
    graph = chart_graph(chart)
    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    assert {(a, b, k): d for a, b, k, d in again.edges(keys=True, data=True)} == {
        (a, b, k): d for a, b, k, d in graph.edges(keys=True, data=True)
    }
    assert again.graph["marking"] == "OFFICIAL-SENSITIVE"


def test_parallel_and_opposite_links_all_stay(chart: Chart) -> None:
    graph = chart_graph(chart)
    assert graph.number_of_edges() == len(chart.links)
    assert graph.number_of_edges("ph-01", "ph-02") == 1
    assert graph.number_of_edges("ph-02", "ph-01") == 1
