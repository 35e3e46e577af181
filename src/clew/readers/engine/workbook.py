"""Workbooks as grids: XLSX, XLS and ODS through calamine, and the web pages some programs save as `.xls`.

calamine gives rows from row 1 on (`iter_rows`; its `to_python` skips empty rows at the top unless told not to)
and reserves the whole used range at once: a sheet whose last cell is XFD1048576 would end the process.
`xlsxguard` looks before, and for XLS `oleguard` and `biffguard` do.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from clew.errors import InputError
from clew.readers.engine import biffguard, oleguard, xlsxguard
from clew.readers.engine.sheetgrid import EMPTY_ROWS_END, SheetGrid
from clew.readers.reader import Source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LARGEST_WORKBOOK = 1 << 30


def sheets(source: Source) -> Iterator[tuple[SheetGrid, list[str]]]:
    """Yield each sheet with what people should know about it (hidden, cut, merged).

    Raises:
        InputError: the workbook is encrypted, damaged, or would not fit in memory.
    """
    import python_calamine as calamine

    data = _bytes(source)
    if data.startswith(OLE) and _ENCRYPTED in data:
        raise _encrypted(source)
    if data.startswith(OLE):
        oleguard.check(data, source.name)
        biffguard.check(oleguard.stream(data, "Workbook", "Book"), source.name)
    known: dict[str, list[str]] = {}
    if data[:2] == b"PK":
        data, known = xlsxguard.checked(data, source.name)
    with _damage_told("the workbook cannot be opened", source):
        try:
            book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        except calamine.PasswordError as error:
            raise _encrypted(source) from error
    for sheet in book.sheets_metadata:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        notes = list(known.get(sheet.name, []))
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            notes.append("this sheet is hidden in the workbook")
        with _damage_told(f"the sheet {sheet.name!r} is damaged", source):
            grid = _grid(book.get_sheet_by_name(sheet.name), notes)
        yield grid, notes


@contextmanager
def _damage_told(what: str, source: Source) -> Iterator[None]:
    """Say of whatever calamine raises that the workbook is damaged: several unrelated types, and panics of its own.

    Raises:
        InputError: instead of what calamine raises.
    """
    try:
        yield
    except (InputError, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:  # a panic is no Exception, and would end the process
        raise InputError(
            f"{what}: {error}",
            where=source.name,
            hint="open it in a spreadsheet and save a copy, or the other sheets as CSV",
        ) from error


def _bytes(source: Source) -> bytes:
    with source.open() as stream:
        data = stream.read(_LARGEST_WORKBOOK + 1)
    if len(data) > _LARGEST_WORKBOOK:
        raise InputError("the workbook is larger than 1 GiB", where=source.name, hint="save its sheets as CSV")
    return data


def _encrypted(source: Source) -> InputError:
    return InputError(
        "the workbook is protected by a password",
        where=source.name,
        hint="open it with its password, save a copy without one, and load both: the copy names the original",
    )


def _grid(sheet: Any, notes: list[str]) -> SheetGrid:
    before = [""] * (sheet.start[1] if sheet.start else 0)  # calamine leaves out empty columns on the left
    rows: list[list[Any]] = []
    empty = 0
    for row in sheet.iter_rows():
        rows.append([*before, *row] if before else row)
        empty = empty + 1 if row[0] == "" and row.count("") == len(row) else 0
        if empty == EMPTY_ROWS_END:
            notes.append(f"reading ended at row {len(rows) - empty:,}: {empty:,} empty rows follow")
            break
    del rows[len(rows) - empty :]
    if sheet.merged_cell_ranges:
        _carry_down(rows, sheet.merged_cell_ranges, notes)
    return SheetGrid(sheet.name, rows)


def _carry_down(rows: list[list[Any]], merged: list[Any], notes: list[str]) -> None:
    """A cell merged over several rows holds for each of them: families share an address cell."""
    carried = 0
    for (top, left), (bottom, _) in merged:
        value = rows[top][left] if top < len(rows) and left < len(rows[top]) else ""
        for row in rows[top + 1 : bottom + 1]:
            if value != "" and row[left] == "":
                row[left] = value
                carried += 1
    if carried:
        notes.append(f"{carried} cells below merged cells were given the merged value")
