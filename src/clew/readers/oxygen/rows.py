"""Calls, messages, contacts and the device in an Oxygen workbook; the shared rules, after its cells are taken apart."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pyarrow.compute as pc

from clew.readers.oxygen import lines
from clew.readers.sheets import calls, messages, recovered, words
from clew.readers.sheets.cells import Cells, each
from clew.readers.sheets.made import Made
from clew.readers.ufed_sheets.device import kind_of


class Calls(calls.Calls):
    """Rows of calls and of the event log."""

    def make(self, cells: Cells) -> Made:
        """Return a row per call and other party."""
        _take_apart(cells)
        return super().make(cells)


class Messages(messages.Messages):
    """Rows of messages."""

    def make(self, cells: Cells) -> Made:
        """Return a row per message."""
        _take_apart(cells)
        return super().make(cells)


class Contacts:
    """Rows of address books: names in one cell of labelled lines, numbers and accounts in others."""

    normaliser = "contacts"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "display_name": ("contact",),
        "organisation": ("organisations",),
        "phone": ("phones",),
        "email": ("phones",),
        "messaging": ("internet",),
        "address": ("addresses",),
        "note": ("other",),
        "deleted": ("deleted",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per contact."""
        self.counted += cells.size
        reached = pc.binary_join_element_wise(cells.text("phones"), cells.text("internet"), "\n")
        return Made(
            {
                "display_name": cells.each("contact", lines.name),
                "organisation": cells.text("organisations"),
                "phone": cells.each("phones", lines.phones),
                "email": each(reached, lines.emails),
                "messaging": cells.each("internet", lines.accounts),
                "address": cells.text("addresses"),
                "note": cells.text("other"),
                "deleted": recovered.deleted(cells),
            }
        )


class Device:
    """Names and values about the telephone."""

    normaliser = "devices"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {"kind": ("label",), "value": ("value",), "label": ("label",)}

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per statement."""
        self.counted += cells.size
        empty = np.flatnonzero(np.asarray(pc.equal(cells.text("value"), "")))
        return Made(
            {
                "kind": cells.each("label", kind_of),
                "value": cells.text("value"),
                "label": cells.text("label"),
                "source": cells.text("source"),
            },
            aside={int(at): "a name without a value" for at in empty},
        )


def _take_apart(cells: Cells) -> None:
    """Write who a cell names the way the shared rules read it, and look for an outcome among the details."""
    for column in ("from", "to", "parties"):
        if cells.has(column):
            cells.replace(column, cells.each(column, lines.party))
    if cells.has("details"):
        said = cells.each("details", _outcome)
        own = cells.text("status")
        cells.replace("status", pc.if_else(pc.equal(own, ""), said, own))


def _outcome(details: str) -> str:
    values = (value for _, value in lines.lines(details))
    return next((value for value in values if words.meaning("outcome", value)), "")
