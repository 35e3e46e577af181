"""Split text into records the careful way: one at a time, with offsets, and surviving a stray quote.

The bulk path (`textgrid`) is ten times faster and is used for everything between the header and
the first damage; this one looks at the head of a file, at odd rows, and past a broken quote.
"""

from __future__ import annotations

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from clew.readers.engine.dialect import Dialect

# The largest cell accepted; the csv module's own limit of 128 KiB would refuse long notes.
csv.field_size_limit(1 << 30)

#: A quoted cell may run over this many lines before its quote is taken for a stray one.
LONGEST_CELL_LINES = 1000
#: Lines inside one cell that look like whole records of the table prove a stray quote.
_PROOF_LINES = 2


@dataclass(frozen=True, slots=True)
class Record:
    """One record: its cells, the byte offset behind it, and whether a quote in it never closes."""

    cells: list[str]
    end: int
    broken: bool = False


class _Lines:
    """Lines of a UTF-8 stream that can be given back, and that stop when one record takes too many."""

    def __init__(self, stream: BinaryIO) -> None:
        self._text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
        self._returned: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) > LONGEST_CELL_LINES:
            raise StopIteration
        line = self._returned.popleft() if self._returned else self._text.readline()
        if not line:
            raise StopIteration
        self.taken.append(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        self._returned.extendleft(reversed(lines))


def split(stream: BinaryIO, dialect: Dialect, width: int = 0, start: int = 0) -> Iterator[Record]:
    """Yield the records of a UTF-8 stream; blank lines are records without cells.

    Args:
        stream: Where to read; closed by the caller.
        dialect: Separator and quote.
        width: Cells of a whole record when known; lets a stray quote be recognised early.
        start: Offset of the stream's first byte, added to every `Record.end`.
    """
    lines = _Lines(stream)
    end = start
    while True:
        reader = csv.reader(lines, delimiter=dialect.separator, quotechar=dialect.quote)
        for cells in reader:
            broken = quote_is_stray(lines.taken, dialect, width)
            if broken:
                lines.give_back(lines.taken[1:])
                del lines.taken[1:]
                cells = [lines.taken[0].rstrip("\r\n")]
            end += sum(len(line.encode("utf-8")) for line in lines.taken)
            lines.taken.clear()
            yield Record(cells, end, broken)
            if broken:
                break
        else:
            return


def quote_is_stray(lines: list[str], dialect: Dialect, width: int = 0) -> bool:
    """Say whether a record over these lines comes from a quote that was opened by mistake.

    It does when it never closes within `LONGEST_CELL_LINES`, or when lines inside the cell are
    themselves whole records of the table.
    """
    if len(lines) > LONGEST_CELL_LINES:
        return True
    if width < 2 or len(lines) < 2 + _PROOF_LINES:
        return False
    whole = [line for line in lines[1:-1] if dialect.quote not in line]
    return sum(line.count(dialect.separator) == width - 1 for line in whole) >= _PROOF_LINES


def cells_of(text: str, dialect: Dialect) -> list[str]:
    """Return the cells of one record given as text."""
    return next(csv.reader(io.StringIO(text, newline=""), delimiter=dialect.separator, quotechar=dialect.quote), [])
