"""What was wrong with the cells of each row, joined into one text per row."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray


class Issues:
    """Collects `column: reason` per row; most columns of most batches have none.

    Args:
        size: Rows in the batch.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._columns: list[pa.Array] = []

    def add(self, column: str, reasons: pa.Array) -> None:
        """Note the reasons of one column.

        Args:
            column: Canonical field the reasons are about.
            reasons: One text per row of the batch, null where nothing is wrong.
        """
        if reasons.null_count < self._size:
            self._columns.append(pc.binary_join_element_wise(f"{column}: ", reasons, ""))

    def add_at(self, column: str, at: NDArray[np.int64], reasons: pa.Array) -> None:
        """Note reasons of pieces of rows: `at` holds each piece's row number. A row keeps its first reason."""
        found = reasons.is_valid().to_numpy(zero_copy_only=False)
        if found.any():
            row, first = np.unique(at[found], return_index=True)
            source = np.full(self._size, -1, np.int64)
            source[row] = np.flatnonzero(found)[first]
            self.add(column, reasons.take(pa.array(source, mask=source < 0)))

    def flag(self, column: str, rows: pa.Array, reason: str) -> None:
        """Note one reason for every row where `rows` is true."""
        rows = pc.fill_null(rows, False)
        if pc.any(rows).as_py():
            self.add(column, pc.if_else(rows, pa.scalar(reason), pa.scalar(None, pa.string())))

    def joined(self) -> pa.Array:
        """Return `column: reason; column: reason` per row, null where nothing is wrong."""
        if not self._columns:
            return pa.nulls(self._size, pa.string())
        # The leading text keeps rows without issues in place: Arrow's "skip" drops a row whose texts are all null.
        joined = pc.binary_join_element_wise("", *self._columns, "; ", null_handling="skip")
        return pc.if_else(pc.equal(joined, ""), pa.scalar(None, pa.string()), pc.utf8_slice_codeunits(joined, 2))
