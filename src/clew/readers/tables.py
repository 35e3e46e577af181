"""CSV, TSV, other separated text, XLSX, XLS and ODS: every table goes through one engine and a profile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from clew.errors import InputError
from clew.model.records import RAW_SEPARATOR
from clew.readers.engine import find, webpage, workbook
from clew.readers.engine.content import HTML, OFFICE, TEXT, ZIP, looks_like
from clew.readers.engine.grid import Grid
from clew.readers.engine.textgrid import TextGrid
from clew.readers.engine.unknown import UnknownLayoutError
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

_WORKBOOKS = (ZIP, OFFICE)
_ALL = 1 << 40
_WORKBOOK_MARKS = (b"[Content_Types].xml", b"xl/", b"opendocument.spreadsheet")


def recognise(head: Head) -> float:
    """Score a file: workbooks by their container, text by whether it is text that is no other format."""
    kind = looks_like(head.data)
    if kind == ZIP:
        names = set(head.members)
        if names:
            return 0.6 if {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} & names else 0.0
        return 0.6 if any(mark in head.data for mark in _WORKBOOK_MARKS) else 0.0
    if kind == OFFICE:
        return 0.6
    return {TEXT: 0.4, HTML: 0.3}.get(kind, 0.0)


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield each table of the file as a part. Sheets that fit no layout are set aside whole when another one fits.

    Raises:
        InputError: nothing in the file can be read as a table, or no layout fits.
    """
    kind = looks_like(source.start())
    if kind in _WORKBOOKS:
        yield from _sheets(source, options, workbook.sheets(source))
    elif kind == HTML:
        yield from _sheets(source, options, ((grid, []) for grid in webpage.grids(source)))
    else:
        grid = TextGrid(source)
        notes = list(grid.encoding.warnings)
        empty = True
        for part in _parts(grid, options, where(source), notes):
            empty = False
            yield part
        if empty:
            raise _no_rows(source)


def _parts(grid: Grid, options: ReadOptions, place: str, notes: list[str]) -> Iterator[Part]:
    number = 0
    try:
        for number, table in enumerate(find.tables(grid, options, place), 1):
            if number == 1:
                table.tally.warnings += notes
            yield table.part(options)
    except UnknownLayoutError as error:
        if number == 0:
            raise
        yield _set_aside(grid, error, [])


def _sheets(source: Source, options: ReadOptions, sheets: Iterable[tuple[Grid, list[str]]]) -> Iterator[Part]:
    unknown: list[tuple[Grid, UnknownLayoutError, list[str]]] = []
    found = False
    for grid, notes in sheets:
        try:
            for part in _parts(grid, options, f"{where(source)}, sheet {grid.name}", notes):
                found = True
                yield part
        except UnknownLayoutError as error:
            unknown.append((grid, error, notes))
    if not found:
        raise unknown[0][1] if unknown else _no_rows(source)
    for strange, problem, notes in unknown:
        yield _set_aside(strange, problem, notes)


def _no_rows(source: Source) -> InputError:
    return InputError("the file holds no rows", where=where(source), hint="check that the right file was exported")


def _set_aside(grid: Grid, error: UnknownLayoutError, notes: list[str]) -> Part:
    """A sheet or table no layout fits, beside one that was read: every row is kept in sight with the reason."""
    tally = Tally(warnings=[*notes, error.what])
    for number, row in enumerate(grid.window(error.first, _ALL), error.first + 1):
        if any(cell.strip() for cell in row):
            tally.read += 1
            tally.set_aside.append(SetAside(f"row {number}", error.what, RAW_SEPARATOR.join(row)))
    return Part(
        name=grid.name,
        profile="unknown",
        normaliser=error.normaliser,
        evidence_type="report",
        columns=(),
        fields={},
        batches=iter(()),
        tally=tally,
    )


READER = Reader(
    name="tables",
    version="1",
    title="Tables: CSV, TSV, XLSX, XLS, ODS",
    recognise=recognise,
    read=read,
)
