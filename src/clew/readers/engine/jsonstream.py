"""Read the arrays of a large JSON file element by element, in memory that does not grow with the file.

Numbers stay the texts they were written as, so that no digit is lost. A damaged file gives what stood before.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

CHUNK_BYTES = 1 << 20
#: One element larger than this is taken for damage.
LARGEST_ELEMENT = 32 << 20

_BLANK = re.compile(r"[ \t\r\n]*")
_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)


class _BrokenError(Exception):
    """The text is no JSON from here on."""


@dataclass(slots=True)
class JsonStream:
    """A JSON document read once from front to back.

    Args:
        stream: The bytes; UTF-8 with or without mark, or UTF-16 with one.

    Attributes:
        broken: Where and why reading stopped before the end, empty when it did not; known once `elements` is through.
        others: Value of each key of the root object that is no array and was small enough to keep.
    """

    stream: BinaryIO
    broken: str = ""
    others: dict[str, Any] = field(default_factory=dict)
    _text: str = ""
    _at: int = 0
    _passed: int = 0
    _ended: bool = False
    _decoder: codecs.IncrementalDecoder | None = None

    def elements(self) -> Iterator[tuple[str, int, Any]]:
        """Yield key, number (from 1) and value of each element of the arrays in the root object.

        A root that is itself an array has the key "".
        """
        try:
            first = self._peek()
            if first == "[":
                yield from self._array("")
            elif first == "{":
                yield from self._object()
            else:
                raise _BrokenError("neither an object nor an array")
            if self._peek():
                raise _BrokenError("text behind the end")
        except _BrokenError as problem:
            self.broken = f"{problem} at character {self._passed + self._at:,}"

    def _object(self) -> Iterator[tuple[str, int, Any]]:
        self._at += 1
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            key = self._value()
            if not isinstance(key, str) or self._peek() != ":":
                raise _BrokenError("a key and a colon are missing")
            self._at += 1
            if self._peek() == "[":
                yield from self._array(key)
            else:
                self.others[key] = self._value()
            if not self._another("}"):
                return

    def _array(self, key: str) -> Iterator[tuple[str, int, Any]]:
        self._at += 1
        if self._peek() == "]":
            self._at += 1
            return
        number = 0
        while True:
            number += 1
            yield key, number, self._value()
            if not self._another("]"):
                return

    def _another(self, closing: str) -> bool:
        sign = self._peek()
        if sign not in (",", closing):
            raise _BrokenError("the file breaks off" if not sign else f"neither a comma nor {closing}")
        self._at += 1
        return sign == ","

    def _peek(self) -> str:
        """Return the next sign that is no blank, empty at the end."""
        while True:
            self._at = _BLANK.match(self._text, self._at).end()  # type: ignore[union-attr]
            if self._at < len(self._text):
                return self._text[self._at]
            if not self._more():
                return ""

    def _value(self) -> Any:
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError) as problem:
                beyond = len(self._text) - self._at > LARGEST_ELEMENT
                if isinstance(problem, RecursionError) or beyond or not self._more():
                    raise _BrokenError("the file breaks off or is no JSON") from problem
                continue
            # A number that ends with what is read so far may go on.
            if end < len(self._text) or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        if self._ended:
            return False
        chunk = self.stream.read(CHUNK_BYTES)
        if self._decoder is None:
            self._decoder = codecs.getincrementaldecoder(_codec(chunk))("replace")
        self._ended = not chunk
        self._passed += self._at
        self._text = self._text[self._at :] + self._decoder.decode(chunk, self._ended).removeprefix("\ufeff")
        self._at = 0
        return True


def begins_json(data: bytes) -> bool:
    """Tell whether the first bytes of a file begin a JSON object or array."""
    return data.decode(_codec(data), "replace").lstrip("\ufeff \t\r\n").startswith(("{", "["))


def text(value: Any) -> str:
    """Return a scalar as text, anything larger as compact JSON, nothing as an empty text."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return text(json.dumps(value, ensure_ascii=False, separators=(",", ":")))
    # A lone half of a surrogate pair is no text anywhere else.
    return value if value.isascii() else value.encode("utf-8", "replace").decode()


def child(value: Any, *keys: str) -> Any:
    """Return what stands at a path of keys, null where there is no such path."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def children(value: Any, key: str) -> list[dict[str, Any]]:
    """Return the objects of a list under a key; whatever else stands there is left out."""
    found = value.get(key) if isinstance(value, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _codec(start: bytes) -> str:
    return "utf-16" if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8"
