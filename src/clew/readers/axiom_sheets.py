"""Magnet AXIOM workbooks and CSV files: a sheet or file for each artifact, its header in the first row.

Headings of dates state zone and layout of their column; that is the mark the export is recognised by.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clew.errors import InputError
from clew.readers.axiom import headings, tables
from clew.readers.axiom.artifact import place
from clew.readers.engine import workbook
from clew.readers.engine.content import OFFICE, ZIP, looks_like
from clew.readers.engine.grid import Grid
from clew.readers.engine.textgrid import TextGrid
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source, Tally
from clew.readers.recognise import where
from clew.readers.sheets.heads import head_rows, stem

_WINDOW = 5


def recognise(head: Head) -> float:
    """Score a file by a heading that states the zone and layout of its dates."""
    stated = any(headings.states(cell) for rows in head_rows(head).values() for row in rows for cell in row)
    return 0.92 if stated else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield each artifact as a part.

    Raises:
        InputError: the file cannot be opened, or holds no artifact that is read.
    """
    found = False
    left: list[str] = []
    for artifact, grid, notes in _grids(source):
        rows = grid.window(0, _WINDOW)
        top = next((at for at, row in enumerate(rows) if sum(bool(cell.strip()) for cell in row) > 1), None)
        if top is None:
            continue
        sheet = place(artifact, rows[top], top + 1)
        if sheet is None:
            count = sum(len(slab.numbers) for slab in grid.slabs(top + 1, 1))
            left.append(f"artifact {artifact!r} ({count:,} rows) was not read: Clew does not know its kind")
            continue
        found = True
        yield tables.part(grid, sheet, artifact, rows[top], options, notes, "row")
    if not found:
        raise InputError(
            "no artifact of this file is one Clew reads",
            where=where(source),
            hint="read it as a table with --reader tables",
        )
    if left:
        yield Part(
            name="other artifacts", profile="axiom-left", normaliser="calls", evidence_type="handset",
            columns=(), fields={}, batches=iter(()), tally=Tally(warnings=left),
        )  # fmt: skip


def _grids(source: Source) -> Iterable[tuple[str, Grid, list[str]]]:
    if looks_like(source.start()) in (ZIP, OFFICE):
        return ((grid.name, grid, notes) for grid, notes in workbook.sheets(source))
    grid = TextGrid(source)
    return [(stem(source.name), grid, list(grid.encoding.warnings))]


READER = Reader(
    name="axiom-sheets",
    version="1",
    title="Magnet AXIOM: XLSX and CSV exports",
    recognise=recognise,
    read=read,
)
