"""Contacts of an XRY text export."""

from __future__ import annotations

from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import words
from clew.readers.sheets.cells import Cells, pairs
from clew.readers.sheets.made import Made


class Contacts:
    """Rows of an address book."""

    normaliser = "contacts"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "display_name": ("name",),
        "organisation": ("organisation",),
        "phone": ("phone",),
        "email": ("email",),
        "messaging": ("account",),
        "address": ("address",),
        "note": ("note", "storage"),
        "deleted": ("deleted",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per contact."""
        self.counted += cells.size
        app = cells.each("source", words.app_of)
        stored = cells.each("storage", lambda text: f"stored in: {text}" if text else "")
        note = pc.utf8_trim_whitespace(pc.binary_join_element_wise(cells.text("note"), stored, "\n"))
        same: dict[str, pa.Array] = {c: cells.text(c) for c in ("organisation", "phone", "email", "address")}
        return Made(
            {
                "display_name": cells.text("name"),
                **same,
                "messaging": pairs(cells.text("account"), app, _accounts),
                "note": note,
                "deleted": cells.each("deleted", words.deleted),
            }
        )


def _accounts(cell: str, app: str) -> str:
    return "\n".join(
        line if "@" in line else f"{words.service(app)}:{line.replace(' ', '')}" for line in cell.split("\n") if line
    )
