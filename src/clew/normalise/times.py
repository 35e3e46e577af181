"""Times of a row, from one cell or from date and time apart: UTC, the text, why that zone, the proven day order."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import when
from clew.identifiers.distinct import distinct
from clew.normalise.ends import column
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows


class Moments(NamedTuple):
    """A time per row: UTC or null, the text it was read from, why that zone, the repeated hour, the precision."""

    value: pa.Array
    raw: pa.Array
    tz_basis: pa.Array
    ambiguous: pa.Array
    precision: pa.Array


def moments(rows: Rows, issues: Issues, whole: str = "start", date: str = "date", time: str = "time") -> Moments:
    """Read the time of each row from `whole`, or from `date` and `time` where that is blank."""
    texts = rows.cells(whole)
    field = whole
    if rows.given(date):
        joined = when.join(rows.cells(date), rows.cells(time))
        field = date if texts.null_count == rows.size else whole
        texts = joined if field == date else pc.coalesce(rows.text(whole), joined)
    read = read_times(rows, texts)
    issues.add(field, column(read, "issue"))
    raw = pc.coalesce(texts, rows.cells(time)) if rows.given(time) else texts
    ambiguous = pc.fill_null(column(read, "ambiguous"), False)
    return Moments(column(read, "value"), raw, column(read, "tz_basis"), ambiguous, column(read, "precision"))


def read_times(rows: Rows, texts: pa.Array) -> pa.Table:
    """Clean time texts by what is known of the part, and count what they prove about the order of day and month."""
    context = rows.context
    if texts.null_count == len(texts):
        return when.SCHEMA.empty_table() if not len(texts) else _no_times(len(texts))
    count_day_order(rows, texts)
    return when.clean(texts, timezone=context.timezone, tz_basis=context.tz_basis, day_order=context.day_order)


def count_day_order(rows: Rows, texts: pa.Array) -> None:
    """Add what the texts prove to the part's count, [day first, month first]; the loader decides for the file."""
    evidence = rows.context.memo.setdefault("day_order", [0, 0])
    assert isinstance(evidence, list)
    evidence[:] = [a + b for a, b in zip(evidence, when.day_order_evidence(texts), strict=True)]


def instant(rows: Rows, field: str, issues: Issues) -> pa.Array:
    """Return the UTC times of a column that needs no more than the time: `from`, `to`, an activation date."""
    if not rows.given(field):
        return pa.nulls(rows.size, when.SCHEMA.field("value").type)
    read = read_times(rows, rows.cells(field))
    issues.add(field, column(read, "issue"))
    return column(read, "value")


def durations(rows: Rows, field: str, issues: Issues) -> pa.Array:
    """Return whole seconds per row, null where the cell gives none."""
    if not rows.given(field):
        return pa.nulls(rows.size, pa.int64())
    table = distinct(rows.cells(field), when.durations, rows.memo("duration"))
    issues.add(field, column(table, "issue"))
    return column(table, "value")


def _no_times(size: int) -> pa.Table:
    return pa.table([pa.nulls(size, f.type) for f in when.SCHEMA], schema=when.SCHEMA)


def flag_missing_time_of_day(issues: Issues, field: str, read: Moments) -> None:
    """Note rows whose time is a date only: their hour is not known."""
    issues.flag(field, pc.equal(read.precision, pa.scalar("day", TEXT)), "no time of day")
