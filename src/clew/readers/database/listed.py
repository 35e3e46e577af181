"""A part out of a database: one SELECT as record batches of text columns, each row with its table and rowid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from clew.model.records import RAW_SEPARATOR
from clew.readers.database.opened import Database, text_columns
from clew.readers.reader import SetAside, Tally

#: Rows held as Python values at a time, whatever batch size is asked for.
MOST_ROWS = 65_536
_CONSTANT = re.compile(r"'[^']*'")


@dataclass(frozen=True, slots=True)
class Listing:
    """What to select from one table.

    Args:
        table: Name shown in `row_ref`: `message 17`.
        rowid: SQL expression of the row's number.
        columns: Raw column title -> SQL expression; `raw` holds them in this order.
        fields: Canonical field -> SQL expression (not shown in `raw`), or the title of a raw column.
        source: Everything from FROM on, ORDER BY included.
        set_aside: SQL expression that gives a reason for rows that are no evidence (dummy rows), else NULL.
    """

    table: str
    rowid: str
    columns: dict[str, str]
    fields: dict[str, str]
    source: str
    set_aside: str = "NULL"

    @property
    def titles(self) -> tuple[str, ...]:
        """Raw column titles."""
        return tuple(self.columns)


def batches(database: Database, listing: Listing, tally: Tally, batch_rows: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a listing; what broke off is a warning in the tally."""
    constants = {field: sql[1:-1] for field, sql in listing.fields.items() if _CONSTANT.fullmatch(sql)}
    own = {f: sql for f, sql in listing.fields.items() if sql not in listing.columns and f not in constants}
    expressions = [listing.rowid, listing.set_aside, *listing.columns.values(), *own.values()]
    statement = f"SELECT {', '.join(expressions)} {listing.source}"
    for rows in database.rows(statement, batch=min(batch_rows, MOST_ROWS)):
        number, reason, *cells = text_columns(rows, len(expressions))
        number = _numbered(number, tally.read)
        tally.read += len(rows)
        raw = pc.binary_join_element_wise(*(_clear(c) for c in cells[: len(listing.columns)]), RAW_SEPARATOR)
        ref = pc.binary_join_element_wise(listing.table, number, " ")
        by_title = dict(zip(listing.columns, cells, strict=False))
        by_field = dict(zip(own, cells[len(listing.columns) :], strict=True))
        alike = {field: pa.repeat(pa.scalar(word, pa.string()), len(rows)) for field, word in constants.items()}
        columns = {f: (alike | by_field).get(f, by_title.get(sql)) for f, sql in listing.fields.items()}
        batch = pa.RecordBatch.from_pydict({**columns, "row_ref": ref, "raw": raw})
        yield _kept(batch, reason, tally)
    tally.warnings += database.broken
    database.broken.clear()


def _numbered(numbers: pa.Array, before: int) -> pa.Array:
    """Return the rows' numbers; a row whose number is damaged is told by its place in the listing."""
    if not numbers.null_count:
        return numbers
    places = pa.array(range(before + 1, before + 1 + len(numbers))).cast(pa.string())
    return pc.coalesce(numbers, pc.binary_join_element_wise("without a number, listed at", places, " "))


def _kept(batch: pa.RecordBatch, reason: pa.Array, tally: Tally) -> pa.RecordBatch:
    if reason.null_count == len(reason):
        return batch
    apart = batch.filter(pc.is_valid(reason))
    reasons: Sequence[str] = reason.drop_null().to_pylist()
    tally.set_aside += [
        SetAside(ref, why, raw)
        for ref, why, raw in zip(apart["row_ref"].to_pylist(), reasons, apart["raw"].to_pylist(), strict=True)
    ]
    return batch.filter(pc.is_null(reason))


def _clear(column: pa.Array) -> pa.Array:
    """Return cells without the separator of raw texts in them, null as empty."""
    column = pc.fill_null(column, "")
    if pc.any(pc.match_substring(column, RAW_SEPARATOR)).as_py():
        return pc.replace_substring(column, RAW_SEPARATOR, " ")
    return column
