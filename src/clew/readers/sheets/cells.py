"""Some rows of a sheet as text columns, fetched by our name of the column; distinct cells are parsed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

TEXT = pa.string()
Indices = npt.NDArray[np.int64]

_BREAKS = r"_x000[dD]_\n?|\r\n?"


class Cells:
    """Rows of one sheet.

    Args:
        columns: One string array per column of the sheet, without nulls.
        places: Our name of a column -> its place.
    """

    def __init__(self, columns: Sequence[pa.Array], places: dict[str, int]) -> None:
        self._columns = columns
        self._places = places
        self._texts: dict[str, pa.Array] = {}
        self.size = len(columns[0]) if columns else 0

    def has(self, column: str) -> bool:
        """Tell whether the sheet has a column."""
        return column in self._places

    def text(self, *columns: str) -> pa.Array:
        """Return the first of these columns that is filled in a row, trimmed, with plain line breaks; else blank."""
        present = [self._one(column) for column in columns if column in self._places]
        if not present:
            return pa.repeat("", self.size)
        found = present[0]
        for more in present[1:]:
            found = pc.if_else(pc.equal(found, ""), more, found)
        return found

    def replace(self, column: str, texts: pa.Array) -> None:
        """Give a column other texts: those carried down from the row where they stand."""
        self._texts[column] = texts
        self._places = {**self._places, column: self._places.get(column, -1)}

    def each(self, column: str, translate: Callable[[str], str]) -> pa.Array:
        """Return a column translated, each distinct text once."""
        return each(self.text(column), translate)

    def exact(self, column: str) -> pa.Array:
        """Return a column with plain line breaks and nothing else changed; blanks when the sheet has none."""
        if column not in self._places:
            return pa.repeat("", self.size)
        texts = self._columns[self._places[column]]
        if pc.any(pc.match_substring_regex(texts, r"\r|_x000")).as_py():
            return pc.replace_substring_regex(texts, _BREAKS, "\n")
        return texts

    def _one(self, column: str) -> pa.Array:
        if column not in self._texts:
            self._texts[column] = pc.utf8_trim_whitespace(self.exact(column))
        return self._texts[column]


def each(texts: pa.Array, translate: Callable[[str], str]) -> pa.Array:
    """Return texts translated, each distinct one once."""
    encoded = texts.dictionary_encode()
    return pa.array([translate(text) for text in encoded.dictionary.to_pylist()], TEXT).take(encoded.indices)


def pairs(one: pa.Array, other: pa.Array, translate: Callable[[str, str], str]) -> pa.Array:
    """Return what each pair of texts translates to, each distinct pair once."""
    joined = pc.binary_join_element_wise(one, other, "\x1f")
    return each(joined, lambda text: translate(*text.split("\x1f")))


def spread(texts: pa.Array, parse: Callable[[str], Sequence[tuple[str, ...]]], width: int) -> Spread:
    """Parse cells that hold several things, each distinct cell once.

    Args:
        texts: The cells.
        parse: Gives the things in a cell, each a tuple of `width` texts.
        width: Texts of one thing.
    """
    encoded = texts.dictionary_encode()
    lists = [parse(text) for text in encoded.dictionary.to_pylist()]
    columns: list[list[Any]] = [[thing[i] for things in lists for thing in things] for i in range(width)]
    counts = np.array([len(things) for things in lists], np.int64)
    starts = np.cumsum(counts) - counts
    code = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    own = counts[code] if len(counts) else np.zeros(0, np.int64)
    at = np.repeat(np.arange(len(code)), own)
    nth = np.arange(len(at)) - np.repeat(np.cumsum(own) - own, own)
    flat = starts[code][at] + nth if len(at) else np.zeros(0, np.int64)
    return Spread(at, nth, [pa.array(column, TEXT).take(pa.array(flat)) for column in columns])


class Spread:
    """Things from cells: the row of each, which of the row's it is (from 0), and its texts.

    Attributes:
        at: Row of each thing, ascending.
        nth: Which one of its row.
        columns: Its texts.
    """

    def __init__(self, at: Indices, nth: Indices, columns: list[pa.Array]) -> None:
        self.at, self.nth, self.columns = at, nth, columns

    def where(self, mask: pa.Array) -> Spread:
        """Return some of the things, counted anew."""
        keep = np.asarray(pc.fill_null(mask, False))
        at = self.at[keep]
        _, first = np.unique(at, return_index=True)
        counts = np.diff(np.append(first, len(at)))
        nth = np.arange(len(at)) - np.repeat(first, counts)
        return Spread(at, nth, [column.filter(pa.array(keep)) for column in self.columns])

    def first_of(self, size: int, column: int) -> pa.Array:
        """Return one text of the first thing of each row, blank where a row has none."""
        source = np.full(size, -1, np.int64)
        begins = self.nth == 0
        source[self.at[begins]] = np.flatnonzero(begins)
        index = pa.array(source, mask=source < 0)
        return pc.fill_null(self.columns[column].take(index), "")

    def rows_with(self, size: int, column: int, text: str) -> npt.NDArray[np.bool_]:
        """Return which rows have a thing with this text in a column."""
        found = np.zeros(size, bool)
        found[self.at[self.columns[column].to_numpy(zero_copy_only=False) == text]] = True
        return found

    def filled_up(self, size: int) -> Spread:
        """Return the things, with a blank one put in for every row that has none."""
        missing = np.setdiff1d(np.arange(size), self.at)
        if not len(missing):
            return self
        at = np.concatenate([self.at, missing])
        order = np.argsort(at, kind="stable")
        blank = pa.repeat("", len(missing))
        return Spread(
            at[order],
            np.concatenate([self.nth, np.zeros(len(missing), np.int64)])[order],
            [pa.concat_arrays([column, blank]).take(pa.array(order)) for column in self.columns],
        )
