"""The entries of an exported chat: a line that begins with a date and time, and the lines that belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import BinaryIO

from clew.readers.chat_text import wordings
from clew.readers.chat_text.wordings import Meaning

BRACKETS, DASH = "[date, time]", "date, time -"

#: A line longer than this is read in pieces, and an entry longer than that is cut: no message is as long.
LONGEST_LINE = 1 << 18
LONGEST_ENTRY = 1 << 18

_LEADING = re.compile("^[\u200e\u200f\u202a-\u202e\ufeff]+")
_BLANKS = str.maketrans({"\u00a0": " ", "\u202f": " "})
_HEADER_SIGNS = 48
_DATE = r"(?:\d{4}(?P<ya>[./-])\d{1,2}(?P=ya)\d{1,2}|\d{1,2}(?P<yb>[./-])\d{1,2}(?P=yb)(?:\d{4}|\d{2}))"
_SECONDS = r"(?:[:.]\d{2})?"


@dataclass(slots=True)
class Entry:
    """One entry of a chat.

    Args:
        line: Number of its first line.
        start: Date and time as written, in a form `identifiers.when` reads; empty for text before the first entry.
        sender: Who wrote it, empty for a line of the app.
        body: What was written.
        said: What a line of the app says, null for a message or an unknown wording.
        cut: It was longer than any message, and the rest of it was left out.
    """

    line: int
    start: str
    sender: str
    body: str
    said: Meaning | None = None
    cut: bool = False


def header(text: str, style: str = "") -> tuple[str, str, str] | None:
    """Return style, date and time, and what follows, of a line that begins an entry; null for any other line.

    Args:
        text: The line.
        style: `BRACKETS` or `DASH` when it is known: a line of the other style is text somebody pasted.
    """
    text = _LEADING.sub("", text)
    start = text[:_HEADER_SIGNS].translate(_BLANKS)
    for name, pattern in _headers():
        if style in ("", name) and (found := pattern.match(start)) is not None:
            cells = found.groupdict()
            date, clock = cells["d1"] or cells["d2"], cells["t1"] or cells["t2"]
            noon = _noon(cells["n1"] or cells["n2"] or "")
            return name, f"{date}, {clock}{noon}", text[found.end() :]
    return None


def entries(stream: BinaryIO) -> Iterator[Entry]:
    """Yield the entries of a chat, in the order of the file, which need not be that of time.

    Args:
        stream: UTF-8 bytes.
    """
    current: Entry | None = None
    pieces: list[str] = []
    size = 0
    style = ""
    for number, text, whole in _lines(stream):
        found = header(text, style) if whole else None
        if found is None and current is not None:
            size += len(text)
            if size <= LONGEST_ENTRY:
                pieces.append(text)
            current.cut = size > LONGEST_ENTRY
            continue
        if current is not None:
            yield _finished(current, pieces)
            current = None
        if found is None:
            if text.strip():
                yield Entry(number, "", "", text)
            continue
        style, start, rest = found
        sender, body, said = split(rest)
        current, pieces, size = Entry(number, start, sender, body, said), [body], len(body)
    if current is not None:
        yield _finished(current, pieces)


def split(rest: str) -> tuple[str, str, Meaning | None]:
    """Return sender, body and, for a line of the app, its meaning: what follows the date and time of an entry.

    The sender ends at the first colon and blank. A line of the app may hold those in the name of a group, and
    iPhones write a sender before it but mark its text.
    """
    sender, colon, body = rest.partition(": ")
    if not colon and rest.rstrip().endswith(":"):
        sender, colon, body = rest.rstrip()[:-1], ":", ""  # a message that begins with a line break
    if not colon:
        return "", rest, wordings.of_line(rest)
    if '"' in wordings.plain(sender) and (said := wordings.of_line(rest)) is not None:
        return "", rest, said
    if body.startswith("\u200e") and (said := wordings.of_line(body)) is not None:
        return wordings.plain(sender), body, said
    return wordings.plain(sender), body, None


def _finished(entry: Entry, pieces: list[str]) -> Entry:
    if len(pieces) > 1:
        entry.body = "\n".join(pieces).rstrip("\n")
        entry.said = None if entry.sender else entry.said
    return entry


def _lines(stream: BinaryIO) -> Iterator[tuple[int, str, bool]]:
    """Yield number and text of each line; a very long one in pieces, of which the later ones begin nothing."""
    number, fresh = 0, True
    while piece := stream.readline(LONGEST_LINE):
        number += fresh
        yield number, piece.decode("utf-8", "replace").rstrip("\r\n"), fresh
        fresh = piece.endswith(b"\n")


@cache
def _headers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    data = wordings.words()
    noon = "|".join(re.escape(w) for words in data["noon"].values() for w in sorted(words, key=len, reverse=True))
    between = "|".join(map(re.escape, data["join"]["between"]))

    def moment(seconds: str) -> str:
        time = rf"\d{{1,2}}[:.]\d{{2}}{seconds}"
        date = [_DATE.replace("<y", f"<y{n}").replace("=y", f"=y{n}") for n in (1, 2)]
        return (
            rf"(?:(?P<d1>{date[0]})\.?,?(?: (?:{between}))? (?P<t1>{time})(?: ?(?P<n1>{noon}))?"
            rf"|(?P<t2>{time})(?: ?(?P<n2>{noon}))?,? (?P<d2>{date[1]}))"
        )

    # Android never writes seconds; program logs do, with dashes and with brackets but without a comma.
    log = r"(?!\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\])"
    return (
        (BRACKETS, re.compile(rf"{log}\[{moment(_SECONDS)}\] ?", re.IGNORECASE)),
        (DASH, re.compile(rf"{moment('')} [-–] ", re.IGNORECASE)),
    )


def _noon(word: str) -> str:
    word = word.lower()
    return next((f" {name}" for name, words in wordings.words()["noon"].items() if word in words), "")
