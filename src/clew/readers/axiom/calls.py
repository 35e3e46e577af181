"""Call logs of AXIOM: the other end as partner, or both ends with the owner as `Local User <...>`."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.axiom import recovered
from clew.readers.sheets import ends, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made


class Calls:
    """Rows of a call log.

    Args:
        app: App they went through, empty for the network.
        offset: Offset that stands behind each time, see `headings.offset_of`.
    """

    normaliser = "calls"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("parties", "from"),
        "called": ("parties", "to"),
        "start": ("time", "received"),
        "duration": ("duration",),
        "type": ("direction", "type", "status"),
        "status": ("status",),
        "deleted": ("recovery", "deleted"),
    }

    def __init__(self, app: str, offset: str) -> None:
        self._app, self._offset = app, offset
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per call and other party."""
        self.counted += cells.size
        app = pa.repeat(self._app, cells.size)
        outcome = ends.first_filled(*(cells.each(c, _outcome) for c in ("status", "type", "direction")))
        said = ends.first_filled(*(cells.each(c, ends.side_of) for c in ("direction", "type")))
        found = ends.of(cells, app, said, pc.if_else(pc.equal(outcome, ""), "", "in"))
        type_ = pc.binary_join_element_wise("voice", outcome, found.side, " ")
        fields = found.take(
            {
                "start": recovered.with_offset(cells.text("time", "received"), self._offset),
                "end": recovered.with_offset(cells.text("end_time"), self._offset),
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
