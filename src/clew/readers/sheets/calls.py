"""Call logs: a row per call, its parties in one cell or in two."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, times, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made


class Calls:
    """Rows of the call log."""

    normaliser = "calls"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "caller": ("parties", "from"),
        "called": ("parties", "to"),
        "start": ("time", "clock", "date"),
        "duration": ("duration",),
        "type": ("direction",),
        "app": ("source",),
        "status": ("status",),
        "deleted": ("deleted",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per call and other party."""
        self.counted += cells.size
        app = cells.each("source", words.app_of)
        outcome = ends.first_filled(*(cells.each(column, _outcome) for column in ("status", "type", "direction")))
        said = ends.first_filled(*(cells.each(column, ends.side_of) for column in ("direction", "type")))
        # An attempt that nobody says the owner made was made by the other end.
        attempt = pc.if_else(pc.equal(outcome, ""), "", "in")
        found = ends.of(cells, app, said, attempt)
        fields = found.take(
            {
                "start": times.start(cells),
                "duration": cells.text("duration"),
                "type": pc.replace_substring(pc.binary_join_element_wise("voice", outcome, found.side, " "), "  ", " "),
                "app": app,
                "status": cells.text("status"),
                "network": cells.text("network"),
                "deleted": cells.each("deleted", words.deleted),
            }
        )
        named = cells.text("name").take(pa.array(found.at))
        fields["contact_name"] = ends.first_filled(fields["contact_name"], named)
        return Made(fields, at=found.at, tails=found.tails, row_is_for=found.row_is_for)


def _outcome(text: str) -> str:
    return words.meaning("outcome", text)
