"""Every table-like exporter writes, byte for byte, what tests/golden holds; UPDATE_GOLDEN=1 writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clew.exporters.case_uco import write_case_uco
from clew.exporters.chart import Chart
from clew.exporters.csv_files import write_csv
from clew.exporters.ftm import write_ftm
from clew.exporters.graphml import write_graphml
from clew.exporters.i2_csv import write_i2_csv
from clew.exporters.jsonl import write_jsonl

GOLDEN = Path(__file__).parents[1] / "golden"
WRITERS = {
    "chart.jsonld": write_case_uco,
    "chart.ftm.json": write_ftm,
    "csv": write_csv,
    "i2-csv": write_i2_csv,
    "chart.graphml": write_graphml,
    "chart.jsonl": write_jsonl,
}


@pytest.mark.parametrize("name", WRITERS)
def test_same_chart_same_bytes_as_the_golden_file(chart: Chart, tmp_path: Path, name: str) -> None:
    written = WRITERS[name](chart, tmp_path / name)
    for path in written:
        golden = GOLDEN / path.relative_to(tmp_path)
        if os.environ.get("UPDATE_GOLDEN") == "1":
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_bytes(path.read_bytes())
        assert path.read_bytes() == golden.read_bytes()


def test_order_of_nodes_and_links_changes_no_byte(chart: Chart, tmp_path: Path) -> None:
    from dataclasses import replace

    shuffled = replace(chart, nodes=chart.nodes[::-1], links=chart.links[::-1])
    for name, write in WRITERS.items():
        for path in write(shuffled, tmp_path / name):
            assert path.read_bytes() == (GOLDEN / path.relative_to(tmp_path)).read_bytes()
