"""A large XML file as a stream of the elements that are its records, each a small tree; nothing else is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from clew.errors import InputError
from clew.readers.engine.content import as_utf8
from clew.readers.engine.xmlparse import parse
from clew.readers.reader import Source, Tally
from clew.readers.recognise import where

#: A record deeper than this is no record but an attack on whoever walks it.
DEEPEST = 200

#: Bytes parsed before the records in them are given out: their trees are all that is in memory.
SLICE_BYTES = 1 << 18

_ROOT = re.compile(
    rb"\A\W*(?:<\?[^>]*>\s*|<!--.*?-->\s*|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>\s*)*<(?:[\w.-]+:)?([\w.-]+)", re.DOTALL
)


@dataclass(slots=True)
class Element:
    """An element by its local name, whatever its namespace: attributes, text, children.

    `whole` is false when the file breaks off inside it; `text` is stripped.
    """

    name: str
    attributes: dict[str, str]
    line: int
    text: str = ""
    children: list[Element] = field(default_factory=list)
    whole: bool = True
    _below: dict[str, list[Element]] | None = None  # what is below it by name, once anybody asks

    def child(self, *names: str) -> Element | None:
        """Return the first child of these names, by the order of the names; case does not matter."""
        for name in names:
            for each in self.children:
                if each.name.lower() == name.lower():
                    return each
        return None

    def all(self, *names: str) -> Iterator[Element]:
        """Yield every element of these names below this one, at any depth: name by name, each in document order."""
        if self._below is None:
            self._below = {}
            for each in self._walk():
                self._below.setdefault(each.name.lower(), []).append(each)
        for name in names:
            yield from self._below.get(name.lower(), ())

    def _walk(self) -> Iterator[Element]:
        for each in self.children:
            yield each
            yield from each._walk()

    def find(self, *names: str) -> str:
        """Return the first text below this element under one of these names, by the order of the names."""
        return next((each.text for each in self.all(*names) if each.text), "")

    def leaves(self, path: str = "") -> Iterator[tuple[str, str]]:
        """Yield path and text of everything in it that has a text, attributes as `@name`; empty elements too."""
        for name, value in self.attributes.items():
            yield f"{path}@{name}", value
        if self.text or not self.children:
            yield path.rstrip("/") or self.name, self.text
        for each in self.children:
            yield from each.leaves(f"{path}{each.name}/")

    def cell(self) -> str:
        """Return everything in it as one text: `path=value; ...`, so that nothing the row said is lost."""
        return "; ".join(f"{path}={value}" if value else path for path, value in self.leaves())


def root_name(data: bytes) -> str:
    """Return the local name of the root element of the first bytes of a file, empty when it is no XML."""
    match = _ROOT.match(as_utf8(data).removeprefix(b"\xef\xbb\xbf"))
    return match.group(1).decode() if match else ""


def records(source: Source, names: set[str], tally: Tally) -> Iterator[Element]:
    """Yield the elements of these local names, in the order of the file; one inside another belongs to the outer one.

    Args:
        source: The file.
        names: Local names in lower case.
        tally: Gets a warning when the file breaks off, and how often bytes had to be repaired.

    Raises:
        InputError: the file brings a document type definition, or is nested beyond reason.
    """
    parser = expat.ParserCreate("utf-8")
    open_: list[Element] = []
    ready: list[Element] = []

    def start(tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if not open_ and name.lower() not in names:
            return
        plain = {key.rpartition(":")[2]: value for key, value in attributes.items() if not key.startswith("xmlns")}
        element = Element(name, plain, parser.CurrentLineNumber)
        if open_:
            open_[-1].children.append(element)
        open_.append(element)
        if len(open_) > DEEPEST:
            raise InputError("an element is nested beyond reason", where=where(source), hint="have the file examined")

    def text(data: str) -> None:
        if open_:
            open_[-1].text += data

    def end(_: str) -> None:
        if open_:
            element = open_.pop()
            element.text = element.text.strip()
            if not open_:
                ready.append(element)

    parser.StartElementHandler = start
    parser.CharacterDataHandler = text
    parser.EndElementHandler = end
    for _ in parse(source, parser, tally.warnings, "such report", slice_bytes=SLICE_BYTES):
        yield from ready
        ready.clear()
    if open_:
        open_[0].whole = False
        yield open_[0]
