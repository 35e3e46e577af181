"""Put typed columns together into the record tables of one batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clew.model.records import SCHEMAS
from clew.normalise import grades
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Normalised
from clew.normalise.rows import Rows

Indices = NDArray[np.int64]

_GIVEN_BY_LEDGER = ("record_id", "exhibit_id")
_SET_ASIDE = pa.schema([("row_ref", pa.string()), ("reason", pa.string()), ("raw", pa.string())])


class _Block(NamedTuple):
    at: Indices | None
    ordinals: NDArray[np.int16]
    columns: Mapping[str, Any]


class Records:
    """Collects blocks of records and gives them their row's place, text, issues and ordinal.

    Args:
        rows: The batch.
        issues: What was wrong with its cells; read when `finish` is called.

    Every record carries its row's grading; an action code inside a grading is a handling code.
    """

    def __init__(self, rows: Rows, issues: Issues) -> None:
        self._rows = rows
        self._issues = issues
        self.graded = grades.read(rows, issues)
        self._blocks: dict[str, list[_Block]] = {}
        self._counts: dict[str, NDArray[np.int16]] = {}

    def add(self, kind: str, at: Indices | None = None, **columns: Any) -> NDArray[np.int16]:
        """Add one record per row number in `at` (null: one per row of the batch).

        Args:
            kind: Record kind, a key of `SCHEMAS`.
            at: Row numbers in ascending order, one per record; a row may stand in it several times.
            columns: Values by schema column, an array as long as `at` or one value for all; missing ones are null.

        Returns:
            The ordinal of each record among those of its kind and row.
        """
        counts = self._counts.setdefault(kind, np.zeros(self._rows.size, np.int16))
        if at is None:
            ordinals = counts.copy()
            counts += 1
        else:
            ordinals = (counts[at] + _running_count(at)).astype(np.int16)
            np.add.at(counts, at, 1)
        if len(ordinals):
            self._blocks.setdefault(kind, []).append(_Block(at, ordinals, columns))
        return ordinals

    def where(self, kind: str, mask: pa.Array, **columns: Any) -> None:
        """Add one record per row where `mask` is true; `columns` are as long as the batch, or one value."""
        chosen = indices(mask)
        if len(chosen) == self._rows.size:
            self.add(kind, None, **columns)
        elif len(chosen):
            self.add(kind, chosen, **{n: v.take(chosen) if isinstance(v, pa.Array) else v for n, v in columns.items()})

    def finish(self, nothing_usable: str) -> Normalised:
        """Return the tables, and every row that no record came from as set aside.

        Args:
            nothing_usable: Reason for those rows; what was wrong with their cells is added to it.
        """
        issues = self._issues.joined()
        tables = {kind: self._table(kind, blocks, issues) for kind, blocks in self._blocks.items()}
        return Normalised(tables, self._unused(nothing_usable, issues))

    def _table(self, kind: str, blocks: list[_Block], issues: pa.Array) -> pa.Table:
        tables = [self._columns(kind, block, issues) for block in blocks]
        if len(blocks) == 1:
            return tables[0]
        row = np.concatenate([np.arange(self._rows.size) if b.at is None else b.at for b in blocks])
        return pa.concat_tables(tables).take(np.argsort(row, kind="stable")).combine_chunks()

    def _columns(self, kind: str, block: _Block, issues: pa.Array) -> pa.Table:
        common = {
            "part": "",  # the loader knows it
            "row_ref": self._rows.cells("row_ref"),
            "raw": self._rows.cells("raw"),
            "issues": issues,
            "grade": self.graded.grade,
            "handling": self.graded.handling,
        }
        if block.at is not None:
            common = {n: v.take(block.at) if isinstance(v, pa.Array) else v for n, v in common.items()}
        fields = [f for f in SCHEMAS[kind] if f.name not in _GIVEN_BY_LEDGER]
        unknown = set(block.columns) - {f.name for f in fields}
        if unknown:
            raise KeyError(f"{kind} has no column {sorted(unknown)}")
        given = {**common, **block.columns}
        size = len(block.ordinals)
        table = pa.table([_column(given.get(f.name), f.type, size) for f in fields], schema=pa.schema(fields))
        return table.append_column("ordinal", pa.array(block.ordinals))

    def _unused(self, reason: str, issues: pa.Array) -> pa.Table:
        used = np.zeros(self._rows.size, bool)
        for blocks in self._blocks.values():
            for block in blocks:
                used[slice(None) if block.at is None else block.at] = True
        if used.all():
            return _SET_ASIDE.empty_table()
        unused = np.flatnonzero(~used)
        reasons = pc.binary_join_element_wise(pa.scalar(reason), issues.take(unused), "; ", null_handling="skip")
        cells = [self._rows.cells("row_ref").take(unused), reasons, self._rows.cells("raw").take(unused)]
        return pa.table(cells, schema=_SET_ASIDE)


def indices(mask: pa.Array) -> Indices:
    """Return the row numbers where a mask is true."""
    return np.flatnonzero(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))


def _column(value: Any, type_: pa.DataType, size: int) -> pa.Array:
    """Return `value` as a column of `size`: an array as it is, anything else repeated."""
    if isinstance(value, pa.ChunkedArray):
        value = value.combine_chunks()
    if isinstance(value, pa.Array):
        return value if value.type == type_ else value.cast(type_)
    if value is None:
        return pa.nulls(size, type_)
    return pa.repeat(pa.scalar(value, type_), size)


def _running_count(rows: Indices) -> NDArray[np.int16]:
    """Return how many equal row numbers stand before each one; `rows` is sorted."""
    if not len(rows):
        return np.zeros(0, np.int16)
    starts = np.flatnonzero(np.r_[True, rows[1:] != rows[:-1]])
    return (np.arange(len(rows)) - np.repeat(starts, np.diff(np.r_[starts, len(rows)]))).astype(np.int16)


def first_of_each(mask: pa.Array, *columns: pa.Array) -> Indices:
    """Return the row numbers, ascending, where a combination of values stands for the first time.

    Args:
        mask: Rows to look at.
        columns: The values that make a combination.
    """
    at = indices(mask)
    if not len(at):
        return at
    joined = pc.binary_join_element_wise(*(c.take(at) for c in columns), "\x1f", null_handling="replace")
    _, first = np.unique(joined.dictionary_encode().indices.to_numpy(), return_index=True)
    return at[np.sort(first)]
