"""Messages of AXIOM, by the network and by apps; one to a group goes to the group."""

from __future__ import annotations

import hashlib
import re
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.axiom import recovered
from clew.readers.sheets import ends, parties, words
from clew.readers.sheets.cells import Cells, each
from clew.readers.sheets.made import Made

_GROUP = re.compile(r"[\w.+-]+@g\.us")
_OF_A_GROUP = ("conversation", "conversation_type", "from", "to", "parties")


class Messages:
    """Rows of messages.

    Args:
        app: App they went through, empty for the network.
        offset: Offset that stands behind each time, see `headings.offset_of`.
    """

    normaliser = "calls"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("from", "parties"),
        "called": ("to", "parties"),
        "start": ("time", "received"),
        "type": ("direction", "type", "status"),
        "text": ("body",),
        "conversation": ("conversation",),
        "status": ("status",),
        "deleted": ("recovery", "deleted"),
    }

    def __init__(self, app: str, offset: str) -> None:
        self._app, self._offset = app, offset
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per message, and per other party where a text of the network has several."""
        self.counted += cells.size
        service = cells.each("service", lambda text: "iMessage" if text.casefold() == "imessage" else "")
        app = pc.if_else(pc.equal(service, ""), self._app, service)
        unsent = ends.first_filled(*(cells.each(c, _unsent) for c in ("type", "status")))
        said = ends.first_filled(*(cells.each(c, ends.side_of) for c in ("direction", "type")))
        said = pc.if_else(pc.equal(unsent, ""), said, "out")
        by_status = ends.first_filled(cells.each("status", ends.side_of), cells.each("status", _seen))
        group = _groups(cells, app)
        found = ends.of(cells, app, said, by_status)
        # A message in a group is one row, whoever is named as having got it.
        of_group = pc.not_equal(group, "")
        found = found.where(pc.or_(pc.invert(of_group.take(pa.array(found.at))), pa.array(found.nth == 0)))
        at = pa.array(found.at)
        kind = pc.if_else(pc.equal(app, ""), "sms", "app")
        sided = pc.utf8_trim_whitespace(pc.binary_join_element_wise(kind, found.side, " "))
        fields = found.take(
            {
                "start": recovered.with_offset(cells.text("time", "received"), self._offset),
                "type": pc.if_else(pc.equal(unsent, ""), sided, unsent),
                "app": app,
                "text": _body(cells),
                "conversation": cells.text("conversation"),
                "status": cells.text("status"),
                "deleted": recovered.deleted(cells),
            }
        )
        to_group, incoming = of_group.take(at), pc.equal(found.side.take(at), "in")
        fields["called"] = pc.if_else(to_group, group.take(at), fields["called"])
        name = ends.first_filled(fields["contact_name"], cells.text("name").take(at))
        fields["contact_name"] = pc.if_else(pc.and_(to_group, pc.invert(incoming)), "", name)
        alone = pc.if_else(to_group, "", found.row_is_for)
        return Made(fields, at=found.at, tails=found.tails, row_is_for=alone)


def _groups(cells: Cells, app: pa.Array) -> pa.Array:
    """Return the address of each row's group, blank where it is a message to one or a text of the network."""
    joined = pc.binary_join_element_wise(*(cells.text(c) for c in _OF_A_GROUP), app, "\x1f")
    return each(joined, lambda text: _group(*text.split("\x1f")))


def _group(conversation: str, kind: str, sender: str, recipients: str, partners: str, app: str) -> str:
    address = next((m.group() for text in (conversation, recipients, partners) if (m := _GROUP.search(text))), "")
    if address or not app:
        return address
    reached = [p for p in parties.parse(recipients) if p[parties.IDENTIFIER] or p[parties.NAME]]
    if "group" not in kind.casefold() and len(reached) < 2:
        return ""
    everybody = sorted({p[parties.IDENTIFIER] for p in (*reached, *parties.parse(sender), *parties.parse(partners))})
    told = conversation or hashlib.sha256("\x1f".join(everybody).encode()).hexdigest()[:16]
    return f"group:{words.service(app)}:{told}"


def _body(cells: Cells) -> pa.Array:
    text, subject = cells.exact("body"), cells.text("subject")
    return pc.if_else(pc.equal(subject, ""), text, pc.binary_join_element_wise(subject, text, "\n"))


def _unsent(text: str) -> str:
    return words.meaning("unsent", text)


def _seen(text: str) -> str:
    return words.meaning("seen", text)
