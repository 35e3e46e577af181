"""Both texts of a message: `text`, and the one inside `attributedBody`, which since iOS 16 is often the only one."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pyarrow as pa

from clew.readers.ios.edits import earlier_texts
from clew.readers.ios.typedstream import body_text
from clew.readers.reader import Part

#: Stands in the text where an attachment goes.
_ATTACHMENT = "\ufffc"


class MessageTexts:
    """SQL functions on the texts of messages: `both_texts(text, body)`, `body_text(body)`, `earlier_texts(summary)`.

    Attributes:
        differing: Messages whose two fields hold different words.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.differing = 0
        connection.create_function("both_texts", 2, self.both_texts)
        connection.create_function("body_text", 1, body_text)
        connection.create_function("earlier_texts", 1, earlier_texts)

    def watch(self, part: Part) -> Part:
        """Return a part that says at its end how many of its messages have two texts."""
        part.batches = self._told(part, part.batches)
        return part

    def _told(self, part: Part, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        yield from batches
        if self.differing:
            part.tally.warnings.append(
                f"{self.differing:,} messages hold different words in text and attributedBody: both are kept"
            )

    def both_texts(self, text: bytes | None, body: bytes | None) -> str | None:
        """Return the words of a message; where the two fields differ both, the second marked as such."""
        written = _words(text.decode("utf-8", "replace") if isinstance(text, bytes) else "")
        attributed = _words(body_text(body) or "")
        if not written or not attributed or written == attributed:
            return written or attributed or None
        self.differing += 1
        return f"{written}\n[attributedBody: {attributed}]"


def _words(text: str) -> str:
    return text.replace(_ATTACHMENT, "").strip() if _ATTACHMENT in text else text
