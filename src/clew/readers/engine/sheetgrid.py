"""A workbook sheet (XLSX, XLS, ODS, or an HTML table) as a grid: rows in memory, columns cut from them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.cells import text_column, text_of
from clew.readers.engine.grid import Slab

#: A sheet that claims a million rows is taken to end after so many empty ones.
EMPTY_ROWS_END = 1000
_SLAB_ROWS = 32_768


class SheetGrid:
    """Rows of one sheet, all of equal width, as a spreadsheet shows them from row 1."""

    def __init__(self, name: str, rows: Sequence[Sequence[Any]]) -> None:
        self.name = name
        self.rows = rows

    def window(self, first: int, count: int) -> list[list[str]]:
        """Return up to `count` rows from position `first`."""
        return [[text_of(cell) for cell in row] for row in self.rows[first : first + count]]

    def slabs(self, first: int, width: int) -> Iterator[Slab]:
        """Yield everything from position `first` on as columns, `width` wide."""
        for start in range(first, len(self.rows), _SLAB_ROWS):
            rows = self.rows[start : start + _SLAB_ROWS]
            columns = [_without_separator(text_column(c)) for c in list(zip(*rows, strict=True))[:width]]
            yield Slab(np.arange(start + 1, start + 1 + len(rows), dtype=np.int64), columns)


def _without_separator(column: pa.Array) -> pa.Array:
    """Cells may not hold the sign that joins them in a row's raw text."""
    if pc.any(pc.match_substring(column, RAW_SEPARATOR)).as_py():
        return pc.replace_substring(column, RAW_SEPARATOR, " ")
    return column
