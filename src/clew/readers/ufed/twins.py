"""Rows that stand in a report twice: a model again, or the same thing out of two extractions of one telephone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from clew.identifiers import party, when
from clew.identifiers.distinct import distinct
from clew.readers.ufed.spool import Hashes, Spool

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]

AGAIN = "the same model a second time in this report"
_PARTIES = ("caller", "called")


def again(identities: Sequence[tuple[Hashes, Hashes]]) -> list[Flags]:
    """Return, for each kind of one family, which rows repeat an earlier row of it or of a kind before it.

    Args:
        identities: Two hashes of the place of each row, by kind.
    """
    first = np.concatenate([pair[0] for pair in identities])
    second = np.concatenate([pair[1] for pair in identities])
    order = np.lexsort((np.arange(len(first)), second, first))
    same = np.zeros(len(first), bool)
    same[order[1:]] = (first[order[1:]] == first[order[:-1]]) & (second[order[1:]] == second[order[:-1]])
    ends = np.cumsum([len(pair[0]) for pair in identities])
    return list(np.split(same, ends[:-1]))


class Copies:
    """Finds equal rows of different extractions: the k-th of one is the k-th of another.

    The intact copy is kept, else the one that comes first. Two equal rows of one extraction are two rows.

    Args:
        spool: Hashes texts.
        same: Fields that are equal in two copies.
        timezone: Zone of times without offset; empty when not known.
    """

    def __init__(self, spool: Spool, same: tuple[str, ...], timezone: str) -> None:
        self._spool, self._same, self._timezone = spool, same, timezone
        self._hashes: list[pa.Table] = []
        self._columns: list[pa.Table] = []
        self._parties: dict[str, object] = {}

    def add(self, rows: pa.RecordBatch) -> None:
        """Take rows in the order in which they are given out."""
        cells = [pc.fill_null(self._plain(name, rows.column(name)), "") for name in self._same]
        self._hashes.append(self._spool.hashes(pc.binary_join_element_wise(*cells, "\x1f")))
        self._columns.append(
            pa.table(
                {
                    "extraction": rows.column("extraction"),
                    "whole": pc.invert(pc.equal(rows.column("state"), "Deleted")),
                    "row_ref": rows.column("row_ref"),
                }
            )
        )

    def found(self, left_out: Flags) -> dict[int, str]:
        """Return row number -> why it is set aside.

        Args:
            left_out: Rows that are set aside already.
        """
        if not self._hashes:
            return {}
        hashes, columns = pa.concat_tables(self._hashes), pa.concat_tables(self._columns).combine_chunks()
        rows = np.flatnonzero(~left_out)
        first, second = (hashes[name].to_numpy()[rows] for name in ("first", "second"))
        extraction = columns["extraction"].combine_chunks().dictionary_encode().indices.to_numpy()[rows]
        order = np.lexsort((rows, extraction, second, first))
        begins = _changes(first[order], second[order], extraction[order])
        rank = np.empty(len(rows), np.int64)
        rank[order] = np.arange(len(rows)) - np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))
        damaged = ~np.asarray(columns["whole"].combine_chunks())[rows]
        order = np.lexsort((rows, damaged, rank, second, first))
        begins = _changes(first[order], second[order], rank[order])
        keeper = order[np.maximum.accumulate(np.where(begins, np.arange(len(rows)), 0))]
        refs, names = columns["row_ref"], columns["extraction"]
        return {
            int(rows[one]): f"equal to {refs[int(rows[kept])]} of extraction {names[int(rows[kept])]}"
            for one, kept in zip(order[~begins].tolist(), keeper[~begins].tolist(), strict=True)
        }

    def _plain(self, name: str, column: pa.Array) -> pa.Array:
        """Return a column in which two spellings of one number or time are equal."""
        if name in _PARTIES:
            table = distinct(column, party.clean, self._parties)
            return pc.coalesce(table.column("value").combine_chunks(), column)
        if name == "start":
            read = when.clean(column, timezone=self._timezone or "UTC", tz_basis="unknown", day_order="dmy")
            seconds = pc.cast(pc.floor_temporal(read.column("value").combine_chunks(), unit="second"), pa.int64())
            return pc.coalesce(pc.cast(seconds, pa.string()), column)
        return column


def _changes(*keys: NDArray[np.generic]) -> Flags:
    begins = np.ones(len(keys[0]), bool)
    begins[1:] = np.logical_or.reduce([key[1:] != key[:-1] for key in keys])
    return begins


def split(
    rows: pa.RecordBatch, first: int, again_: Flags, copies: dict[int, str]
) -> tuple[pa.RecordBatch, Iterable[tuple[str, str, str]]]:
    """Return the rows that stay, and place, reason and text of those that do not.

    Args:
        rows: Rows of a kind.
        first: Number of the first of them among all of the kind.
        again_: What `again` returned for the kind.
        copies: What `Copies.found` returned.
    """
    aside = {at - first: AGAIN for at in (np.flatnonzero(again_[first : first + rows.num_rows]) + first).tolist()}
    if copies:
        aside |= {at - first: copies[at] for at in range(first, first + rows.num_rows) if at in copies}
    if not aside:
        return rows, ()
    keep = np.ones(rows.num_rows, bool)
    keep[list(aside)] = False
    refs, raw = rows.column("row_ref"), rows.column("raw")
    told = [(refs[at].as_py(), why, raw[at].as_py()) for at, why in sorted(aside.items())]
    return rows.filter(pa.array(keep)), told
