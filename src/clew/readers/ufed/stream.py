"""A report as pieces that can be read on their own: whole models, the messages of a long chat a few at a time.

Each piece begins with the start tags of the elements that were open before it, so that it is a tree of its own.
Memory holds one piece, however large the report or a chat in it is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

import numpy as np

from clew.readers.ufed.regular import Regular
from clew.readers.ufed.tags import IGNORED, MODEL, MODEL_TYPE, MULTI_MODEL_FIELD, OTHER, IrregularError, Tags, tags

_PROLOG = re.compile(rb"\A\s*(?:(?:<\?.*?\?>|<!--.*?-->)\s*)*", re.DOTALL)
_MESSAGE = re.compile(rb'\stype="InstantMessage"')
_NEWLINE = ord("\n")
_SECTION_OPEN, _SECTION_CLOSE = b"<![CDATA[", b"]]>"


class Pieces:
    """Splits a report.

    Args:
        repaired: UTF-8 bytes without what XML forbids, from the first byte on.

    Attributes:
        opened: How many tags at the front of the present piece repeat what was open before it.
        broken: Why and where reading stopped before the end; empty when it did not.
        rewritten: True once the file was not of the usual shape and a real parser took over.
    """

    def __init__(self, repaired: Iterator[bytes]) -> None:
        self.opened = 0
        self.broken = ""
        self.rewritten = False
        self._bytes = _without_carriage_returns(repaired)
        self._lines = 1
        self._regular = Regular()
        self._buffer = b""

    def __iter__(self) -> Iterator[Tags]:
        """Yield the tags of each piece.

        Raises:
            DoctypeError: the report brings a document type definition.
        """
        first = next(self._bytes, b"")
        prolog = _PROLOG.match(first)
        assert prolog is not None
        self._lines += prolog.group().count(b"\n")
        self._buffer = first[prolog.end() :]
        while True:
            found = self._tags()
            cut, skip = _cut(found, self.opened)
            if cut > self.opened:
                yield found.first(cut)
                self._keep_open(found, cut)
            if skip:
                self._skip(found.text(cut - 1))
                continue
            del found  # one piece at a time in memory
            more = next(self._bytes, b"")
            if not more:
                break
            self._buffer += more
        yield from self._rest()

    def _tags(self) -> Tags:
        try:
            return tags(self._buffer)
        except IrregularError:
            if self.rewritten:
                raise
        self.rewritten = True
        known, self._bytes = self._bytes, iter(())
        self._bytes = self._regular.pieces(itertools.chain([self._buffer], known), self._lines)
        self._buffer = next(self._bytes, b"")
        return tags(self._buffer)

    def _keep_open(self, found: Tags, cut: int) -> None:
        """Begin the next piece with the tags that are still open after the first `cut` ones."""
        ends = found.end[cut - 1] + 1
        still = np.flatnonzero(~(found.closing | found.alone | found.section))
        still = still[(still < cut) & ((found.partner[still] < 0) | (found.partner[still] >= cut))]
        repeated = [found.text(row) for row in still.tolist()]
        begins = found.end[self.opened - 1] + 1 if self.opened else 0
        self._lines += _lines(found.data, begins, ends)
        self.opened = len(repeated)
        self._buffer = b"".join(repeated) + found.data[ends:]

    def _skip(self, tag: bytes) -> None:
        """Pass over a section without decoded records, up to its end tag outside of any CDATA section."""
        name = re.match(rb"<(\w+)", tag)
        assert name is not None
        end = b"</" + name.group(1) + b">"
        front = sum(len(piece) for piece in self._front())
        kept, data, place = self._buffer[:front], self._buffer[front:], 0
        while True:
            place = data.find(end, place)
            if place >= 0:
                if data.rfind(_SECTION_OPEN, 0, place) <= data.rfind(_SECTION_CLOSE, 0, place):
                    self._lines += data.count(b"\n", 0, place)
                    self._buffer = kept + data[place:]
                    return
                place += 1
                continue
            more = next(self._bytes, b"")
            if not more:
                self._buffer = kept
                return
            # What decides whether a section is open is kept: from the last mark on.
            last = max(data.rfind(_SECTION_OPEN), data.rfind(_SECTION_CLOSE), 0)
            last = min(last, max(0, len(data) - len(end)))
            self._lines += data.count(b"\n", 0, last)
            data, place = data[last:] + more, 0

    def _front(self) -> Iterator[bytes]:
        place = 0
        for _ in range(self.opened):
            end = self._buffer.index(b">", place) + 1
            yield self._buffer[place:end]
            place = end

    def _rest(self) -> Iterator[Tags]:
        """Yield what is left of a file that ends, or breaks off, here."""
        found = self._tags()
        still = ~(found.closing | found.alone | found.section) & (found.partner < 0)
        if still.any() or self._regular.broken:
            innermost = found.text(int(np.flatnonzero(still)[-1])) if still.any() else b""
            begins = found.end[self.opened - 1] + 1 if self.opened else 0
            line = self._lines + found.data.count(b"\n", begins)
            inside = f" inside {innermost.decode('utf-8', 'replace')}" if innermost else ""
            self.broken = f"{self._regular.broken or f'line {line}'}{inside}"
        if len(found.start) > self.opened:
            yield found


def _cut(found: Tags, opened: int) -> tuple[int, bool]:
    """Return how many tags can be read on their own, and whether the last opens a section to pass over."""
    childless = found.closing | found.alone | found.section
    ignored = np.flatnonzero((found.kind == IGNORED) & ~childless)
    ignored = ignored[(found.partner[ignored] < 0) & (ignored >= opened)]
    if len(ignored):
        return int(ignored[0]) + 1, True
    ends = np.flatnonzero((found.kind == MODEL) & found.closing)
    starts = found.partner[ends]
    holder = found.parent[starts]
    whole = found.kind[holder] == MODEL_TYPE
    maybe = np.flatnonzero(
        (found.kind[holder] == MULTI_MODEL_FIELD) & (found.kind[found.parent[found.parent[holder]]] == MODEL_TYPE)
    )
    for at in maybe[::-1].tolist():
        if whole[at:].any():
            break
        if _MESSAGE.search(found.text(starts[at])):
            whole[at] = True
    if whole.any():
        return int(ends[np.flatnonzero(whole)[-1]]) + 1, False
    open_models = (found.kind == MODEL) & ~childless & (found.partner < 0)
    if open_models.any():
        return 0, False
    tags_only = np.flatnonzero(~found.section & ((found.kind == OTHER) | (found.kind == MODEL_TYPE)))
    return (int(tags_only[-1]) + 1 if len(tags_only) else 0), False


def _lines(data: bytes, begins: int, ends: int) -> int:
    """Return how many lines end between two places; counted as a column, several times as fast as one by one."""
    return int(np.count_nonzero(np.frombuffer(data, np.uint8)[begins:ends] == _NEWLINE))


def _without_carriage_returns(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Yield the bytes with line ends as every XML parser hands them on."""
    held = b""
    for piece in pieces:
        data = held + piece
        held = b"\r" if data.endswith(b"\r") else b""
        data = data[: len(data) - len(held)]
        if b"\r" in data:
            data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
        if data:
            yield data
    if held:
        yield b"\n"
