"""Names met in a report, each kept once and known by a number from then on."""

from __future__ import annotations

import re
from html import unescape

import numpy as np
import pyarrow as pa

from clew.readers.ufed.tags import Ints

_NAME = re.compile(r'\sname="([^"]*)"')
_TYPE = re.compile(r'\stype="([^"]*)"')


class Names:
    """Numbers for names, the same number for the same name throughout a report; 0 is the empty name."""

    def __init__(self) -> None:
        self.known: list[str] = [""]
        self._numbers: dict[str, int] = {"": 0}
        self._tags: dict[tuple[str, str], int] = {}

    def number(self, name: str) -> int:
        """Return the number of a name."""
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.known)
            self.known.append(name)
        return found

    def named(self, tags: pa.Array) -> Ints:
        """Return the number of the `name` attribute of each start tag; each distinct tag is read once."""
        return self._attributes(tags, "name", _NAME)

    def typed(self, tags: pa.Array) -> Ints:
        """Return the number of the `type` attribute of each start tag."""
        return self._attributes(tags, "type", _TYPE)

    def _attributes(self, tags: pa.Array, attribute: str, pattern: re.Pattern[str]) -> Ints:
        encoded = tags.dictionary_encode()
        numbers = []
        for text in encoded.dictionary.to_pylist():
            key = (attribute, text)
            if key not in self._tags:
                match = pattern.search(text)
                self._tags[key] = self.number(unescape(match.group(1)) if match else "")
            numbers.append(self._tags[key])
        return np.array(numbers, np.int64)[encoded.indices.to_numpy()] if numbers else np.zeros(0, np.int64)

    def joined(self, outer: Ints, inner: Ints) -> Ints:
        """Return the number of `outer.inner` for each pair of numbers; a pair without an outer is the inner."""
        pairs, place = np.unique(outer * (1 << 32) + inner, return_inverse=True)
        numbers = []
        for pair in pairs.tolist():
            first, second = self.known[pair >> 32], self.known[pair & 0xFFFFFFFF]
            numbers.append(self.number(f"{first}.{second}" if first else second))
        return np.array(numbers, np.int64)[place] if numbers else np.zeros(0, np.int64)
