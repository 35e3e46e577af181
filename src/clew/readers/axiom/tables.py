"""Which layout the rows of an artifact get; the same for sheets and for XML."""

from __future__ import annotations

from collections.abc import Callable

from clew.readers.axiom.artifact import app_of
from clew.readers.axiom.contacts import Contacts
from clew.readers.axiom.device import Device
from clew.readers.axiom.headings import facts, offset_of
from clew.readers.engine.grid import Grid
from clew.readers.reader import Part, ReadOptions
from clew.readers.sheets import parts
from clew.readers.sheets.calls import Calls
from clew.readers.sheets.made import Layout
from clew.readers.sheets.messages import Messages
from clew.readers.sheets.placed import Placed
from clew.readers.sheets.places import Locations, Surroundings

_LAYOUTS: dict[str, Callable[[str, str, str], Layout]] = {
    "calls": lambda artifact, app, offset: Calls(app, offset),
    "messages": lambda artifact, app, offset: Messages("sms", app, offset),
    "contacts": lambda artifact, app, offset: Contacts(app),
    "device": lambda artifact, app, offset: Device(app, artifact),
    "locations": lambda artifact, app, offset: Locations(),
    "cell_towers": lambda artifact, app, offset: Surroundings("cell_towers"),
    "wireless_networks": lambda artifact, app, offset: Surroundings("wireless_networks"),
}


def part(
    grid: Grid, sheet: Placed, artifact: str, header: list[str], options: ReadOptions, notes: list[str], unit: str
) -> Part:
    """Return an artifact as a part.

    Args:
        grid: Its rows.
        sheet: Its kind and columns.
        artifact: Its name.
        header: Headings that may state zone and layout.
        options: Batch size.
        notes: What people should know of it.
        unit: What people call a row.
    """
    kind = sheet.kind.name
    return parts.part(
        grid,
        sheet,
        _LAYOUTS[kind](artifact, app_of(artifact), offset_of(header)),
        f"axiom-{kind.replace('_', '-')}",
        options,
        notes=notes,
        meta=facts(header),
        unit=unit,
    )
