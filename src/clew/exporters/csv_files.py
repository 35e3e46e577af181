"""Entities and links as CSV files that a spreadsheet opens rightly and calculates nothing from."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from clew.durable import write_text
from clew.exporters.chart import Chart, Exporter
from clew.exporters.rows import LINK_COLUMNS, NODE_COLUMNS, about_rows, link_rows, node_rows
from clew.exporters.shown_text import guarded


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return CSV with a byte order mark, CRLF line ends and every cell guarded against being a formula."""
    page = io.StringIO()
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return "\ufeff" + page.getvalue()


def write_csv(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write a folder with `nodes.csv`, `links.csv` and `about.csv` (marking, case, hash, what is left out).

    Every row of entities and links carries the marking, every link its handling code, so that a
    row cut out of its file still says how to treat it.

    Raises:
        ClewError: a file cannot be written.
    """
    texts = {
        "nodes.csv": csv_text(NODE_COLUMNS, node_rows(chart)),
        "links.csv": csv_text(LINK_COLUMNS, link_rows(chart)),
        "about.csv": csv_text(("what", "value"), about_rows(chart)),
    }
    for name, text in texts.items():
        write_text(out / name, text)
    return tuple(out / name for name in texts)


EXPORTER = Exporter("csv", "Folder of CSV tables: entities, links, about", "", write_csv)
