"""Oxygen Forensic workbooks and CSV, as far as they are documented: calls, messages, contacts, the device.

Recognised by headings that no other program writes: `Phones & Emails`, or `Time stamp (UTC 0)` beside `Details`. What
no field is for stays in the row's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from clew.errors import InputError
from clew.readers.engine import workbook
from clew.readers.engine.content import OFFICE, ZIP, looks_like
from clew.readers.engine.grid import Grid
from clew.readers.engine.textgrid import TextGrid
from clew.readers.engine.titles import normalise
from clew.readers.oxygen.rows import Calls, Contacts, Device, Messages
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where
from clew.readers.sheets import parts, placed
from clew.readers.sheets.heads import head_rows, stem
from clew.readers.sheets.made import Layout
from clew.readers.sheets.vocabulary import load

_LAYOUTS: dict[str, Callable[[], Layout]] = {
    "calls": Calls,
    "messages": lambda: Messages("sms"),
    "contacts": Contacts,
    "device": Device,
}
_OLD_MARKS = (b"Contact", b"Phones & Emails")
_STAMP = re.compile(r"time stamp \(utc\s*(?P<offset>[+-]?\d{1,2})?(?::00)?\)", re.IGNORECASE)


def recognise(head: Head) -> float:
    """Score a file by headings only this program is known to write."""
    if looks_like(head.data) == OFFICE:
        # The texts of an old workbook stand together near its beginning, in the order of the sheets.
        return 0.91 if all(mark in head.data for mark in _OLD_MARKS) else 0.0
    for rows in head_rows(head).values():
        for row in rows:
            known = {normalise(cell) for cell in row}
            stamped = any(_STAMP.fullmatch(cell.strip()) for cell in row)
            if {"phones emails", "contact"} <= known or (stamped and {"details", "direction"} <= known):
                return 0.91
    return 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield each sheet that is known as a part.

    Raises:
        InputError: the file cannot be opened, or no sheet is known.
    """
    found = False
    left: list[str] = []
    for grid, notes in _grids(source):
        rows = grid.window(0, placed.WINDOW)
        is_text = isinstance(grid, TextGrid)
        name = stem(source.name) if is_text else grid.name
        sheet = placed.place(name, rows, load("oxygen_sheets"), _plain, is_text=is_text)
        if sheet is None:
            count = sum(len(slab.numbers) for slab in grid.slabs(0, 1))
            left += [f"sheet {grid.name!r} ({count:,} rows) was not read: Clew does not know its columns"] * bool(count)
            continue
        found = True
        layout = _LAYOUTS[sheet.kind.name]()
        profile = f"oxygen-{sheet.kind.name}"
        yield parts.part(grid, sheet, layout, profile, options, notes=notes, meta=_zone(sheet.titles))
    if not found:
        raise InputError(
            "no sheet of this file is one of an Oxygen report that Clew knows",
            where=where(source),
            hint="read it as a table with --reader tables",
        )
    if left:
        yield Part(
            name="other sheets", profile="oxygen-left", normaliser="calls", evidence_type="handset",
            columns=(), fields={}, batches=iter(()), tally=Tally(warnings=left),
        )  # fmt: skip


def _plain(title: str) -> str:
    return "Time stamp" if _STAMP.fullmatch(title.strip()) else title


def _zone(titles: list[str]) -> dict[str, str]:
    """Return the zone the heading of times states."""
    for title in titles:
        found = _STAMP.fullmatch(title.strip())
        if found:
            hours = int(found["offset"] or 0)
            # Names of such zones count the other way: UTC+1 is Etc/GMT-1.
            return {"timezone": "UTC" if hours == 0 else f"Etc/GMT{-hours:+d}"}
    return {}


def _grids(source: Source) -> Iterable[tuple[Grid, list[str]]]:
    if looks_like(source.start()) in (ZIP, OFFICE):
        return workbook.sheets(source)
    grid = TextGrid(source)
    return [(grid, list(grid.encoding.warnings))]


READER = Reader(
    name="oxygen-sheets",
    version="1",
    title="Oxygen Forensic: XLSX, XLS and CSV exports, as far as known",
    recognise=recognise,
    read=read,
)
