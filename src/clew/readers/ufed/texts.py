"""Texts cut out of a buffer of bytes: many at once, by where they begin and end."""

from __future__ import annotations

import base64
import binascii
import re
from html import unescape

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.ufed.tags import VALUE, Flags, Ints, Tags

_REFERENCE = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|amp|lt|gt|quot|apos);")
_OPEN, _CLOSE = len("<![CDATA["), len("]]>") - 1


class Spans:
    """Texts `data[start:end]`, cut out when they are asked for.

    Args:
        data: UTF-8.
        start: Where each text begins.
        end: Where it ends.
    """

    def __init__(self, data: bytes, start: Ints, end: Ints) -> None:
        # Every second slot is a text, the others are the gaps between texts; the outermost two span the buffer.
        offsets = np.empty(2 * len(start) + 2, np.int32)
        offsets[0], offsets[1:-1:2], offsets[2:-1:2], offsets[-1] = 0, start, end, len(data)
        self._slots = pa.StringArray.from_buffers(2 * len(start) + 1, pa.py_buffer(offsets), pa.py_buffer(data))

    def take(self, rows: Ints) -> pa.Array:
        """Return some of the texts in this order; -1 for null."""
        missing = rows < 0
        slots = 2 * rows + 1
        return self._slots.take(pa.array(slots, mask=missing) if missing.any() else pa.array(slots))


def plain(text: str) -> str:
    """Return a text with its references resolved as an XML parser does it."""
    return _REFERENCE.sub(lambda found: unescape(found.group()), text)


class Values:
    """The `value` elements of a piece that hold a text.

    Attributes:
        rows: Their tags.
        data: What the places below point into: the buffer, and behind it the texts that had to be put together.
        start: Where the text begins.
        end: Where it ends.
    """

    def __init__(self, tags: Tags) -> None:
        rows = np.flatnonzero((tags.kind == VALUE) & ~tags.closing & ~tags.alone)
        rows = rows[tags.partner[rows] >= 0]
        section = tags.section[rows + 1]
        last = tags.partner[rows]
        self.rows, self.data = rows, tags.data
        self.start = np.where(section, tags.start[rows + 1] + _OPEN, tags.end[rows] + 1)
        self.end = np.where(section, tags.end[rows + 1] - _CLOSE, tags.start[rows + 1])
        odd = last != rows + 1 + section
        odd |= section & ((tags.start[rows + 1] != tags.end[rows] + 1) | (tags.start[last] != tags.end[last - 1] + 1))
        odd |= self._with_references(tags, ~section)
        odd |= self._encoded(tags)
        if odd.any():
            self._mend(tags, np.flatnonzero(odd))
        filled = self.end > self.start
        self.rows, self.start, self.end = rows[filled], self.start[filled], self.end[filled]

    def _with_references(self, tags: Tags, outside: Flags) -> Flags:
        found = np.zeros(len(outside), bool)
        at = np.flatnonzero(outside)
        texts = Spans(tags.data, self.start[at], self.end[at]).take(np.arange(len(at)))
        found[at] = pc.match_substring(texts, "&").to_numpy(zero_copy_only=False)
        return found

    def _encoded(self, tags: Tags) -> Flags:
        encoded = np.zeros(len(self.rows), bool)
        place = tags.data.find(b'"Base64String"')
        while place >= 0:
            at = int(np.searchsorted(tags.start[self.rows], place)) - 1
            if at >= 0 and place < tags.end[self.rows[at]]:
                encoded[at] = True
            place = tags.data.find(b'"Base64String"', place + 1)
        return encoded

    def _mend(self, tags: Tags, odd: Ints) -> None:
        """Put texts together that are not one plain piece: several sections, references, base64."""
        behind = [tags.data]
        size = len(tags.data)
        for at in odd.tolist():
            row = int(self.rows[at])
            text = _whole(tags, row)
            if b'"Base64String"' in tags.text(row):
                text = _decoded(text)
            self.start[at], self.end[at] = size, size + len(text)
            behind.append(text)
            size += len(text)
        self.data = b"".join(behind)


def _whole(tags: Tags, row: int) -> bytes:
    pieces = []
    for at in range(row, int(tags.partner[row])):
        if tags.section[at]:
            pieces.append(tags.data[tags.start[at] + _OPEN : tags.end[at] - _CLOSE])
        between = tags.data[tags.end[at] + 1 : tags.start[at + 1]]
        pieces.append(plain(between.decode("utf-8", "replace")).encode("utf-8", "replace"))
    return b"".join(pieces)


def _decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(text, validate=True).decode("utf-8").encode()
    except (binascii.Error, UnicodeDecodeError):
        return text
