"""Messages outside chats: a row per message, one of ours for each other party."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, times, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made


class Messages:
    """Rows of a sheet of messages.

    Args:
        service: `sms` or `mms`; a row that names an app is a message of the app.
    """

    normaliser = "calls"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("from", "parties"),
        "called": ("to", "parties"),
        "start": ("time", "clock", "date"),
        "type": ("folder",),
        "text": ("body",),
        "app": ("source",),
        "status": ("status",),
        "deleted": ("deleted",),
    }

    def __init__(self, service: str) -> None:
        self._service = service
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per message and other party."""
        self.counted += cells.size
        app = cells.each("source", words.app_of)
        said, otherwise, unsent = states(cells)
        found = ends.of(cells, app, said, otherwise)
        service = pc.if_else(pc.equal(app, ""), self._service, "app")
        fields = found.take(
            {
                "start": times.start(cells),
                "type": types(service, found.side, unsent),
                "app": app,
                "text": body(cells),
                "smsc": cells.text("smsc"),
                "status": cells.text("status"),
                "conversation": cells.text("identifier"),
                "deleted": cells.each("deleted", words.deleted),
            }
        )
        return Made(fields, at=found.at, tails=found.tails, row_is_for=found.row_is_for)


def states(cells: Cells) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return what folder and type say of the side, what the status says of it, and `draft` or `outbox` if unsent."""
    unsent = ends.first_filled(*(cells.each(column, _unsent) for column in ("folder", "type", "direction", "status")))
    said = ends.first_filled(*(cells.each(column, ends.side_of) for column in ("folder", "type", "direction")))
    said = pc.if_else(pc.equal(unsent, ""), said, "out")
    by_status = ends.first_filled(cells.each("status", ends.side_of), cells.each("status", _seen))
    return said, by_status, unsent


def types(service: pa.Array, side: pa.Array, unsent: pa.Array) -> pa.Array:
    """Return the type of each message in the words of call records: `sms in`, `app out`, `draft`."""
    sided = pc.utf8_trim_whitespace(pc.binary_join_element_wise(service, side, " "))
    return pc.if_else(pc.equal(unsent, ""), sided, unsent)


def body(cells: Cells) -> pa.Array:
    """Return the text of each message exactly, its subject in a line before it when it has one."""
    text, subject = cells.exact("body"), cells.text("subject")
    return pc.if_else(pc.equal(subject, ""), text, pc.binary_join_element_wise(subject, text, "\n"))


def _unsent(text: str) -> str:
    return words.meaning("unsent", text)


def _seen(text: str) -> str:
    return words.meaning("seen", text)
