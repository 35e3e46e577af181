"""`Contacts`: a row per saved name, its numbers and accounts in one cell of many lines."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import entries, words
from clew.readers.sheets.cells import Cells, spread
from clew.readers.sheets.made import Made

_COLLECTED = "collected by the telephone itself (Recents), not saved by hand"


class Contacts:
    """Rows of the address books."""

    normaliser = "contacts"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "display_name": ("name",),
        "organisation": ("organisations",),
        "phone": ("entries",),
        "email": ("entries",),
        "messaging": ("entries",),
        "address": ("addresses",),
        "note": ("notes",),
        "deleted": ("deleted",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per contact."""
        self.counted += cells.size
        app = cells.each("source", words.app_of)
        joined = pc.binary_join_element_wise(cells.text("entries"), app, "\x1f")
        found = spread(joined, lambda text: [entries.parse(*text.split("\x1f"))], entries.WIDTH).columns
        weak = cells.each("source", _collected)
        note = pc.binary_join_element_wise(cells.text("notes"), weak, found[entries.WEB], found[entries.OTHER], "\n")
        return Made(
            {
                "display_name": cells.text("name"),
                "organisation": cells.text("organisations"),
                "phone": _both(found[entries.PHONE], cells.text("phones")),
                "email": _both(found[entries.EMAIL], cells.text("emails")),
                "messaging": found[entries.MESSAGING],
                "address": cells.text("addresses"),
                "note": pc.utf8_trim_whitespace(pc.replace_substring_regex(note, r"\n+", "\n")),
                "deleted": cells.each("deleted", words.deleted),
            }
        )


def _collected(source: str) -> str:
    return _COLLECTED if words.meaning("recents", source) else ""


def _both(one: pa.Array, other: pa.Array) -> pa.Array:
    return pc.utf8_trim_whitespace(pc.binary_join_element_wise(one, other, "\n"))
