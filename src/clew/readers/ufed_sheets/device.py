"""`Device Info` and `SIM Data`: a row per statement; `User Accounts`: a row per account, its entries in one cell."""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.engine.titles import normalise
from clew.readers.sheets import entries, words
from clew.readers.sheets.cells import Cells, pairs, spread
from clew.readers.sheets.made import Made

#: Numbers at the end of a statement's name: `MSISDN 1`, `IMEI2`.
_COUNTED = re.compile(r"\s*\d+$")


class Statements:
    """Names and values; a name nobody knows stays the name of a property."""

    normaliser = "devices"
    several = False
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "kind": ("name",),
        "value": ("value",),
        "label": ("name",),
        "source": ("source",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per statement that has a value."""
        self.counted += cells.size
        value = cells.text("value")
        empty = np.flatnonzero(np.asarray(pc.equal(value, "")))
        return Made(
            {
                "kind": cells.each("name", kind_of),
                "value": value,
                "label": cells.text("name"),
                "source": cells.text("source", "category", "device"),
            },
            aside={int(at): "a name without a value" for at in empty},
        )


class Accounts:
    """Accounts of the telephone's user: the user name, and every number and address among the entries."""

    normaliser = "devices"
    several = True
    shown: ClassVar[dict[str, tuple[str, ...]]] = {
        "kind": ("username", "entries"),
        "value": ("username", "entries"),
        "label": ("service_type",),
        "source": ("source",),
        "from": ("start_time",),
    }

    def __init__(self) -> None:
        self.counted = 0

    def make(self, cells: Cells) -> Made:
        """Return a row per identifier of an account."""
        self.counted += cells.size
        app = cells.each("service_type", words.app_of)
        app = pc.if_else(pc.equal(app, ""), cells.each("source", words.app_of), app)
        known = [cells.text("username"), cells.text("entries"), cells.text("name"), app]
        found = spread(pc.binary_join_element_wise(*known, "\x1f"), lambda text: _identifiers(*text.split("\x1f")), 2)
        at = pa.array(found.at)
        kind, value = found.columns
        without = np.setdiff1d(np.arange(cells.size), found.at)
        return Made(
            {
                "kind": kind,
                "value": value,
                "label": pairs(app, cells.text("name"), lambda one, other: " ".join((one, other)).strip()).take(at),
                "source": cells.text("source").take(at),
                "from": cells.text("start_time").take(at),
            },
            at=found.at,
            tails=pa.array(["" if nth == 0 else f", entry {nth + 1}" for nth in found.nth.tolist()], pa.string()),
            row_is_for=value,
            aside={int(row): "an account without a user name or identifier" for row in without},
        )


def kind_of(name: str) -> str:
    """Return the kind of a statement by its name, else the name as the name of a property."""
    plain = normalise(_COUNTED.sub("", normalise(name)))
    known = words.table("device")
    if plain in known:
        return known[plain]
    begins = next((kind for word, kind in known.items() if plain.startswith(f"{word} ")), "")
    return begins or next((kind for word, kind in known.items() if plain.endswith(f" {word}")), plain)


def _identifiers(username: str, cell: str, name: str, app: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    if username:
        found.append(_identifier(username, app))
    phones, emails, messaging, _, _ = entries.parse(cell, app)
    for kind, texts in (("phone", phones), ("email", emails), ("messaging", messaging)):
        found += [(kind, text) for text in texts.split("\n") if text]
    if not found and name:
        found.append(("alias", name))
    return list(dict.fromkeys(found))


def _identifier(username: str, app: str) -> tuple[str, str]:
    if re.fullmatch(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", username) and "@s.whatsapp" not in username:
        return "email", username
    party = words.party(username, app)
    if "@" in party or words.is_number(party):
        return "phone", party
    return "messaging", party if ":" in party else f"{words.service(app)}:{party}"
