"""Contacts of AXIOM: names, numbers and accounts in columns of their own."""

from __future__ import annotations

import re
from typing import ClassVar

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import ends, recovered, words
from clew.readers.sheets.cells import Cells
from clew.readers.sheets.made import Made

_BREAKS = re.compile(r"[\n;,|]+")
_LABEL = re.compile(r"^[^\d:+@]{1,30}:\s*")


class Contacts:
    """Rows of an address book.

    Args:
        app: App whose contacts they are, empty for the telephone's own.
    """

    normaliser = "contacts"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "display_name": ("display_name", "first_name", "last_name"),
        "organisation": ("organisations",),
        "phone": ("phones",),
        "email": ("emails",),
        "messaging": ("user",),
        "address": ("addresses",),
        "note": ("notes",),
        "deleted": ("recovery", "deleted"),
    }

    def __init__(self, app: str) -> None:
        self._app = app
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per contact."""
        self.counted += cells.size
        whole = pc.binary_join_element_wise(cells.text("first_name"), cells.text("last_name"), " ")
        return Made(
            {
                "display_name": ends.first_filled(cells.text("display_name"), pc.utf8_trim_whitespace(whole)),
                "organisation": cells.text("organisations"),
                "phone": cells.each("phones", values),
                "email": cells.each("emails", values),
                "messaging": self._accounts(cells),
                "address": cells.text("addresses"),
                "note": cells.text("notes"),
                "deleted": recovered.deleted(cells),
            }
        )

    def _accounts(self, cells: Cells) -> pa.Array:
        # An id of the telephone's own address book is a number in a database and nobody's account.
        if not self._app:
            return pa.repeat("", cells.size)
        return cells.each("user", lambda text: account(text, self._app))


def values(cell: str) -> str:
    """Return the numbers or addresses of a cell, a line each, without labels such as `Mobile:`."""
    pieces = (_LABEL.sub("", piece.strip()) for piece in _BREAKS.split(cell))
    return "\n".join(piece for piece in pieces if piece)


def account(text: str, app: str) -> str:
    """Return an account of an app as `service:user`, an address of its own as it stands."""
    if not text:
        return ""
    if "@" in text:
        return text
    return f"{words.service(app)}:{text.replace(' ', '')}"
