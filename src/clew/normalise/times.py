"""Times of a row, from one cell or from date and time apart: UTC, the text, why that zone, the proven day order."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import when
from clew.identifiers.distinct import distinct
from clew.normalise.ends import column
from clew.normalise.issues import Issues
from clew.normalise.records import indices
from clew.normalise.rows import TEXT, Rows

#: `hh:mm` and `hh:mm:ss`, which no spreadsheet has touched.
_CLOCK_WIDTHS = pa.array([5, 8], pa.int32())


class Moments(NamedTuple):
    """A time per row: UTC or null, the text it was read from, why that zone, the repeated hour, the precision."""

    value: pa.Array
    raw: pa.Array
    tz_basis: pa.Array
    ambiguous: pa.Array
    precision: pa.Array


def moments(rows: Rows, issues: Issues, whole: str = "start", date: str = "date", time: str = "time") -> Moments:
    """Read the time of each row from `whole`, or from `date` and `time` where that is blank.

    A clock time that cannot be read leaves the date, with precision `day` and an issue.
    """
    texts, field = rows.cells(whole), whole
    if rows.given(date):
        joined = _joined(rows.cells(date), rows.cells(time))
        field = date if texts.null_count == rows.size else whole
        texts = joined if field == date else pc.coalesce(rows.text(whole), joined)
    # A date column proves its order by its few distinct dates.
    count_day_order(rows, rows.cells(date).unique() if field == date else texts)
    read = _read(rows, texts)
    if field == date and rows.given(time):
        read = _date_alone(rows, issues, date, time, read)
    issues.add(field, column(read, "issue"))
    raw = pc.coalesce(texts, rows.cells(time)) if rows.given(time) else texts
    ambiguous = pc.fill_null(column(read, "ambiguous"), False)
    return Moments(column(read, "value"), raw, column(read, "tz_basis"), ambiguous, column(read, "precision"))


def _joined(date: pa.Array, time: pa.Array) -> pa.Array:
    """Return `when.join` of each row; plain clock times need no mending and each distinct date is mended once."""
    days = date.dictionary_encode()
    day = when.join(days.dictionary, pa.nulls(len(days.dictionary), TEXT)).take(days.indices)
    clock = pc.fill_null(time, "")
    blank = pc.equal(clock, "")
    both = pc.if_else(blank, day, pc.binary_join_element_wise(day, clock, " "))
    plain = pc.and_(
        pc.equal(pc.utf8_slice_codeunits(clock, 2, 3), ":"), pc.is_in(pc.binary_length(clock), _CLOCK_WIDTHS)
    )
    odd = pc.invert(pc.or_(blank, plain))
    if not pc.any(odd).as_py():
        return both
    return pc.replace_with_mask(both, odd, when.join(date.filter(odd), time.filter(odd)))


def _date_alone(rows: Rows, issues: Issues, date: str, time: str, read: pa.Table) -> pa.Table:
    """Read rows whose clock time is ruined by their date alone."""
    unread = pc.is_null(column(read, "value"))
    if not pc.any(unread).as_py():
        return read
    ruined = pc.and_(unread, pc.and_(pc.is_valid(rows.text(date)), pc.is_valid(rows.text(time))))
    at = indices(ruined)
    if not len(at):
        return read
    again = _read(rows, rows.cells(date).take(at))
    found = pc.is_valid(column(again, "value"))
    issues.add_at(time, at, pc.if_else(found, "not a time of day", pa.scalar(None, TEXT)))
    mended = [pc.replace_with_mask(column(read, n), ruined, column(again, n)) for n in read.column_names]
    return pa.table(mended, schema=read.schema)


def read_times(rows: Rows, texts: pa.Array) -> pa.Table:
    """Clean time texts by what is known of the part, and count what they prove about the order of day and month."""
    count_day_order(rows, texts)
    return _read(rows, texts)


def _read(rows: Rows, texts: pa.Array) -> pa.Table:
    if texts.null_count == len(texts):
        return pa.table([pa.nulls(len(texts), f.type) for f in when.SCHEMA], schema=when.SCHEMA)
    context = rows.context
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


def dates(rows: Rows, field: str, issues: Issues) -> pa.Array:
    """Return the calendar days of a column, whatever the zone."""
    if not rows.given(field):
        return pa.nulls(rows.size, pa.date32())
    texts = rows.cells(field)
    count_day_order(rows, texts)
    read = when.clean(texts, timezone="UTC", tz_basis="unknown", day_order=rows.context.day_order)
    issues.add(field, column(read, "issue"))
    return pc.cast(column(read, "value"), pa.date32(), safe=False)


#: Seconds in the unit a column title states.
UNIT_S = {"s": 1.0, "ms": 0.001, "min": 60.0, "h": 3600.0}


def is_bare_number(texts: pa.Array) -> pa.Array:
    """Return which texts are a number and nothing else."""
    return pc.match_substring_regex(texts, r"^\d+(\.\d+)?$")


def durations(rows: Rows, field: str, issues: Issues) -> pa.Array:
    """Return whole seconds per row, null where the cell gives none; a bare number is in the unit the title states."""
    if not rows.given(field):
        return pa.nulls(rows.size, pa.int64())
    table = distinct(rows.cells(field), when.durations, rows.memo("duration"))
    issues.add(field, column(table, "issue"))
    seconds = column(table, "value")
    unit = UNIT_S.get(rows.meta(f"unit.{field}") or "s", 1.0)
    if unit == 1.0:
        return seconds
    bare = pc.cast(pc.if_else(is_bare_number(rows.text(field)), rows.text(field), None), pa.float64())
    return pc.coalesce(pc.cast(pc.round(pc.multiply(bare, unit)), pa.int64()), seconds)


def flag_missing_time_of_day(issues: Issues, field: str, read: Moments) -> None:
    """Note rows whose time is a date only: their hour is not known."""
    issues.flag(field, pc.equal(read.precision, pa.scalar("day", TEXT)), "no time of day")
