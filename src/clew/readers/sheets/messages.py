"""Messages outside chats: a row per message, one of ours for each other party; one to a group goes to the group."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, groups, recovered, times, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made


class Messages:
    """Rows of messages.

    Args:
        service: `sms` or `mms`; a row that names an app is a message of the app.
        app: App they all went through, empty where each row says so itself or all went through the network.
        offset: Offset that stands behind each time, see `times.start`.
    """

    normaliser = "calls"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("from", "parties"),
        "called": ("to", "parties"),
        "start": ("time", "clock", "date", "received"),
        "type": ("folder", "direction", "type", "status"),
        "text": ("body",),
        "app": ("source",),
        "conversation": ("conversation", "identifier"),
        "status": ("status",),
        "deleted": ("deleted", "recovery"),
    }

    def __init__(self, service: str, app: str = "", offset: str = "") -> None:
        self._service, self._app, self._offset = service, app, offset
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per message, and per other party where a text of the network has several."""
        self.counted += cells.size
        app = ends.first_filled(
            cells.each("service", _own_service),
            cells.each("source", words.app_of),
            pa.repeat(self._app, cells.size),
        )
        said, otherwise, unsent = states(cells)
        group = groups.of(cells, app)
        of_group = pc.not_equal(group, "")
        found = ends.of(cells, app, said, otherwise)
        # A message in a group is one row, whoever is named as having got it.
        found = found.where(pc.or_(pc.invert(of_group.take(pa.array(found.at))), pa.array(found.nth == 0, pa.bool_())))
        at = pa.array(found.at)
        fields = found.take(
            {
                "start": times.start(cells, self._offset),
                "type": types(pc.if_else(pc.equal(app, ""), self._service, "app"), found.side, unsent),
                "app": app,
                "text": body(cells),
                "smsc": cells.text("smsc"),
                "status": cells.text("status"),
                "conversation": cells.text("conversation", "identifier"),
                "deleted": recovered.deleted(cells),
            }
        )
        to_group, incoming = of_group.take(at), pc.equal(found.side.take(at), "in")
        fields["called"] = pc.if_else(to_group, group.take(at), fields["called"])
        name = ends.first_filled(fields["contact_name"], cells.text("name").take(at))
        fields["contact_name"] = pc.if_else(pc.and_(to_group, pc.invert(incoming)), "", name)
        alone = pc.if_else(to_group, "", found.row_is_for)
        return Made(fields, at=found.at, tails=found.tails, row_is_for=alone)


def states(cells: Cells) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return what folder and type say of the side, what the status says of it, and `draft` or `outbox` if unsent."""
    unsent = ends.first_filled(*(cells.each(column, _unsent) for column in ("folder", "type", "direction", "status")))
    said = ends.first_filled(*(cells.each(column, ends.side_of) for column in ("folder", "direction", "type")))
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


def _own_service(text: str) -> str:
    """Return the service that shares its artifact with the texts of the network."""
    return "iMessage" if text.casefold() == "imessage" else ""


def _unsent(text: str) -> str:
    return words.meaning("unsent", text)


def _seen(text: str) -> str:
    return words.meaning("seen", text)
