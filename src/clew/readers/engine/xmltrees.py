"""Walk a large XML file and give out the small trees in it, one at a time: placemarks, track points.

Names are local ones, whatever the namespace and its prefix. Document types are refused, bytes that XML forbids are
repaired and counted, and a file that breaks off gives what stood before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from clew.readers.engine.content import as_utf8
from clew.readers.engine.xmlparse import StopError, parse
from clew.readers.reader import Source

#: Deeper trees, and longer ones, are no placemark that anybody made.
DEEPEST, LONGEST_TREE = 100, 64 << 20

_ROOT = re.compile(
    rb"\A\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>\s*)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL
)


@dataclass(slots=True)
class Tree:
    """An element: local name, attributes by local name, the text directly in it, its children."""

    tag: str
    attributes: dict[str, str]
    pieces: list[str] = field(default_factory=list)
    children: list[Tree] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text, without blanks around it."""
        return "".join(self.pieces).strip()

    def all(self, *tags: str) -> Iterator[Tree]:
        """Yield this element and those below it, in the order of the file; of names, only those that have one."""
        waiting = [self]
        while waiting:
            tree = waiting.pop()
            if not tags or tree.tag in tags:
                yield tree
            waiting.extend(reversed(tree.children))

    def of(self, tag: str) -> str:
        """Return the text of the first child of a name, empty when there is none."""
        return next((child.text for child in self.children if child.tag == tag), "")


def root_of(data: bytes) -> str:
    """Return the local name of the root element that the first bytes of a file show, empty when they show none."""
    match = _ROOT.match(as_utf8(data).removeprefix(b"\xef\xbb\xbf"))
    return match.group(1).decode("ascii", "replace") if match else ""


class Walk:
    """A walk through one file.

    Args:
        source: The file.
        wanted: Local names of the elements to give out; one inside another belongs to the outer one.

    Attributes:
        warnings: What was repaired, and where the file breaks off; complete once `trees` is through.
    """

    def __init__(self, source: Source, wanted: frozenset[str]) -> None:
        self.warnings: list[str] = []
        self._source = source
        self._wanted = wanted
        self._path: list[str] = []
        self._open: list[Tree] = []
        self._size = 0
        self._ready: list[tuple[str, Tree]] = []

    def trees(self) -> Iterator[tuple[str, Tree]]:
        """Yield the name of the parent element and the tree of each wanted element.

        Raises:
            InputError: the file brings a document type definition.
        """
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        for _ in parse(self._source, parser, self.warnings, "such file"):
            yield from self._taken()

    def _taken(self) -> list[tuple[str, Tree]]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = _local(name)
        if len(self._path) > DEEPEST:
            raise StopError("nested beyond reason")
        if self._open or tag in self._wanted:
            tree = Tree(tag, {_local(key): value for key, value in attributes.items()})
            if self._open:
                self._open[-1].children.append(tree)
            else:
                self._size = 0
            self._open.append(tree)
            self._grow(len(name) + sum(map(len, attributes.values())) + 100)
        self._path.append(tag)

    def _end(self, name: str) -> None:
        self._path.pop()
        if self._open:
            tree = self._open.pop()
            if not self._open:
                self._ready.append((self._path[-1] if self._path else "", tree))

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)
            self._grow(len(text))

    def _grow(self, size: int) -> None:
        self._size += size
        if self._size > LONGEST_TREE:
            raise StopError("an element larger than any real one")


def _local(name: str) -> str:
    return name.rpartition(":")[2]
