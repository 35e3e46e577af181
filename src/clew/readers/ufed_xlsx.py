"""The spreadsheet report of Cellebrite Physical Analyzer: a workbook, one of its sheets alone, or one as CSV.

Its own mark is a header that begins with `#`, mostly below a title such as `Contacts (312)`. Sheets that repeat what
others hold (the timeline) are left alone, sheets nobody knows are named and counted; both are said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from clew.errors import InputError
from clew.readers.engine import workbook
from clew.readers.engine.content import OFFICE, ZIP, looks_like
from clew.readers.engine.grid import Grid
from clew.readers.engine.textgrid import TextGrid
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where
from clew.readers.sheets import parts, placed
from clew.readers.sheets.calls import Calls
from clew.readers.sheets.heads import head_rows, stem
from clew.readers.sheets.made import Layout
from clew.readers.sheets.messages import Messages
from clew.readers.sheets.placed import Placed
from clew.readers.sheets.places import Journeys, Locations, Surroundings
from clew.readers.sheets.vocabulary import load
from clew.readers.ufed_sheets.chats import Chats, Members
from clew.readers.ufed_sheets.contacts import Contacts
from clew.readers.ufed_sheets.device import Accounts, Statements

_LAYOUTS: dict[str, tuple[Callable[[], Layout], ...]] = {
    "calls": (Calls,),
    "chats": (Chats, Members),
    "instant_messages": (lambda: Messages("sms"),),
    "sms": (lambda: Messages("sms"),),
    "mms": (lambda: Messages("mms"),),
    "contacts": (Contacts,),
    "device_info": (Statements,),
    "sim_data": (Statements,),
    "accounts": (Accounts,),
    "locations": (Locations,),
    "journeys": (Journeys,),
    "cell_towers": (lambda: Surroundings("cell_towers"),),
    "wireless_networks": (lambda: Surroundings("wireless_networks"),),
}
_LEFT = {
    "timeline": "it repeats what the other sheets hold",
    "summary": "it holds no records",
    "emails": "Clew keeps no e-mails",
}


def recognise(head: Head) -> float:
    """Score a file by its sheets: a header that begins with the row's number, of a kind the program writes."""
    vocabulary = load("ufed_sheets")
    for name, rows in head_rows(head).items():
        if placed.left_alone(name, vocabulary):
            continue
        found = placed.place(name, rows, vocabulary, is_text=not head.sheets)
        if found is not None and found.sure and {"number", "chat_number"} & found.places.keys():
            return 0.92
    return 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield each sheet as a part, and the members of group chats as one more.

    Raises:
        InputError: the file cannot be opened, or no sheet is one the program writes.
    """
    found = False
    left: list[str] = []
    vocabulary = load("ufed_sheets")
    for grid, notes in _grids(source):
        is_text = isinstance(grid, TextGrid)
        name = stem(source.name) if is_text else grid.name
        left_alone = placed.left_alone(name, vocabulary)
        rows = grid.window(0, placed.WINDOW)
        sheet = None if left_alone else placed.place(name, rows, vocabulary, is_text=is_text)
        if sheet is None:
            left += _left(grid, left_alone)
            continue
        found = True
        yield from _parts(grid, sheet, notes, options)
    if not found:
        raise InputError(
            "no sheet of this file is one of a Physical Analyzer report",
            where=where(source),
            hint="read it as a table with --reader tables",
        )
    if left:
        yield Part(
            name="other sheets", profile="ufed-xlsx-left", normaliser="calls", evidence_type="handset",
            columns=(), fields={}, batches=iter(()), tally=Tally(warnings=left),
        )  # fmt: skip


def _grids(source: Source) -> Iterable[tuple[Grid, list[str]]]:
    if looks_like(source.start()) in (ZIP, OFFICE):
        return workbook.sheets(source)
    grid = TextGrid(source)
    return [(grid, list(grid.encoding.warnings))]


def _parts(grid: Grid, sheet: Placed, notes: list[str], options: ReadOptions) -> Iterator[Part]:
    profile = f"ufed-xlsx-{sheet.kind.name.replace('_', '-')}"
    for number, layout in enumerate(_LAYOUTS[sheet.kind.name]):
        name = profile if number == 0 else f"{profile}-members"
        yield parts.part(grid, sheet, layout(), name, options, notes=notes if number == 0 else [])


def _left(grid: Grid, reason: str) -> list[str]:
    rows = sum(len(slab.numbers) for slab in grid.slabs(0, 1))
    if rows == 0:
        return []
    named = f"sheet {grid.name!r} ({rows:,} rows)"
    if reason:
        return [f"{named} was left alone: {_LEFT[reason]}"]
    return [f"{named} was not read: Clew does not know this kind of sheet; read it alone with --reader tables"]


READER = Reader(
    name="ufed-xlsx",
    version="1",
    title="Cellebrite Physical Analyzer: spreadsheet report (XLSX, CSV)",
    recognise=recognise,
    read=read,
)
