"""Tags of a piece of XML as columns: where each begins and ends, what it is, how deep it stands, what it stands in.

The laboratory's program writes very regular XML: attributes in double quotes, no comments, one CDATA section a
value. Of such bytes all tags are found at once with whole-array operations instead of one by one. Whatever is
not of that shape raises `IrregularError`, and the piece is rewritten by a real parser (`regular`) and read again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Codes = NDArray[np.int8]

OTHER, FIELD, VALUE, EMPTY, MODEL, MODEL_FIELD, MULTI_MODEL_FIELD, MULTI_FIELD, MODEL_TYPE, IGNORED = range(10)

#: Sections that hold no decoded records: passed over without looking inside.
IGNORED_SECTIONS = ("images", "taggedFiles", "carvedFiles", "infectedFiles", "enrichments")

_NAMES = (
    ("field", FIELD), ("value", VALUE), ("empty", EMPTY), ("model", MODEL), ("modelField", MODEL_FIELD),
    ("multiModelField", MULTI_MODEL_FIELD), ("multiField", MULTI_FIELD), ("modelType", MODEL_TYPE),
    *((name, IGNORED) for name in IGNORED_SECTIONS),
)  # fmt: skip
_LT, _GT, _SLASH, _BANG, _QUERY, _QUOTE, _EQUALS = b'<>/!?"='
_SECTION, _SECTION_END = (int.from_bytes(mark, "little") for mark in (b"<![", b"]]>"))
_BLOCK = 1 << 17
_PADDING = bytes(16)
_STRICT = re.compile(rb"<[A-Za-z_][\w.\-]*(?:\s+[A-Za-z_][\w.:\-]*=\"[^\"<]*\")*\s*/?>")


class IrregularError(Exception):
    """The bytes are not of the laboratory's usual shape; a real parser has to say what they mean."""


@dataclass(frozen=True, slots=True)
class Tags:
    """Tags of one buffer in document order; every column is as long as there are tags, CDATA sections among them.

    Args:
        data: The buffer; it begins with the start tags of the elements that were open before it.
        start: Place of each `<`.
        end: Place of its `>`.
        kind: What element it is: `MODEL`, `FIELD`, ...
        closing: End tags.
        alone: Elements without content, `<empty/>`.
        section: CDATA sections.
        level: Depth of the element; the root has 0.
        partner: For an end tag the row of its start tag and the other way round; -1 for an element still open.
        parent: For a start tag the row of the start tag it stands in; -1 for the root and for everything else.
    """

    data: bytes
    start: Ints
    end: Ints
    kind: Codes
    closing: Flags
    alone: Flags
    section: Flags
    level: Ints
    partner: Ints
    parent: Ints

    def text(self, row: int) -> bytes:
        """Return the bytes of a tag."""
        return self.data[self.start[row] : self.end[row] + 1]

    def first(self, rows: int) -> Tags:
        """Return the first tags only; elements that end later count as open."""
        names = [n for n in self.__slots__ if n != "data"]
        cut = {name: getattr(self, name)[:rows] for name in names}
        cut["partner"] = np.where(cut["partner"] < rows, cut["partner"], -1)
        return Tags(self.data, **cut)


def tags(data: bytes) -> Tags:
    """Find the tags that are complete in a buffer.

    Args:
        data: UTF-8 without what XML forbids, line ends as XML parsers give them.

    Raises:
        IrregularError: the bytes are not of the usual shape, or no XML.
    """
    bytes_ = np.frombuffer(data + _PADDING, np.uint8)
    start, end = _brackets(data, bytes_)
    words = np.ndarray((len(bytes_) - 7,), "<u8", bytes_.data, strides=(1,))
    second = bytes_[start + 1]
    section = second == _BANG
    if (second == _QUERY).any() or (words[start[section] + 1] != _word("![CDATA[")).any():
        raise IrregularError("a comment, a declaration or an instruction")
    closing = second == _SLASH
    kind, plain_end = _kinds(words, start, closing, section)
    alone = (bytes_[end - 1] == _SLASH) & ~closing & ~section
    _check_quotes(data, bytes_, start, end, closing | section, alone, plain_end)
    return Tags(data, start, end, kind, closing, alone, section, *_nesting(kind, closing, alone | section))


def _brackets(data: bytes, bytes_: NDArray[np.uint8]) -> tuple[Ints, Ints]:
    """Return the places of `<` and `>` of each complete tag and CDATA section."""
    # `<` and `>` differ in one bit.
    places = _places(len(data), lambda low, high: (bytes_[low:high] | 2) == _GT)
    if not len(places):
        return places, places
    quads = np.ndarray((len(bytes_) - 3,), "<u4", bytes_.data, strides=(1,))
    ahead = quads[places]
    opens = (ahead & 0xFF) == _LT
    section = (ahead & 0xFFFFFF) == _SECTION
    closes_section = (quads[np.maximum(places - 2, 0)] & 0xFFFFFF) == _SECTION_END
    # Sections that hold brackets themselves: what is inside them is text.
    followed = np.append(closes_section[1:], False)
    wild = np.flatnonzero(section & ~followed)
    if len(wild):
        alive = np.ones(len(places), bool)
        closers = np.flatnonzero(closes_section)
        until = -1
        for row in wild.tolist():
            if row < until:
                continue
            at = int(np.searchsorted(closers, row, "right"))
            until = int(closers[at]) if at < len(closers) else len(places)
            alive[row + 1 : until] = False
            if until == len(places):
                alive[row] = False
        places, opens = places[alive], opens[alive]
    # A `>` in plain text is no end of a tag.
    stray = ~opens & ~np.insert(opens[:-1], 0, False)
    if stray.any():
        places, opens = places[~stray], opens[~stray]
    if len(opens) and opens[-1]:
        places, opens = places[:-1], opens[:-1]
    if opens[1::2].any() or not opens[0::2].all():
        raise IrregularError("a bracket inside a tag")
    return places[0::2], places[1::2]


def _places(size: int, test: Callable[[int, int], Flags]) -> Ints:
    """Return where a test holds, taken in blocks that stay in the processor's cache."""
    bounds = [(low, min(low + _BLOCK, size)) for low in range(0, size, _BLOCK)]
    return np.concatenate([np.zeros(0, np.int64), *(np.flatnonzero(test(*each)) + each[0] for each in bounds)])


def _kinds(words: NDArray[np.uint64], start: Ints, closing: Flags, section: Flags) -> tuple[Codes, Flags]:
    """Return what each tag is, and which tags are known to have no attributes, by their first eight bytes."""
    encoded = pa.array(words[start + 1 + closing]).dictionary_encode()
    known = [_kind(word) for word in encoded.dictionary.to_pylist()]
    at = encoded.indices.to_numpy()
    kind = np.array([code for code, _ in known], np.int8)[at] if known else np.zeros(0, np.int8)
    bare = np.array([flag for _, flag in known], bool)[at] if known else np.zeros(0, bool)
    kind[section] = OTHER
    return kind, bare


@lru_cache(maxsize=65_536)
def _kind(word: int) -> tuple[int, bool]:
    text = word.to_bytes(8, "little").decode("latin-1")
    for name, code in _NAMES:
        if len(name) >= len(text):
            if name.startswith(text):
                return code, False
        elif text.startswith(name) and text[len(name)] in " \n\t>/":
            return code, text[len(name)] in ">/" or text == "empty />"
    return OTHER, False


def _check_quotes(
    data: bytes,
    bytes_: NDArray[np.uint8],
    start: Ints,
    end: Ints,
    other: Flags,
    alone: Flags,
    bare: Flags,
) -> None:
    """Make sure that no `>` stood inside an attribute: tags that leave a doubt are looked at one by one."""
    last = end - 1 - alone
    last -= bytes_[last] == 32
    doubtful = (bytes_[last] != _QUOTE) | (bytes_[last - 1] == _EQUALS) | (bytes_[last - 1] <= 32)
    doubtful &= ~other & ~bare
    before, behind = bytes_[:-2], bytes_[2:]
    odd = 1 + _places(
        len(data) - 1,
        lambda low, high: (
            (bytes_[low + 1 : high + 1] == _EQUALS) & ((behind[low:high] != _QUOTE) | (before[low:high] <= 32))
        ),
    )
    if len(odd) and len(start):
        row = np.searchsorted(start, odd, "right") - 1
        row = row[(row >= 0) & (odd < end[row])]
        doubtful[row[~other[row]]] = True
    for at in np.flatnonzero(doubtful).tolist():
        if _STRICT.fullmatch(data, int(start[at]), int(end[at]) + 1) is None:
            raise IrregularError("an unusual tag")


def _nesting(kind: Codes, closing: Flags, childless: Flags) -> tuple[Ints, Ints, Ints]:
    """Return level, partner and parent of each tag."""
    change = np.where(closing, -1, 1)
    change[childless] = 0
    after = np.cumsum(change)
    level = after - (change == 1)
    if len(level) and level.min() < 0:
        raise IrregularError("an end tag without its start")
    partner, parent = np.full(len(kind), -1), np.full(len(kind), -1)
    rows = np.flatnonzero(change)
    if not len(rows):
        return level, partner, parent
    order = rows[np.argsort(level[rows].astype(np.int16), kind="stable")]
    sorted_level, ends = level[order], closing[order]
    same = sorted_level[1:] == sorted_level[:-1]
    if (same & (ends[1:] == ends[:-1])).any() or ends[np.r_[True, ~same]].any():
        raise IrregularError("elements that overlap")
    pair = np.flatnonzero(ends)
    opened, closed = order[pair - 1], order[pair]
    if (kind[opened] != kind[closed]).any():
        raise IrregularError("an end tag of another name")
    partner[closed], partner[opened] = opened, closed
    _find_parents(parent, level, closing, order, ends, sorted_level)
    return level, partner, parent


def _find_parents(parent: Ints, level: Ints, closing: Flags, order: Ints, ends: Flags, sorted_level: Ints) -> None:
    holders, holder_level = order[~ends], sorted_level[~ends]
    starts = np.flatnonzero(~closing)
    starts = starts[np.argsort(level[starts].astype(np.int16), kind="stable")]
    start_level = level[starts]
    for depth in range(1, int(start_level[-1]) + 1 if len(starts) else 0):
        low, high = np.searchsorted(start_level, [depth, depth + 1])
        above = holders[slice(*np.searchsorted(holder_level, [depth - 1, depth]))]
        inside = starts[low:high]
        parent[inside] = above[np.searchsorted(above, inside) - 1]


def _word(text: str) -> np.uint64:
    return np.uint64(int.from_bytes(text.encode().ljust(8, b"\0")[:8], "little"))
