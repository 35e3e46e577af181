"""Rows collected one by one (XML elements, cards) as record batches of text columns."""

from __future__ import annotations

import pyarrow as pa

from clew.model.records import RAW_SEPARATOR

#: Rows kept as Python texts at a time, whatever batch size is asked for.
MOST_ROWS = 8_192


class TextRows:
    """Collects rows of one part until a batch is worth giving out.

    Args:
        fields: Canonical fields, in the order rows give their values.
    """

    def __init__(self, fields: tuple[str, ...]) -> None:
        self._fields = fields
        self._rows: list[tuple[str, ...]] = []

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, row_ref: str, raw: tuple[str, ...], values: tuple[str, ...]) -> None:
        """Add a row: its place, its cells as they stand, its values by field."""
        text = RAW_SEPARATOR.join(raw)
        if text.count(RAW_SEPARATOR) >= len(raw):
            text = RAW_SEPARATOR.join(cell.replace(RAW_SEPARATOR, " ") for cell in raw)
        self._rows.append((*values, row_ref, text))

    def batch(self) -> pa.RecordBatch:
        """Return the rows collected so far as one batch and forget them."""
        names = [*self._fields, "row_ref", "raw"]
        columns = list(zip(*self._rows, strict=True)) if self._rows else [()] * len(names)
        self._rows = []
        return pa.RecordBatch.from_arrays([_texts(column) for column in columns], names=names)


def _texts(column: tuple[str, ...]) -> pa.Array:
    try:
        return pa.array(column, pa.string())
    except UnicodeEncodeError:  # half a surrogate pair, which JSON can write and no text can hold
        return pa.array([text.encode("utf-8", "replace").decode() for text in column], pa.string())
