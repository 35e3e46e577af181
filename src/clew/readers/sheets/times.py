"""When a row happened: one cell, or date and time apart, where the time's cell often repeats the date."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets.cells import Cells

#: Holds a date of its own: two separators among digits.
_DATED = r"\d[./-](\d{1,2}|[A-Za-z]{3})[./-]\d"
_MIDNIGHT = r"[ T]00:00:00$"


def start(cells: Cells, offset: str = "") -> pa.Array:
    """Return the time of each row in one text, blank where the row has none.

    Args:
        cells: The rows.
        offset: Offset from UTC to put behind each time, where only a heading states it.
    """
    whole, date, clock = cells.text("time", "received"), cells.text("date"), cells.text("clock")
    clock = pc.if_else(pc.equal(clock, ""), whole, clock)
    dated = pc.match_substring_regex(clock, _DATED)
    day = pc.replace_substring_regex(date, _MIDNIGHT, "")
    joined = pc.utf8_trim_whitespace(pc.binary_join_element_wise(day, clock, " "))
    return with_offset(pc.if_else(pc.or_(dated, pc.equal(day, "")), clock, joined), offset)


def with_offset(times: pa.Array, offset: str) -> pa.Array:
    """Return times with an offset behind each, where there is one to add."""
    if not offset:
        return times
    return pc.if_else(pc.equal(times, ""), "", pc.binary_join_element_wise(times, offset, " "))
