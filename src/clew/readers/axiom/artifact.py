"""What an artifact's name tells: the kind of its rows, and the app they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clew.readers.axiom.headings import plain
from clew.readers.engine.titles import normalise, unique
from clew.readers.sheets.placed import LONGEST_NAME, Placed, places_of, suffices
from clew.readers.sheets.vocabulary import SheetKind, Vocabulary, heading, load

_SILENT = re.compile(
    r"\b(?:android|ios|iphone|ipad|apple|windows|macos|google drive|messages?|chats?|calls?|logs?|history|contacts?|"
    r"accounts?|info\w*|users?|direct|group|native|device|cloud|carved|deleted)\b|[-/()]|\.(?:csv|xlsx)$",
    re.IGNORECASE,
)
#: Letters of a cut title that must be left to know it.
_LEAST_OF_TITLE = 6
_NATIVE = frozenset({"", "sms", "mms", "sms mms", "imessage sms mms", "imessage", "phone", "sim card activity"})


def vocabulary() -> Vocabulary:
    """Return what AXIOM writes, from `readers/data/axiom_sheets.toml`."""
    return load("axiom_sheets")


def app_of(artifact: str) -> str:
    """Return the app an artifact's name names, empty for the telephone itself."""
    words = " ".join(_SILENT.sub(" ", artifact).split())
    return "" if normalise(words) in _NATIVE else words


def kind_of(artifact: str) -> SheetKind | None:
    """Return the kind of an artifact by its name, null when no kind is known for it."""
    name = f" {normalise(artifact)} "
    if len(artifact) == LONGEST_NAME:
        name = name.rstrip()
    for kind in vocabulary().sheets.values():
        for title in kind.titles:
            if f" {title} " in f"{name} " or (len(artifact) == LONGEST_NAME and _is_cut(name, title)):
                return kind
    return None


def _is_cut(name: str, title: str) -> bool:
    """Tell whether a name ends with the beginning of a title, because sheets have no room for more."""
    return any(name.endswith(f" {title[:length]}") for length in range(_LEAST_OF_TITLE, len(title)))


def place(artifact: str, header: Sequence[str], first: int) -> Placed | None:
    """Return a table of an artifact as a placed sheet, null when it is none that is read.

    Args:
        artifact: Name of the sheet, file or artifact.
        header: Its headings.
        first: Position of the first row below them.
    """
    headings = [heading(plain(cell)) for cell in header]
    named = kind_of(artifact)
    kinds = [named] if named else [kind for kind in vocabulary().sheets.values() if kind.telling]
    for kind in kinds:
        places = places_of(kind, headings, vocabulary())
        if suffices(kind, places) and (named or kind.telling & places.keys()):
            return Placed(kind, unique([cell.strip() for cell in header]), places, first, None, sure=True)
    return None
