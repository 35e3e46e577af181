"""Whether a row was recovered after deletion: carved from free space, or told deleted."""

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
