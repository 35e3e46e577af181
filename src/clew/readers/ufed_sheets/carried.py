"""Cells of a chat stand in its first row only: they are carried down to its other rows."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets.cells import TEXT, Cells

CHAT_NUMBER = "chat_number"
#: Columns that speak of the chat and not of one message.
OF_THE_CHAT = (
    "identifier", "start_time", "last_activity", "name", "description", "source", "account", "participants",
    "deleted_chat",
)  # fmt: skip


class Carried:
    """Carries the cells of each chat down, across batches too.

    Attributes:
        chats: Chats met so far.
    """

    def __init__(self) -> None:
        self.chats = 0
        self._last: dict[str, str] = {}

    def down(self, cells: Cells) -> npt.NDArray[np.bool_]:
        """Fill the chats' columns in place. Returns which rows begin a chat."""
        number = cells.text(CHAT_NUMBER).to_numpy(zero_copy_only=False)
        places = np.arange(cells.size)
        stated = np.maximum.accumulate(np.where(number != "", places, -1)) if cells.size else places
        carried = np.where(stated < 0, self._last.get(CHAT_NUMBER, ""), number[np.maximum(stated, 0)])
        before = np.concatenate([[self._last.get(CHAT_NUMBER, "")], carried[:-1]]) if cells.size else carried
        begins: npt.NDArray[np.bool_] = np.asarray((number != "") & (carried != before), dtype=bool)
        first = np.maximum.accumulate(np.where(begins, places, -1)) if cells.size else places
        index = pa.array(first, mask=first < 0)
        for column in OF_THE_CHAT:
            if cells.has(column):
                own = cells.text(column)
                above = pc.fill_null(own.take(index), self._last.get(column, ""))
                cells.replace(column, pc.if_else(pc.equal(own, ""), above, own))
        cells.replace(CHAT_NUMBER, pa.array(carried.tolist(), TEXT))
        if cells.size:
            self._last = {
                column: cells.text(column)[-1].as_py() for column in (CHAT_NUMBER, *OF_THE_CHAT) if cells.has(column)
            }
        self.chats += int(begins.sum())
        return begins
