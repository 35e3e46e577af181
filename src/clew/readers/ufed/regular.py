"""Rewrite XML of any legal shape into the laboratory's usual one, with a real parser, as a stream."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape

_ODD = re.compile(r"[^A-Za-z0-9_.\-]")
_REFERENCES = {'"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}


class DoctypeError(Exception):
    """The XML brings a document type definition."""


class Regular:
    """Rewrites pieces of XML: prefixes dropped, attributes in double quotes, no comments and instructions.

    Attributes:
        broken: Why and where reading stopped before the end; empty when it did not.
    """

    def __init__(self) -> None:
        self.broken = ""
        self._out: list[str] = []
        self._parser = parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._refuse

    def pieces(self, pieces: Iterator[bytes], first_line: int) -> Iterator[bytes]:
        """Yield the rewritten bytes.

        Args:
            pieces: What to rewrite, from its root on.
            first_line: Line of the file the first piece stands in, for the sentence in `broken`.

        Raises:
            DoctypeError: there is a document type definition.
        """
        try:
            for piece in pieces:
                self._parser.Parse(piece, False)
                yield self._taken()
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            self.broken = f"line {first_line + error.lineno - 1}: {expat.ErrorString(error.code)}"
        yield self._taken()

    def _taken(self) -> bytes:
        text = "".join(self._out)
        self._out.clear()
        return text.encode()

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        inside = "".join(f" {_local(name)}={_quoted(value)}" for name, value in attributes.items())
        self._out.append(f"<{_local(tag)}{inside}>")

    def _end(self, tag: str) -> None:
        self._out.append(f"</{_local(tag)}>")

    def _text(self, text: str) -> None:
        self._out.append(escape(text, {"\r": "&#13;"}))

    def _refuse(self, *_: Any) -> None:
        raise DoctypeError


def _local(name: str) -> str:
    """Return a name without its prefix; what the fast way does not take in a name is replaced."""
    return _ODD.sub("_", name.rpartition(":")[2])


def _quoted(value: str) -> str:
    """Return an attribute in double quotes, whatever is in it."""
    return f'"{escape(value, _REFERENCES)}"'
