"""Hits of an AXIOM XML export as a grid: the fragments of each hit by our names of columns, the rest kept together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

import numpy as np
import pyarrow as pa

from clew.model.records import RAW_SEPARATOR
from clew.readers.axiom.artifact import vocabulary
from clew.readers.axiom.headings import plain
from clew.readers.engine.grid import Slab
from clew.readers.engine.xmlparse import parse
from clew.readers.reader import Source
from clew.readers.sheets.vocabulary import SheetKind, heading

FURTHER = "further fields"
#: A number that damage made longer than any file has hits.
_HIGHEST = 2**62
_SLAB_ROWS = 8_192
#: A hit with more text than this is no hit anybody made.
_LONGEST_HIT = 32 << 20


@dataclass(slots=True)
class Hit:
    """One hit: its artifact, its number, its fragments as they are named."""

    artifact: str
    number: int
    fragments: list[tuple[str, str]] = field(default_factory=list)


class Hits:
    """All hits of a file in its order.

    Attributes:
        warnings: Repairs and where the file breaks off; complete once `walk` is through.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self.warnings: list[str] = []
        self._artifact = ""
        self._hit: Hit | None = None
        self._name = ""
        self._text: list[str] | None = None
        self._size = 0
        self._count = 0
        self._ready: list[Hit] = []

    def walk(self) -> Iterator[Hit]:
        """Yield the hits.

        Raises:
            InputError: the file brings a document type definition.
        """
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._characters
        for _ in parse(self._source, parser, self.warnings, "such export"):
            yield from self._taken()

    def _taken(self) -> list[Hit]:
        ready, self._ready = self._ready, []
        return ready

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "Artifact":
            self._artifact, self._count = attributes.get("name", ""), 0
        elif tag == "Hit":
            self._count += 1
            number = attributes.get("sequenceNumber", "")
            self._hit = Hit(self._artifact, int(number) if number.isdecimal() else self._count)
            self._size = 0
        elif tag == "Fragment" and self._hit is not None:
            self._name, self._text = attributes.get("name", ""), []

    def _characters(self, text: str) -> None:
        if self._text is not None and self._size < _LONGEST_HIT:
            self._text.append(text)
            self._size += len(text)

    def _end(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "Fragment" and self._hit is not None and self._text is not None:
            self._hit.fragments.append((self._name, "".join(self._text).strip()))
            self._text = None
        elif tag == "Hit" and self._hit is not None:
            self._ready.append(self._hit)
            self._hit = None


class HitGrid:
    """Hits of one artifact as rows: a column for each the kind may have, and one for all other fragments.

    Args:
        name: The artifact.
        kind: Its kind.
        hits: Its hits.
    """

    def __init__(self, name: str, kind: SheetKind, hits: Iterator[Hit]) -> None:
        self.name = name
        self._kind = kind
        self._hits = hits
        self._column: dict[str, str] = {}

    @property
    def header(self) -> list[str]:
        """Titles of the columns."""
        return [*(column.replace("_", " ") for column in self._kind.columns), FURTHER]

    def window(self, first: int, count: int) -> list[list[str]]:
        """Hits have no rows above them."""
        return []

    def slabs(self, first: int, width: int) -> Iterator[Slab]:
        """Yield all hits as columns."""
        while hits := list(islice(self._hits, _SLAB_ROWS)):
            rows = [self._row(hit) for hit in hits]
            columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
            yield Slab(np.array([min(hit.number, _HIGHEST) for hit in hits], np.int64), columns)

    def _row(self, hit: Hit) -> list[str]:
        known: dict[str, str] = {}
        rest: list[str] = []
        for name, text in hit.fragments:
            text = text.replace(RAW_SEPARATOR, " ")
            column = self._column_of(name)
            if column and not known.get(column):
                known[column] = text
            elif text:
                rest.append(f"{name}={text}")
        return [*(known.get(column, "") for column in self._kind.columns), "; ".join(rest)]

    def _column_of(self, name: str) -> str:
        if name not in self._column:
            plain_name = heading(plain(name))
            known = vocabulary().headings
            self._column[name] = next((c for c in self._kind.columns if plain_name in known[c]), "")
        return self._column[name]
