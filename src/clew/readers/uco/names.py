"""Names in a JSON-LD file, expanded by the file's own context only: nothing is ever fetched."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_KEYWORDS = ("@id", "@type", "@value", "@graph", "@list", "@set", "@context", "@language", "@reverse")


class Names:
    """The terms and prefixes a file declares.

    Prefixes differ from file to file, and versions are written into their addresses; so a name is known
    by the last part of its expanded form: `uco-observable:CallFacet` and `obs:CallFacet` are `CallFacet`.

    Args:
        context: The `@context`: an object, a list of them, or the address of one, which is left alone.

    Attributes:
        elsewhere: Addresses of contexts that are not in the file.
    """

    def __init__(self, context: Any) -> None:
        self._terms: dict[str, str] = {}
        self.elsewhere: list[str] = []
        self._take(context)
        self.local = lru_cache(maxsize=65_536)(self._local)

    def _take(self, context: Any) -> None:
        if isinstance(context, list):
            for each in context:
                self._take(each)
        elif isinstance(context, str):
            self.elsewhere.append(context)
        elif isinstance(context, dict):
            for term, meaning in context.items():
                if isinstance(meaning, dict):
                    meaning = meaning.get("@id")
                if isinstance(meaning, str) and not term.startswith("@"):
                    self._terms[term] = meaning

    def _local(self, name: str) -> str:
        """Return the last part of a name's expanded form; keywords, also renamed ones, as themselves."""
        for _ in range(4):  # a term may stand for a prefixed name, and that for an address
            if name in _KEYWORDS:
                return name
            meaning = self._terms.get(name)
            if meaning is None or meaning == name:
                break
            name = meaning
        return re.split(r"[#/:]", name.rstrip("#/"))[-1]
