"""What AXIOM's rows have in common: whether they were recovered, and an offset that stands in the heading alone."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import words
from clew.readers.sheets.cells import Cells


def deleted(cells: Cells) -> pa.Array:
    """Return yes for rows carved from free space or told deleted, else what the row says."""
    carved = cells.each("recovery", lambda text: "yes" if "carv" in text.casefold() else "")
    said = cells.each("deleted", words.deleted)
    return pc.if_else(pc.equal(carved, ""), said, carved)


def with_offset(times: pa.Array, offset: str) -> pa.Array:
    """Return times with an offset behind each, where there is one to add."""
    if not offset:
        return times
    return pc.if_else(pc.equal(times, ""), "", pc.binary_join_element_wise(times, offset, " "))
