"""Draw rows on a terminal: as a table where it fits without tearing words apart, else one short block a row."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from clew_cli.failures import plain
from clew_cli.written import as_text

if TYPE_CHECKING:
    from rich.console import Console

    from clew.model.table import Column

#: Kinds whose cells are one word that must not be broken.
SHORT_KINDS = ("integer", "number", "utc", "date", "boolean", "record")
#: Longest stretch of text a table keeps whole; longer words (hashes, ids of other programs) are folded.
WHOLE_WORD = 16
_GAP = 3


def draw_rows(console: Console, columns: list[Column], rows: list[dict[str, Any]], title: str) -> None:
    """Draw rows under a title; the terminal's width decides the form."""
    cells = [[plain(_short(row[c.name])) for c in columns] for row in rows]
    least = [_least(column, [row[i] for row in cells]) for i, column in enumerate(columns)]
    if sum(least) + _GAP * len(columns) <= console.width or not rows:
        _table(console, columns, cells, least, title)
    else:
        _blocks(console, columns, cells, title)


def _table(console: Console, columns: list[Column], cells: list[list[str]], least: list[int], title: str) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, title=Text(title), title_justify="left", pad_edge=False)
    for column, width in zip(columns, least, strict=True):
        drawn.add_column(
            Text(_heading(column)),
            justify="right" if column.kind in ("integer", "number") else "left",
            overflow="fold",
            no_wrap=column.kind in SHORT_KINDS,
            min_width=width,
        )
    for row in cells:
        drawn.add_row(*(Text(cell) for cell in row))
    console.print(drawn)


def _blocks(console: Console, columns: list[Column], cells: list[list[str]], title: str) -> None:
    """Draw each row as its first column, and the others named below it; blank cells are left out."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(title, style="italic"))
    console.print()
    for row in cells:
        first, *others = zip(columns, row, strict=True)
        console.print(Text(first[1] or "-", style="bold"))
        line = Text()
        for column, cell in others:
            if cell:
                line.append("  ·  " if line else "")
                line.append(f"{_heading(column)} ", style="dim")
                line.append(cell)
        console.print(Padding(line, (0, 0, 0, 2)))
    console.print()


def _heading(column: Column) -> str:
    return column.name.replace("_", " ")


def _least(column: Column, cells: list[str]) -> int:
    """Return the width below which a column would break words."""
    heading = max(len(word) for word in _heading(column).split())
    if column.kind in SHORT_KINDS:
        return max([heading, *(len(cell) for cell in cells)])
    words = (len(word) for cell in cells for word in cell.split())
    return min(max([heading, *words]), WHOLE_WORD)


def _short(value: object) -> str:
    return value.strftime("%Y-%m-%d %H:%M") if isinstance(value, datetime) else as_text(value)
