"""Call logs: a row per call, its parties in one cell or in two."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, recovered, times, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made


class Calls:
    """Rows of a call log.

    Args:
        app: App they all went through, empty where each row says so itself or all went through the network.
        offset: Offset that stands behind each time, see `times.start`.
    """

    normaliser = "calls"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("parties", "from"),
        "called": ("parties", "to"),
        "start": ("time", "clock", "date", "received"),
        "duration": ("duration",),
        "type": ("direction", "type", "status"),
        "app": ("source",),
        "status": ("status",),
        "deleted": ("deleted", "recovery"),
    }

    def __init__(self, app: str = "", offset: str = "") -> None:
        self._app, self._offset = app, offset
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per call and other party."""
        self.counted += cells.size
        app = ends.first_filled(cells.each("source", words.app_of), pa.repeat(self._app, cells.size))
        outcome = ends.first_filled(*(cells.each(column, _outcome) for column in ("status", "type", "direction")))
        said = ends.first_filled(*(cells.each(column, ends.side_of) for column in ("direction", "type")))
        # An attempt that nobody says the owner made was made by the other end.
        attempt = pc.if_else(pc.equal(outcome, ""), "", "in")
        found = ends.of(cells, app, said, attempt)
        type_ = pc.binary_join_element_wise("voice", outcome, found.side, " ")
        fields = found.take(
            {
                "start": times.start(cells, self._offset),
                "end": times.with_offset(cells.text("end_time"), self._offset),
                "duration": cells.text("duration"),
                "type": pc.replace_substring(type_, "  ", " "),
                "app": app,
                "status": cells.text("status"),
                "network": cells.text("network"),
                "deleted": recovered.deleted(cells),
            }
        )
        named = cells.text("name").take(pa.array(found.at))
        fields["contact_name"] = ends.first_filled(fields["contact_name"], named)
        return Made(fields, at=found.at, tails=found.tails, row_is_for=found.row_is_for)


def _outcome(text: str) -> str:
    return words.meaning("outcome", text)
