"""A kind of record: which models it is made from, and the part it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.ufed.rows import Rows
from clew.readers.ufed.tags import Ints

#: Columns the spool keeps besides the fields: which model, from which extraction, in which state.
HIDDEN = ("id", "extraction", "state")

_IDENTITY = ("id", "extractionId", "deleted_state")


@dataclass(frozen=True, slots=True)
class Made:
    """Rows made from records.

    Args:
        fields: Canonical field -> text column, by row.
        at: Record of each row, ascending; one row a record when left out.
        nth: Which row of its record each is.
        row_is_for: What tells rows of one record apart.
    """

    fields: dict[str, pa.Array]
    at: Ints | None = None
    nth: Ints | None = None
    row_is_for: pa.Array | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """How models of some types become a part.

    Args:
        name: Name of the part.
        types: Types of model.
        normaliser: Which normaliser types the rows.
        shown: Canonical field -> the field of the model it is mainly read from.
        titles: Fields with a raw column of their own; all the others go to `further fields`.
        same: Canonical fields that are equal in two copies of one thing from two extractions.
        make: Makes the rows.
        piece: What the second and further rows of one record are called.
        left: Fields that are never taken over, not even into the raw text: passwords.
    """

    name: str
    types: tuple[str, ...]
    normaliser: str
    shown: dict[str, str]
    titles: tuple[str, ...]
    same: tuple[str, ...]
    make: Callable[[Rows], Made]
    piece: str = "party"
    left: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """Raw column titles."""
        return (*_IDENTITY, *self.titles, "further fields", "row is for")

    def rows(self, records: Rows) -> pa.RecordBatch:
        """Return the rows of some records, with the hidden columns."""
        made = self.make(records)
        cells = [records.attribute(name) for name in _IDENTITY]
        kind = records.models.type_of(records.tags)
        ref = pc.binary_join_element_wise(kind, cells[0], " ")
        shown = [*cells, *(records.text(title) for title in self.titles)]
        known = (*self.titles, *self.left)
        raw = joined([*shown, records.models.further(records.records, known)])
        if made.at is not None and made.nth is not None:
            at = pa.array(made.at)
            cells, ref, raw = [cell.take(at) for cell in cells], ref.take(at), raw.take(at)
            more = np.flatnonzero(made.nth)
            if len(more):
                tails = np.full(len(made.nth), "", object)
                tails[more] = [f", {self.piece} {nth + 1}" for nth in made.nth[more].tolist()]
                ref = pc.binary_join_element_wise(ref, pa.array(tails, pa.string()), "")
        row_is_for = pa.repeat("", len(ref)) if made.row_is_for is None else made.row_is_for
        raw = pc.binary_join_element_wise(raw, joined([row_is_for]), RAW_SEPARATOR)
        hidden = dict(zip(HIDDEN, cells, strict=True))
        return pa.RecordBatch.from_pydict({**made.fields, **hidden, "row_ref": ref, "raw": raw})


def joined(cells: list[pa.Array]) -> pa.Array:
    """Return cells as one raw text, the separator in them replaced."""
    clear = []
    for cell in cells:
        cell = pc.fill_null(cell, "")
        if pc.any(pc.match_substring(cell, RAW_SEPARATOR)).as_py():
            cell = pc.replace_substring(cell, RAW_SEPARATOR, " ")
        clear.append(cell)
    return pc.binary_join_element_wise(*clear, RAW_SEPARATOR)
