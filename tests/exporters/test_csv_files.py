from __future__ import annotations

import csv
from pathlib import Path

from clew.exporters.chart import Chart
from clew.exporters.csv_files import write_csv
from clew.exporters.i2_csv import write_i2_csv


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def test_a_spreadsheet_calculates_no_cell(chart: Chart, tmp_path: Path) -> None:
    for path in (*write_csv(chart, tmp_path / "a"), *write_i2_csv(chart, tmp_path / "b")):
        for row in rows_of(path):
            assert not [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@", "\t", "\r"))], path.name


def test_windows_spreadsheet_opens_accents_and_lines_rightly(chart: Chart, tmp_path: Path) -> None:
    nodes, *_ = write_csv(chart, tmp_path)
    data = nodes.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert "Wąsala" in data.decode("utf-8-sig")
    assert b"\r\n" in data
    assert data.count(b"\r\n") == len(chart.nodes) + 1


def test_every_row_carries_marking_and_every_link_its_handling(chart: Chart, tmp_path: Path) -> None:
    nodes, links, about = write_csv(chart, tmp_path)
    assert {row["marking"] for row in rows_of(nodes)} == {"OFFICIAL-SENSITIVE"}
    assert {row["marking"] for row in rows_of(links)} == {"OFFICIAL-SENSITIVE"}
    assert {row["link_id"]: row["handling"] for row in rows_of(links)}["l-4"] == "C A1"
    assert ("left out", "3 of 9 entities are left out: more than two steps away.") in {
        (row["what"], row["value"]) for row in rows_of(about)
    }


def test_a_chart_without_marking_says_so_instead_of_nothing(chart: Chart, tmp_path: Path) -> None:
    from dataclasses import replace

    nodes, *_ = write_csv(replace(chart, marking=""), tmp_path)
    assert {row["marking"] for row in rows_of(nodes)} == {"NO MARKING GIVEN - HANDLE AS SENSITIVE"}


def test_i2_gets_one_link_a_row_and_the_entities_no_link_names(chart: Chart, tmp_path: Path) -> None:
    links, alone, mapping, _about = write_i2_csv(chart, tmp_path)
    table = rows_of(links)
    assert len(table) == len(chart.links)
    first = next(row for row in table if row["Link Identity"] == "l-2")
    assert (first["End 1 Identity"], first["End 2 Identity"], first["Direction"]) == ("ph-01", "ph-02", "forward")
    assert (first["Date First"], first["Time First"], first["Date Last"]) == ("2024-03-01", "09:15:30", "2024-03-31")
    assert [row["Direction"] for row in table if row["Link Identity"] == "l-6"] == ["none"]
    assert [row["id"] for row in rows_of(alone)] == ["ad-01"]
    said = {column.strip() for row in rows_of(mapping) for column in row["column"].split(",")}
    assert {"Link Type", "Grade", "Source Reference", "End 1 Identity"} <= said


def test_control_and_direction_codes_become_visible(chart: Chart, tmp_path: Path) -> None:
    nodes, *_ = write_csv(chart, tmp_path)
    text = nodes.read_text("utf-8-sig")
    assert "bell\u2407" in text
    assert "\u202e" not in text
