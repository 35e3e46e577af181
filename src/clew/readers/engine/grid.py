"""What the engine asks of a table's home, be it a text file or a sheet: rows to look at, then columns in bulk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa


@dataclass(frozen=True, slots=True)
class OddRow:
    """A record that is not as wide as the table, or whose quotes are broken."""

    number: int
    cells: list[str]
    text: str
    reason: str = ""


@dataclass(slots=True)
class Slab:
    """Some consecutive rows as text columns.

    Args:
        numbers: Row number of each row, counted from 1 at the top of the file or sheet.
        columns: One string array per column, without nulls.
        odd: Rows among or behind these that do not fit the columns.
        damage: Why bulk reading stopped behind this slab; the rows that follow are read one by one.
    """

    numbers: npt.NDArray[np.int64]
    columns: list[pa.Array]
    odd: list[OddRow] = field(default_factory=list)
    damage: str = ""


class Grid(Protocol):
    """Rows of one text file or sheet. Row positions count from 0."""

    @property
    def name(self) -> str:
        """Sheet name; empty for a text file."""

    def window(self, first: int, count: int) -> list[list[str]]:
        """Return up to `count` rows from position `first`."""

    def slabs(self, first: int, width: int) -> Iterator[Slab]:
        """Yield everything from position `first` on as columns, `width` wide."""
