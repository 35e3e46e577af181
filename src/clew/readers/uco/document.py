"""A JSON-LD document as its context and its outermost objects; a file cut short gives what stood before the cut."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from clew.errors import InputError
from clew.readers.reader import Source
from clew.readers.recognise import where

#: The objects of a graph refer to one another, so the whole text is held in memory: about ten times its size.
MOST_BYTES = 256 << 20

_LIST = re.compile(r'"(?:@graph|[\w-]*:?object)"\s*:\s*\[')
_CONTEXT = re.compile(r'"@context"\s*:\s*')
_BETWEEN = re.compile(r"[\s,]*")


@dataclass(frozen=True, slots=True)
class Document:
    """What is in a file: its contexts, its outermost values, and what was wrong with it."""

    context: Any
    roots: list[Any]
    warnings: list[str] = field(default_factory=list)


def read_document(source: Source) -> Document:
    """Read a JSON-LD file.

    Raises:
        InputError: it is larger than `MOST_BYTES`, nested beyond reason, or no JSON from its beginning.
    """
    with source.open() as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise InputError(
            f"the file is larger than {MOST_BYTES >> 20} MB, and JSON-LD must be read as a whole",
            where=where(source),
            hint="ask for it split by device or by kind of object; each file must hold the objects it refers to",
        )
    text = _text(data)
    try:
        whole = json.loads(text)
    except RecursionError as error:
        raise InputError(
            "the JSON is nested beyond reason", where=where(source), hint="have the file examined"
        ) from error
    except ValueError as error:
        return _salvaged(source, text, str(error))
    context = whole.get("@context") if isinstance(whole, dict) else None
    return Document(context, whole if isinstance(whole, list) else [whole])


def _text(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def _salvaged(source: Source, text: str, reason: str) -> Document:
    """Read the outermost objects one by one up to the place where the text breaks."""
    start = _LIST.search(text)
    if start is None:
        raise InputError(
            f"the file is no JSON: {reason}", where=where(source), hint="ask for it again; it may be cut short"
        )
    decoder = json.JSONDecoder()
    head = _CONTEXT.search(text)
    context = _decoded(decoder, text, head.end())[0] if head else None
    place, roots = start.end(), []
    while True:
        gap = _BETWEEN.match(text, place)
        item, place = _decoded(decoder, text, gap.end() if gap else place)
        if item is None:
            break
        roots.append(item)
    line = text.count("\n", 0, place) + 1
    warning = (
        f"the file breaks off or is damaged after line {line} ({reason}): {len(roots):,} objects before it are read"
    )
    return Document(context, roots, [warning])


def _decoded(decoder: json.JSONDecoder, text: str, place: int) -> tuple[Any, int]:
    try:
        return decoder.raw_decode(text, place)
    except (ValueError, RecursionError):
        return None, place
