"""What the rows of a sheet become, and how a kind of sheet says so."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import ClassVar, Protocol

import pyarrow as pa

from clew.readers.sheets.cells import Cells, Indices

#: Raw column that tells apart the rows made of one row of a sheet.
ROW_IS_FOR = "row is for"


@dataclass(slots=True)
class Made:
    """Rows for a normaliser.

    Args:
        fields: Canonical field -> texts, all of one length.
        at: Row of the sheet each was made from; null when each row gave exactly one.
        tails: What follows the row's number in `row_ref` (`, party 2`); null when nothing does.
        row_is_for: Text that tells apart the rows made of one; null when each row gave exactly one.
        aside: Rows of the sheet that give none -> the reason.
    """

    fields: dict[str, pa.Array]
    at: Indices | None = None
    tails: pa.Array | None = None
    row_is_for: pa.Array | None = None
    aside: dict[int, str] = field(default_factory=dict)


class Layout(Protocol):
    """How one kind of sheet becomes rows of one normaliser. May remember what earlier rows said."""

    normaliser: str
    #: Canonical field -> our names of the columns it comes from, the likeliest first.
    shown: ClassVar[dict[str, tuple[str, ...]]]
    #: Whether one row may give several.
    several: bool

    @property
    def counted(self) -> int:
        """Records met so far, as the title above the header counts them."""

    def make(self, cells: Cells) -> Made:
        """Return the rows these cells become."""
