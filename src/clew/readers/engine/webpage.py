"""Web pages with tables, as some portals save them under the name `.xls`."""

from __future__ import annotations

from collections.abc import Iterator

from clew.errors import InputError
from clew.readers.engine.encoding import open_utf8, survey
from clew.readers.engine.sheetgrid import SheetGrid
from clew.readers.reader import Source

_LARGEST_PAGE = 256 << 20
_WIDEST_SPAN = 1000


def grids(source: Source) -> Iterator[SheetGrid]:
    """Yield each outermost table of a page. Nothing the page refers to is fetched and no script runs.

    Raises:
        InputError: the page is too large to hold, or holds no table.
    """
    from lxml import html

    with open_utf8(source, survey(source)) as stream:
        data = stream.read(_LARGEST_PAGE + 1)
    if len(data) > _LARGEST_PAGE:
        raise InputError("the page is larger than 256 MiB", where=source.name, hint="save it as CSV")
    page = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True))
    tables = [table for table in page.iter("table") if next(table.iterancestors("table"), None) is None]
    if not tables:
        raise InputError("the page holds no table", where=source.name, hint="export the records as CSV or XLSX")
    for number, table in enumerate(tables, 1):
        rows = [_cells(row) for row in table.iter("tr")]
        width = max(map(len, rows), default=0)
        yield SheetGrid(f"table {number}" if len(tables) > 1 else "", [row + [""] * (width - len(row)) for row in rows])


def _cells(row: object) -> list[str]:
    cells: list[str] = []
    for cell in row.iterchildren("td", "th"):  # type: ignore[attr-defined]
        span = cell.get("colspan", "1")
        cells.append(" ".join(cell.text_content().split()))
        cells += [""] * (min(int(span), _WIDEST_SPAN) - 1 if span.isdigit() else 0)
    return cells
