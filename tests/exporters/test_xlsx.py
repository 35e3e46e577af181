from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl

from clew.exporters.chart import Chart
from clew.exporters.xlsx import MOST_CHARACTERS, write_xlsx


def test_sheets_say_what_the_chart_says(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_xlsx(chart, tmp_path / "chart.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Entities", "Links", "Sources", "Notes"]
    entities = {row[0]: row for row in book["Entities"].iter_rows(min_row=2, values_only=True)}
    assert set(entities) == {node.id for node in chart.nodes}
    assert entities["ph-01"][2] == "+447700900101"
    links = {row[0]: row for row in book["Links"].iter_rows(min_row=2, values_only=True)}
    assert links["l-2"][10] == 41
    assert "calls_a.csv, row 15" in links["l-2"][16]
    sources = {row[0]: row[1:] for row in book["Sources"].iter_rows(min_row=2, values_only=True)}
    assert sources["calls, north.csv"] == (1, 1)
    assert sources["calls_a.csv"] == (2, 1)


def test_nothing_is_a_formula_or_a_link(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_xlsx(chart, tmp_path / "chart.xlsx")
    for sheet in openpyxl.load_workbook(path):
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None


def test_marking_stands_on_every_printed_page(chart: Chart, tmp_path: Path) -> None:
    (path,) = write_xlsx(replace(chart, marking="R&D ONLY"), tmp_path / "chart.xlsx")
    for sheet in openpyxl.load_workbook(path):
        assert "R&&D ONLY" in sheet.oddHeader.center.text
        assert "R&&D ONLY" in sheet.oddFooter.center.text


def test_same_chart_same_bytes(chart: Chart, tmp_path: Path) -> None:
    (one,) = write_xlsx(chart, tmp_path / "one.xlsx")
    (two,) = write_xlsx(chart, tmp_path / "two.xlsx")
    assert one.read_bytes() == two.read_bytes()


def test_text_too_long_for_a_cell_says_it_was_cut(chart: Chart, tmp_path: Path) -> None:
    link = replace(chart.links[1], evidence=tuple(f"calls_a.csv, row {n}" for n in range(5000)))
    (path,) = write_xlsx(replace(chart, links=(link,)), tmp_path / "chart.xlsx")
    cell = openpyxl.load_workbook(path)["Links"].cell(2, 17).value
    assert len(cell) == MOST_CHARACTERS
    assert cell.endswith("the jsonl export has the whole text")
