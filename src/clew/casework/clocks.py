"""How the clocks of the handsets ran, as a table and in words."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from clew.ledger.view import View
from clew.model.table import Column, Table

COLUMNS = (
    Column("exhibit", "text"),
    Column("owner", "entity", "the telephone, by its unnamed owner"),
    Column("clock", "text", "how far it was ahead or behind"),
    Column("skew_s", "number", "seconds ahead of true time; negative is behind", detail=True),
    Column("spread_s", "number", "standard deviation around it, seconds"),
    Column("pairs", "integer", "calls and messages it was measured by"),
    Column("from_utc", "utc", "true time of the first of them"),
    Column("to_utc", "utc", "true time of the last"),
    Column("measured_by", "text", "the records of networks, or another handset where none were at hand"),
)

NOTES = (
    "a row is a stretch between two jumps of the clock; drift within it is followed",
    "a handset without a row shares too few calls with other exhibits: its times stand as they are",
)


def clocks(view: View, files: dict[str, str]) -> Table:
    """List how each handset's clock ran, by exhibit and time.

    Args:
        view: The case's view.
        files: Exhibit id -> file name.
    """
    data = view.sql(
        "SELECT exhibit_id AS exhibit, device_id AS owner, '' AS clock, skew_s, spread_s, pairs, from_utc, to_utc,"
        " coalesce(reference_exhibit_id, '') AS measured_by FROM clocks ORDER BY exhibit_id, from_utc"
    )
    told = [in_words(r) for r in data.to_pylist()]
    names = [files.get(e, e) for e in data["exhibit"].to_pylist()]
    by = [files.get(e, e) if e else "networks" for e in data["measured_by"].to_pylist()]
    for column, texts in (("exhibit", names), ("clock", told), ("measured_by", by)):
        data = data.set_column(data.column_names.index(column), column, pa.array(texts, pa.string()))
    return Table("clocks of the handsets", COLUMNS, data, NOTES)


def in_words(clock: dict[str, Any]) -> str:
    """Return one stretch in words: `73 s fast`, `1 h 0 min 12 s slow`, `right`."""
    seconds = round(clock["skew_s"])
    if seconds == 0:
        return "right"
    return f"{_length(abs(seconds))} {'fast' if seconds > 0 else 'slow'}"


def _length(seconds: int) -> str:
    if seconds < 600:
        return f"{seconds} s"
    hours, rest = divmod(seconds, 3600)
    return " ".join(x for x in (f"{hours} h" if hours else "", f"{rest // 60} min", f"{rest % 60} s") if x)
