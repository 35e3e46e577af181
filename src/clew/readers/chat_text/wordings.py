"""The lines WhatsApp writes into a chat itself, by the wordings of `data/chat_lines.toml`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"))
_QUOTES = str.maketrans({**dict.fromkeys("“”„‟«»", '"'), "’": "'", "\u00a0": " ", "\u202f": " "})
#: No name holds what parts a name from a message; a title or a file may hold anything.
_PLACES = {"who": r"(?:(?!: ).)+?", "whom": r"(?:(?!: ).)+", "old": r"(?:(?!: ).)+?", "new": r"(?:(?!: ).)+"}
_NUMBER = re.compile(r"\+?[\d() .\-]{6,}")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a line of the app says.

    Args:
        kind: A table of the data file: `joined`, `number`, `notice`, `deleted`, ...
        found: Placeholder -> what stood there.
    """

    kind: str
    found: dict[str, str]


def plain(text: str) -> str:
    """Return a text as people see it: without direction marks, with plain quotation marks and blanks."""
    return text.translate(_MARKS).translate(_QUOTES).strip()


def of_line(text: str) -> Meaning | None:
    """Return what a line says that no sender stands before; null when its wording is not known."""
    return _meaning(text, "line")


def of_body(text: str) -> Meaning | None:
    """Return what stands in the place of a message: deleted, left out, a file, a call; null for a message."""
    return _meaning(text, "body") if len(text) < 300 else None


def title_of(file_name: str) -> str:
    """Return the name of the other end or group that the export's file name gives, empty when it gives none."""
    stem = re.sub(r"\.(?:txt|zip)$", "", file_name, flags=re.IGNORECASE)
    stem = re.sub(r"\s*\(\d+\)$", "", plain(stem))  # a second download of the same name
    for pattern in _titles():
        found = pattern.fullmatch(stem)
        if found:
            return found["title"].strip()
    return ""


def party(name: str) -> str:
    """Return a participant as `identifiers.party` reads it: a number as it stands, a name as a name."""
    name = plain(name)
    return name if _NUMBER.fullmatch(name) else f"name:{name or '(blank)'}"


def several(names: str, known: frozenset[str]) -> list[str]:
    """Return the single names of a list such as `Bob, Carol and Dave`; a name known as a whole stays whole."""
    if names in known:
        return [names]
    *first, last = re.split(r", ", names)
    both = [last] if last in known else re.split(rf" (?:{_alternatives(words()['join']['and'])}) ", last, maxsplit=1)
    return [name.strip() for name in (*first, *both) if name.strip()]


@cache
def words() -> dict[str, Any]:
    """Return the data file."""
    return tomllib.loads((files("clew.readers") / "data" / "chat_lines.toml").read_text("utf-8"))


def _alternatives(texts: list[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


def _meaning(text: str, table: str) -> Meaning | None:
    text = plain(text)
    if not _any_of(table).fullmatch(text):
        return None
    for kind, pattern in _patterns(table):
        found = pattern.fullmatch(text)
        if found is not None:
            return Meaning(kind, {k: v.strip() for k, v in found.groupdict().items()})
    return None


@cache
def _patterns(table: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    known = [
        (kind, wording)
        for kind, languages in words()[table].items()
        for wordings in languages.values()
        for wording in wordings
    ]
    # The wording that says most is tried first: "<who> joined" would take "<who> joined using a link" as a name.
    known.sort(key=lambda pair: -len(re.sub(r"<\w+>|<\*>", "", pair[1])))
    return tuple((kind, _pattern(wording)) for kind, wording in known)


@cache
def _any_of(table: str) -> re.Pattern[str]:
    """Return one pattern for all wordings of a table: nearly every line is a message, told from them at once."""
    unnamed = (re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern) for _, pattern in _patterns(table))
    return re.compile("|".join(f"(?:{each})" for each in unnamed), re.IGNORECASE)


@cache
def _titles() -> tuple[re.Pattern[str], ...]:
    return tuple(_pattern(wording) for wording in words()["file"]["titles"])


def _pattern(wording: str) -> re.Pattern[str]:
    pieces = re.split(r"<(who|whom|old|new|title|file|time|\*)>", plain(wording).removesuffix("."))
    texts = [re.escape(piece) for piece in pieces[::2]]
    places = [r".*" if name == "*" else f"(?P<{name}>{_PLACES.get(name, '.+')})" for name in pieces[1::2]]
    body = texts[0] + "".join(place + text for place, text in zip(places, texts[1:], strict=True))
    return re.compile(rf"{body}\.?", re.IGNORECASE)
