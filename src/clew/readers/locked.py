"""Files that only a key opens: recognised, never attacked; what to ask for instead (`data/locked.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from clew.readers.reader import Head


class Locked(NamedTuple):
    """What a locked file is, and what to ask for."""

    what: str
    hint: str


def explain(head: Head) -> Locked | None:
    """Return what a file no reader takes is locked as, null when it is none of the known kinds.

    A name alone decides only where the content is random bytes; a readable database is none of these.
    """
    if head.tables:
        return None
    for name, start, locked in _known():
        if name.search(head.name.rpartition("/")[2]) and start.match(head.data):
            return locked
    return None


@cache
def _known() -> list[tuple[re.Pattern[str], re.Pattern[bytes], Locked]]:
    data = tomllib.loads((files("clew.readers") / "data" / "locked.toml").read_text("utf-8"))
    return [
        (
            re.compile(kind["name"], re.IGNORECASE),
            re.compile(kind.get("start", "").encode()),
            Locked(kind["what"], kind["hint"]),
        )
        for kind in data["locked"]
    ]
