"""A text file as a grid: the head record by record, the bulk as Arrow columns, true row numbers throughout.

Traps of `pyarrow.csv` this module lives with: `skip_rows` counts lines and not records, so the
stream is opened at the first data byte instead; the number of an invalid row is known only with
`use_threads=False`; a cell longer than a block is an error; a stray quote silently swallows rows.
After the first damage the careful record splitter takes over.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.engine import records
from clew.readers.engine.dialect import Dialect, sniff
from clew.readers.engine.encoding import Encoding, open_utf8, survey
from clew.readers.engine.grid import OddRow, Slab
from clew.readers.reader import Source

BLOCK_BYTES = 1 << 22
_SNIFF_BYTES = 1 << 18
_CAREFUL_ROWS = 20_000
_NO_ROWS = np.empty(0, dtype=np.int64)


class TextGrid:
    """A delimited text file. Reads it once on opening, to learn its encoding."""

    name = ""

    def __init__(self, source: Source, encoding: Encoding | None = None) -> None:
        self._source = source
        self.encoding: Encoding = encoding or survey(source)
        self.dialect: Dialect = sniff(self._head_text())
        self._places = {0: 0}  # row position -> offset of its first byte in the clean stream

    def _head_text(self) -> str:
        with open_utf8(self._source, self.encoding) as stream:
            data = stream.read(_SNIFF_BYTES)
        text = data.decode("utf-8", "replace")
        return text[: text.rfind("\n") + 1] or text if len(data) == _SNIFF_BYTES else text

    def _records(self, first: int, width: int = 0) -> Iterator[records.Record]:
        known = max(place for place in self._places if place <= first)
        with open_utf8(self._source, self.encoding, self._places[known]) as stream:
            found = records.split(stream, self.dialect, width, self._places[known])
            for position, record in enumerate(found, known):
                if position == first - 1:
                    self._places[first] = record.end
                if position >= first:
                    yield record

    def window(self, first: int, count: int) -> list[list[str]]:
        """Return up to `count` rows from position `first`."""
        rows = []
        for position, record in enumerate(self._records(first), first):
            self._places[position + 1] = record.end
            if position == 0 and self.dialect.sep_line:
                record = records.Record([], record.end)
            rows.append(record.cells)
            if len(rows) == count:
                break
        return rows

    def slabs(self, first: int, width: int) -> Iterator[Slab]:
        """Yield everything from position `first` on as columns, `width` wide."""
        if first not in self._places:
            next(self._records(first), None)
        if first not in self._places:
            return
        passed = first
        for slab in self._bulk(first, width):
            yield slab
            if len(slab.numbers):
                passed = int(slab.numbers[-1])
            if slab.odd:
                passed = max(passed, slab.odd[-1].number)
            if slab.damage:
                yield from self._careful(passed, width)

    def _bulk(self, first: int, width: int) -> Iterator[Slab]:
        """Yield slabs until the end or the first damage. `passed` is the number of the last good row."""
        odd: list[OddRow] = []
        gaps: list[int] = []

        def set_apart(row: Any) -> str:
            odd.append(OddRow(first + row.number, records.cells_of(row.text, self.dialect), row.text))
            gaps.append(first + row.number)
            return "skip"

        passed = first
        try:
            for batch in self._batches(first, width, set_apart):
                if batch.num_rows == 0:
                    continue
                numbers = _numbers(passed, batch.num_rows, gaps)
                passed = int(numbers[-1])
                gaps[:] = [number for number in gaps if number > passed]
                slab = Slab(numbers, list(batch.columns), [row for row in odd if row.number < passed])
                odd[:] = [row for row in odd if row.number > passed]
                stray = self._stray_quote(slab, width)
                if stray is not None:
                    yield _cut(slab, stray)
                    return
                yield slab
        except pa.ArrowInvalid as error:
            yield Slab(_NO_ROWS, _empty(width), damage=f"read row by row after row {passed}: {error}")
            return
        if odd:
            yield Slab(_NO_ROWS, _empty(width), odd)

    def _batches(self, first: int, width: int, set_apart: Callable[[Any], str]) -> Iterator[pa.RecordBatch]:
        from pyarrow import csv

        names = [str(i) for i in range(width)]
        with open_utf8(self._source, self.encoding, self._places[first]) as stream:
            try:
                yield from csv.open_csv(
                    stream,
                    read_options=csv.ReadOptions(use_threads=False, column_names=names, block_size=BLOCK_BYTES),
                    parse_options=csv.ParseOptions(
                        delimiter=self.dialect.separator,
                        quote_char=self.dialect.quote if self._quoted else False,
                        newlines_in_values=self._quoted,
                        ignore_empty_lines=False,
                        invalid_row_handler=set_apart,
                    ),
                    convert_options=csv.ConvertOptions(
                        column_types={name: pa.string() for name in names}, strings_can_be_null=False, check_utf8=False
                    ),
                )
            except pa.ArrowInvalid as error:
                if "Empty CSV" not in str(error):
                    raise

    @property
    def _quoted(self) -> bool:
        return self.dialect.quote in self.encoding.quotes

    def _stray_quote(self, slab: Slab, width: int) -> int | None:
        """Return the number of the first row that swallowed other rows through a stray quote."""
        if not self._quoted:
            return None
        many = np.zeros(len(slab.numbers), dtype=bool)
        for column in slab.columns:
            many |= pc.match_substring(column, "\n").to_numpy(zero_copy_only=False)
        for place in np.flatnonzero(many):
            text = self.dialect.separator.join(column[place].as_py() for column in slab.columns)
            if records.quote_is_stray(text.splitlines(keepends=True), self.dialect, width):
                return int(slab.numbers[place])
        for row in slab.odd:
            if records.quote_is_stray(row.text.splitlines(keepends=True), self.dialect, width):
                return row.number
        return None

    def _careful(self, first: int, width: int) -> Iterator[Slab]:
        rows: list[list[str]] = []
        numbers: list[int] = []
        odd: list[OddRow] = []
        for number, record in enumerate(self._records(first, width), first + 1):
            if record.broken:
                odd.append(OddRow(number, record.cells, record.cells[0], "a quote is opened and never closed"))
            elif len(record.cells) == width or not record.cells:
                rows.append(record.cells or [""] * width)
                numbers.append(number)
            else:
                odd.append(OddRow(number, record.cells, self.dialect.separator.join(record.cells)))
            if len(rows) + len(odd) >= _CAREFUL_ROWS:
                yield _slab(numbers, rows, odd, width)
                rows, numbers, odd = [], [], []
        yield _slab(numbers, rows, odd, width)


def _cut(slab: Slab, stray: int) -> Slab:
    """Return the rows before a stray quote."""
    keep = slab.numbers < stray
    return Slab(
        slab.numbers[keep],
        [column.filter(pa.array(keep)) for column in slab.columns],
        [row for row in slab.odd if row.number < stray],
        f"a quote opened in row {stray} is never closed; rows from there on were read line by line",
    )


def _slab(numbers: list[int], rows: list[list[str]], odd: list[OddRow], width: int) -> Slab:
    columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)] if rows else _empty(width)
    return Slab(np.array(numbers, dtype=np.int64), columns, odd)


def _empty(width: int) -> list[pa.Array]:
    return [pa.array([], pa.string()) for _ in range(width)]


def _numbers(passed: int, count: int, missing: list[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Number `count` rows that follow row `passed` when the rows `missing` lie between them."""
    gaps = np.array([number for number in missing if number > passed], dtype=np.int64)
    numbers = np.arange(passed + 1, passed + 1 + count + len(gaps), dtype=np.int64)
    return numbers[~np.isin(numbers, gaps)][:count] if len(gaps) else numbers
