"""`Chats`: a row per message, the cells of its chat above; the members of group chats as a part of their own."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, messages, parties, times, words
from clew.readers.sheets.cells import Cells, pairs, spread
from clew.readers.sheets.made import Made
from clew.readers.ufed_sheets import chat
from clew.readers.ufed_sheets.carried import Carried

#: A row with none of these is a chat without a message.
_OF_A_MESSAGE = ("from", "to", "body", "subject", "time", "date", "clock", "number")


class Chats:
    """Messages of chats. One row each: a message in a group goes to the group, never to each member."""

    normaliser = "calls"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("from", "parties"),
        "called": ("participants",),
        "start": ("time", "clock", "date"),
        "text": ("body",),
        "app": ("source",),
        "conversation": ("identifier", "name"),
        "status": ("status",),
        "deleted": ("deleted_message", "deleted_chat", "deleted"),
    }

    def __init__(self) -> None:
        self._carried = Carried()

    @property
    def counted(self) -> int:
        """Chats met so far: they are what the title counts."""
        return self._carried.chats

    def make(self, cells: Cells) -> Made:
        """Return a row per message."""
        self._carried.down(cells)
        app = cells.each("source", words.app_of)
        about = chat.of(cells).columns
        sender = spread(cells.text("from"), parties.parse, parties.WIDTH)
        by, by_name, by_owner = (
            sender.first_of(cells.size, at) for at in (parties.IDENTIFIER, parties.NAME, parties.OWNER)
        )
        side, unsent = self._side(cells, by, by_owner, about[chat.OWNER])
        to, to_name = self._reached(cells)
        other, name = ends.first_filled(to, about[chat.OTHER]), ends.first_filled(to_name, about[chat.OTHER_NAME])
        out, inward = pc.equal(side, "out"), pc.equal(side, "in")
        in_group = pc.not_equal(about[chat.GROUP], "")
        nobody = pc.if_else(pc.match_substring(about[chat.CONVERSATION], "@broadcast"), "", ends.UNKNOWN)
        caller = pc.if_else(
            out, "", ends.first_filled(pairs(by, app, words.party), pa.repeat(ends.UNKNOWN, cells.size))
        )
        called = ends.first_filled(pairs(other, app, words.party), nobody)
        called = pc.if_else(out, called, pc.if_else(inward, "", ends.UNKNOWN))
        service = pc.if_else(pc.equal(app, ""), "sms", "app")
        return Made(
            {
                "caller": caller,
                "called": pc.if_else(in_group, about[chat.GROUP], called),
                "start": times.start(cells),
                "type": messages.types(service, side, unsent),
                "app": app,
                "text": messages.body(cells),
                "conversation": about[chat.CONVERSATION],
                "status": cells.text("status"),
                "contact_name": pc.if_else(inward, by_name, pc.if_else(pc.and_(out, pc.invert(in_group)), name, "")),
                "deleted": pc.if_else(
                    pc.equal(cells.text("deleted_message", "deleted"), ""),
                    cells.each("deleted_chat", words.deleted),
                    ends.first_filled(
                        cells.each("deleted_message", words.deleted), cells.each("deleted", words.deleted)
                    ),
                ),
            },
            aside=self._without_message(cells),
        )

    def _side(self, cells: Cells, by: pa.Array, by_owner: pa.Array, owner: pa.Array) -> tuple[pa.Array, pa.Array]:
        said, otherwise, unsent = messages.states(cells)
        mine = pc.or_(pc.equal(by_owner, "owner"), pc.and_(pc.not_equal(by, ""), pc.equal(by, owner)))
        system = pc.equal(by, "System Message")
        # Where the owner is named among the participants, a sender who is somebody else is on the other side.
        others = pc.and_(pc.not_equal(by, ""), pc.or_(pc.not_equal(owner, ""), pc.equal(otherwise, "")))
        side = pc.if_else(mine, "out", pc.if_else(others, "in", ends.first_filled(said, otherwise)))
        side = pc.if_else(pc.and_(pc.equal(by, ""), pc.not_equal(unsent, "")), "out", side)
        return pc.if_else(system, "", side), pc.if_else(pc.equal(side, "in"), "", unsent)

    def _reached(self, cells: Cells) -> tuple[pa.Array, pa.Array]:
        to = spread(cells.text("to"), parties.parse, parties.WIDTH)
        to = to.where(pc.not_equal(to.columns[parties.OWNER], "owner"))
        return to.first_of(cells.size, parties.IDENTIFIER), to.first_of(cells.size, parties.NAME)

    def _without_message(self, cells: Cells) -> dict[int, str]:
        empty = np.ones(cells.size, bool)
        for column in _OF_A_MESSAGE:
            empty &= np.asarray(pc.equal(cells.text(column), ""))
        return {int(at): "a chat without a message" for at in np.flatnonzero(empty)}


class Members:
    """Members of group chats, from the first row of each; read apart from the messages."""

    normaliser = "links"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "source": ("participants",),
        "target": ("identifier",),
        "target_label": ("name",),
    }

    def __init__(self) -> None:
        self._carried = Carried()

    @property
    def counted(self) -> int:
        """Chats met so far."""
        return self._carried.chats

    def make(self, cells: Cells) -> Made:
        """Return a row per member of a group."""
        begins = self._carried.down(cells)
        group = chat.of(cells).columns[chat.GROUP]
        wanted = np.asarray(pc.not_equal(group, "")) & begins
        found = chat.members(cells)
        found = found.where(pa.array(wanted[found.at], pa.bool_()))
        at = pa.array(found.at)
        owner, member, _ = found.columns
        size = len(found.at)
        return Made(
            {
                "source": member,
                "source_type": pc.if_else(pc.equal(owner, "owner"), "device", "phone"),
                "target": group.take(at),
                "target_type": pa.repeat("group", size),
                "target_label": cells.text("name").take(at),
                "link_type": pa.repeat("member of", size),
            },
            at=found.at,
            tails=pa.array([f", member {nth + 1}" for nth in found.nth.tolist()], pa.string()),
            row_is_for=member,
        )
