"""Choose the reader of a file by its content."""

from __future__ import annotations

from pathlib import PurePosixPath

from clew.errors import InputError, UsageError
from clew.plugins import discover
from clew.readers.engine.content import EMPTY, looks_like
from clew.readers.locked import explain
from clew.readers.reader import Head, Reader, Source


class UnrecognisedError(InputError):
    """No reader recognises the file: it is registered and hashed, and nothing of it is read."""


def choose(source: Source, forced: str = "") -> Reader:
    """Return the reader that recognises a file best.

    Args:
        source: The file.
        forced: Name of the reader to use whatever the content looks like.

    Raises:
        UsageError: no reader is named `forced`.
        InputError: the file is empty, of no known format, or two readers recognise it equally well.
        OSError: the file cannot be opened.
    """
    head = source.head()
    found = best(source, head, forced)
    if found is None:
        raise unrecognised(source, head)
    return found


def best(source: Source, head: Head, forced: str = "") -> Reader | None:
    """Return the reader that recognises a file's head best, null when none does.

    Raises:
        UsageError: no reader is named `forced`.
        InputError: two readers recognise it equally well.
    """
    readers: dict[str, Reader] = discover("clew.readers", "READER")
    if forced:
        if forced not in readers:
            raise UsageError(f"there is no reader {forced!r}", hint=f"one of: {', '.join(readers)}")
        return readers[forced]
    scores = sorted(((reader.recognise(head), name) for name, reader in readers.items()), reverse=True)
    scores = [(score, name) for score, name in scores if score > 0]
    if len(scores) > 1 and scores[0][0] == scores[1][0]:
        first, second = sorted((scores[0][1], scores[1][1]))
        raise InputError(
            f"two readers recognise this file equally well: {first} and {second}",
            where=where(source),
            hint=f"choose one with --reader {first} or --reader {second}",
        )
    return readers[scores[0][1]] if scores else None


def unrecognised(source: Source, head: Head) -> UnrecognisedError:
    """Return the error for a file no reader recognises: what it looks like, and what to do."""
    locked = explain(head)
    if locked is not None:
        return UnrecognisedError(f"{locked.what}; nothing of it is read", where=where(source), hint=locked.hint)
    kind = looks_like(head.data)
    what = "the file is empty" if kind == EMPTY else f"not a format Clew can read: it looks like {kind}"
    hint = _HINTS.get(kind) or _FORCE.format(names="|".join(discover("clew.readers", "READER")))
    return UnrecognisedError(what, where=where(source), hint=hint)


_FORCE = "if you know better, choose with --reader {names}; otherwise export it as CSV or XLSX"
_HINTS = {
    EMPTY: "check that the export finished, and export it again",
    "a PDF document": "ask whoever sent it for the same records as CSV or XLSX",
    "an image": "ask whoever sent it for the same records as CSV or XLSX",
    "XML": "if a spreadsheet wrote it, open it there and save it as XLSX; otherwise ask for CSV or XLSX",
    "an SQLite database": "no table of an app Clew knows is in it: ask for a report on it, or an export as CSV or XLSX",
    "a gzip archive": "unpack it and load what is inside",
    "a 7-Zip archive": "unpack it and load what is inside",
    "a RAR archive": "unpack it and load what is inside",
    "an empty zip archive": "check that the archive was made completely",
}


def where(source: Source) -> str:
    """Return how people name a source: the file, and the member inside it."""
    return f"{source.path}!{source.member}" if source.member else str(source.path)


def is_litter(name: str) -> bool:
    """Say whether a file is no evidence but left by a program: Office lock files, macOS and Windows droppings."""
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        path.name.startswith(("~$", "._", ".~lock."))
        or path.name in (".DS_Store", "Thumbs.db", "desktop.ini")
        or "__MACOSX" in path.parts
    )
