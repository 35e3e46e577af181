"""Several values in one cell: split where people put breaks, if every piece looks like the kind of value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.cell import tidy
from clew.normalise.records import Indices

#: Line breaks, semicolons and bars always separate; a comma may belong to the value.
BREAKS = r"[\n\r;|]+"
BREAKS_AND_COMMAS = r"[\n\r;|,]+"


def pieces(texts: pa.Array, breaks: str, looks_right: Callable[[pa.Array], pa.Array]) -> tuple[Indices, pa.Array]:
    """Return row numbers, ascending, and one text each: the pieces of every cell, or the cell whole.

    Args:
        texts: Cells; null ones give nothing.
        breaks: Regular expression of what separates values.
        looks_right: Tells for each piece whether it can be a value of this kind; a cell with one
            piece that cannot stays whole.
    """
    valid = np.flatnonzero(texts.is_valid().to_numpy(zero_copy_only=False))
    whole = texts.take(valid)
    several = pc.match_substring_regex(whole, breaks).to_numpy(zero_copy_only=False)
    if not several.any():
        return valid, whole
    cells = valid[several]
    lists = pc.split_pattern_regex(whole.filter(pa.array(several)), breaks)
    parent = pc.list_parent_indices(lists).to_numpy().astype(np.int64)
    split = tidy(pc.utf8_trim_whitespace(pc.list_flatten(lists)))
    full = pc.not_equal(split, "").to_numpy(zero_copy_only=False)
    parent, split = parent[full], split.filter(pa.array(full))
    right = pc.fill_null(looks_right(split), False).to_numpy(zero_copy_only=False)
    bad = np.bincount(parent[~right], minlength=len(cells)) > 0
    kept = ~bad[parent]
    at = np.concatenate([valid[~several], cells[bad], cells[parent[kept]]])
    values = pa.concat_arrays([whole.filter(pa.array(~several)), texts.take(cells[bad]), split.filter(pa.array(kept))])
    order = np.argsort(at, kind="stable")
    return at[order], values.take(order)
