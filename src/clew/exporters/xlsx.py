"""A workbook with entities, links, sources and notes; every text stays text, the marking stands on every page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from clew.durable import writing
from clew.errors import UsageError
from clew.exporters import wording
from clew.exporters.chart import Chart, Exporter
from clew.exporters.rows import LINK_COLUMNS, NODE_COLUMNS, about_rows, link_rows, node_rows
from clew.exporters.shown_text import shown

#: What a worksheet holds, header included.
MOST_ROWS = 1_048_576
#: What a cell holds; longer text ends in a sentence that says so.
MOST_CHARACTERS = 32_767
_CUT = " … cut here: the jsonl export has the whole text"

_WIDE = {"label": 28, "source_label": 28, "target_label": 28, "fields": 40, "evidence": 48, "value": 90, "exhibit": 44}
_NUMBERS = {"records", "rows", "links"}


def write_xlsx(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write a workbook with the sheets Entities, Links, Sources and Notes.

    Cells are written as strings: nothing is calculated, no address becomes a link, and a telephone
    number keeps its plus sign. The creation date is the export's, so equal charts give equal bytes.

    Raises:
        UsageError: more rows than a worksheet holds.
        ClewError: the file cannot be written.
    """
    import xlsxwriter

    longest = max(len(chart.nodes), len(chart.links)) + 1
    if longest > MOST_ROWS:
        raise UsageError(f"{longest:,} rows are more than a worksheet holds", hint="export to csv or jsonl instead")
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with writing(out) as temporary:
        book = xlsxwriter.Workbook(str(temporary), options)
        book.set_properties(
            {
                "title": shown(chart.title),
                "subject": shown(chart.case),
                "category": shown(chart.marking),
                "created": chart.exported_utc.replace(tzinfo=None),
            }
        )
        _sheet(book, chart, "Entities", NODE_COLUMNS, node_rows(chart))
        _sheet(book, chart, "Links", LINK_COLUMNS, link_rows(chart))
        _sheet(book, chart, "Sources", ("exhibit", "rows", "links"), _sources(chart))
        _sheet(book, chart, "Notes", ("what", "value"), about_rows(chart))
        book.close()
    return (out,)


def _sources(chart: Chart) -> list[tuple[str, ...]]:
    """Count, per exhibit, the rows and the links that rest on it."""
    rows: Counter[str] = Counter()
    links: Counter[str] = Counter()
    for link in chart.links:
        exhibits = [row.rsplit(", ", 1)[0] for row in link.evidence]
        rows.update(exhibits)
        links.update(set(exhibits))
    return [(name, str(rows[name]), str(links[name])) for name in sorted(rows)]


def _sheet(book: Any, chart: Chart, name: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    marking = shown(chart.marking) or wording.NO_MARKING
    head = book.add_format({"bold": True, "bg_color": "#DDE3EA", "border": 1, "border_color": "#AAB4BF"})
    cell = book.add_format({"valign": "top"})
    sheet = book.add_worksheet(name)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, _WIDE.get(column, 16))
        sheet.write_string(0, number, column, head)
    for line, row in enumerate(rows, start=1):
        for number, (column, value) in enumerate(zip(columns, row, strict=True)):
            if column in _NUMBERS:
                sheet.write_number(line, number, int(value), cell)
            else:
                sheet.write_string(line, number, _fitting(shown(value)), cell)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    printed = marking.replace("&", "&&")[:200]
    sheet.set_header(f"&C&B{printed}")
    sheet.set_footer(f"&C&B{printed}&R&P / &N&L{wording.ASSESSMENT}")


def _fitting(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(_CUT)] + _CUT


EXPORTER = Exporter("xlsx", "Workbook: Entities, Links, Sources, Notes", ".xlsx", write_xlsx)
