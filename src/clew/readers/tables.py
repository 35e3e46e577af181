"""CSV, TSV, other separated text, XLSX, XLS and ODS: every table goes through one engine and a profile."""

from __future__ import annotations

from collections.abc import Iterator

from clew.errors import InputError
from clew.model.records import RAW_SEPARATOR
from clew.readers.engine import find, workbook
from clew.readers.engine.content import HTML, TEXT, looks_like
from clew.readers.engine.grid import Grid
from clew.readers.engine.textgrid import TextGrid
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally

_WORKBOOK_MARKS = (b"[Content_Types].xml", b"xl/", b"opendocument.spreadsheet")


def recognise(head: Head) -> float:
    """Score a file: workbooks by their container, text by whether it is text that is no other format."""
    kind = looks_like(head.data)
    if kind == "a zip archive":
        names = set(head.members)
        if names:
            return 0.6 if "xl/workbook.xml" in names or "content.xml" in names else 0.0
        return 0.6 if any(mark in head.data for mark in _WORKBOOK_MARKS) else 0.0
    if kind == "an old Office document":
        return 0.6
    return {TEXT: 0.4, HTML: 0.3}.get(kind, 0.0)


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield each table of the file as a part. Sheets that fit no layout are set aside whole when another one fits.

    Raises:
        InputError: nothing in the file can be read as a table, or no layout fits.
    """
    with source.open() as stream:
        start = stream.read(8)
    if start[:2] == b"PK" or start == workbook.OLE:
        yield from _workbook(source, options)
        return
    grid = TextGrid(source)
    yield from _parts(grid, options, source.name, list(grid.encoding.warnings))


def _parts(grid: Grid, options: ReadOptions, where: str, notes: list[str]) -> Iterator[Part]:
    empty = True
    for table in find.tables(grid, options, where):
        empty = False
        table.tally.warnings[:0] = notes
        notes = []
        yield table.part(options)
    if empty and not grid.name:
        raise InputError("the file holds no rows", where=where, hint="check that the right file was exported")


def _workbook(source: Source, options: ReadOptions) -> Iterator[Part]:
    unknown: list[tuple[Grid, find.UnknownLayoutError, list[str]]] = []
    found = False
    for grid, notes in workbook.sheets(source):
        try:
            for part in _parts(grid, options, f"{source.name}, sheet {grid.name}", notes):
                found = True
                yield part
        except find.UnknownLayoutError as error:
            unknown.append((grid, error, notes))
    if not found:
        if unknown:
            raise unknown[0][1]
        raise InputError("the workbook holds no rows", where=source.name, hint="check that the right file was exported")
    for strange, problem, notes in unknown:
        yield _set_aside(strange, problem, notes)


def _set_aside(grid: Grid, error: find.UnknownLayoutError, notes: list[str]) -> Part:
    """A sheet no layout fits, beside one that was read: every row is kept in sight with the reason."""
    tally = Tally(warnings=[*notes, error.what])
    for number, row in enumerate(grid.window(0, 2**31), 1):
        if any(cell.strip() for cell in row):
            tally.read += 1
            tally.set_aside.append(SetAside(f"row {number}", error.what, RAW_SEPARATOR.join(row)))
    return Part(
        name=grid.name,
        profile="unknown",
        normaliser=error.proposal.normaliser,
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
