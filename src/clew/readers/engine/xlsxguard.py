"""Look at an XLSX or ODS before calamine does: refuse bombs, cut used ranges that exist only in name.

A workbook is a zip. Its parts are expanded once, in pieces and without keeping them, because sizes
in a zip's directory can lie. calamine reserves memory for rows times columns of the used range
before it gives out a single cell, and a failed reservation ends the process: a cell in XFD1048576
asks for half a terabyte. So rows far below the table are cut off here, and a sheet that stays too
large is refused. Rows and cells say where they are, in any order, and each is believed.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field

from clew.errors import InputError
from clew.readers.engine.bombs import BombError, Budget, check_ratio
from clew.readers.engine.xlsxsheets import DAMAGED, sheet_names

#: A sheet is taken to end where so many row numbers are missing in succession.
MISSING_ROWS_END = 1000
#: Cells of one sheet's used range; calamine takes about 32 bytes for each.
MOST_CELLS = 64_000_000
_EXPANDED_TOTAL = 8 << 30
_PIECE = 1 << 20
_OVERLAP = 256

_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]{0,200}?\br=["'](\d{1,8})["']""")
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]{0,200}?\bhidden="(?:1|true)"')
_HIDDEN_COLUMN = re.compile(rb'<(?:\w+:)?col\b[^>]{0,200}?\bhidden="(?:1|true)"')
_SHEET = re.compile(rb"<(?:\w+:)?sheetData\b")
_GAP = re.compile(rb"r\s+=\s*|r=\s+")
# What begins with letters is found ten times as fast as what begins with a boundary: that is looked for behind them.
_FAR_RIGHT = re.compile(rb"""r=(?<=\sr=)["']([A-Za-z]{2,})\d""")
_FAR_BELOW = rb"""r=(?<=\sr=)["'][A-Za-z]{0,3}(\d{%d,})"""
#: The last cell a sheet can have is XFD1048576.
_MOST_LETTERS, _MOST_DIGITS = 3, 7
_CELL_OUTSIDE = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^<>]*?\br=["']([A-Za-z]{4,}\d|[A-Za-z]*\d{8})""")


@dataclass(slots=True)
class _Range:
    last_row: int = 0
    last_column: int = 26
    hidden: set[str] = field(default_factory=set)


def checked(data: bytes, where: str) -> tuple[bytes, dict[str, list[str]]]:
    """Return the workbook's bytes, safe to open, and by sheet name what people should know of it.

    Args:
        data: The whole file.
        where: Its name, for errors.

    Raises:
        InputError: it is no readable zip, it expands beyond all reason, or a sheet's used range is too large.
    """
    cuts: dict[str, bytes] = {}
    notes: dict[str, list[str]] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(name.lower() == "xl/workbook.bin" for name in archive.namelist()):
                raise InputError(
                    "the workbook is in binary form (XLSB)",
                    where=where,
                    hint="open it in a spreadsheet, save a copy as XLSX, and load both: the copy names the original",
                )
            budget = Budget(_EXPANDED_TOTAL)
            names = sheet_names(archive)
            for entry in archive.infolist():
                used = _look(archive, entry, budget)
                name = names.get(entry.filename, "")
                if used.last_row * used.last_column > MOST_CELLS:
                    cuts[entry.filename] = _cut(archive.read(entry), entry.filename, where)
                    notes.setdefault(name, []).append("rows far below the table were cut off")
                notes.setdefault(name, []).extend(f"{what} are hidden and were read" for what in sorted(used.hidden))
            return (_rebuilt(archive, cuts) if cuts else data), notes
    except BombError as error:
        raise InputError(
            f"the workbook is refused: {error}", where=where, hint="leave it out, or have it examined in isolation"
        ) from error
    except (*DAMAGED, ValueError) as error:
        raise InputError(
            f"the workbook is damaged: {error}", where=where, hint="open it in a spreadsheet and save a copy"
        ) from error


def _look(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, budget: Budget) -> _Range:
    """Expand a part for its real size; for a sheet, note how far down and right its cells reach."""
    used, digits, is_sheet = _Range(), 0, False
    while digits != _digits_that_matter(used):  # again when a later piece shows that the sheet is wide
        digits = _digits_that_matter(used)
        size, tail = 0, b""
        with archive.open(entry) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                check_ratio(size, entry.compress_size)
                text = tail + piece
                # Which parts are sheets is for other parts to say, which may be damaged.
                is_sheet = is_sheet or _SHEET.search(text) is not None
                if is_sheet:
                    _reach(text, used)
                tail = text[-_OVERLAP:]
    budget.spend(size, entry.compress_size)
    return used


def _reach(text: bytes, used: _Range) -> None:
    if b'hidden="' in text:
        used.hidden |= {
            what for what, form in (("rows", _HIDDEN_ROW), ("columns", _HIDDEN_COLUMN)) if form.search(text)
        }
    if _GAP.search(text):
        text = _GAP.sub(b"r=", text)
    columns = set(_FAR_RIGHT.findall(text))
    used.last_column = max([used.last_column, *(_column_number(c) for c in columns if len(c) <= _MOST_LETTERS)])
    rows = set(re.findall(_FAR_BELOW % _digits_that_matter(used), text))
    used.last_row = max([used.last_row, *(int(r) for r in rows if len(r) <= _MOST_DIGITS)])
    outside = any(len(c) > _MOST_LETTERS for c in columns) or any(len(r) > _MOST_DIGITS for r in rows)
    if outside and (cell := _CELL_OUTSIDE.search(text)):
        raise ValueError(f"a row or cell lies outside of any sheet: {cell[1][:20].decode()}...")


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _digits_that_matter(used: _Range) -> int:
    """Return how many digits a row number has that would make the range too large; most cells are passed over."""
    return len(str(MOST_CELLS // used.last_column))


def _cut(sheet: bytes, name: str, where: str) -> bytes:
    """Cut a sheet's XML where row numbers leap; refuse it when what is left is still too large."""
    last, kept, used = 0, len(sheet), _Range()
    for match in _ROW.finditer(sheet):
        number = int(match.group(1))
        if number - last > MISSING_ROWS_END:
            kept = match.start()
            break
        last = max(last, number)
    left = sheet[:kept]
    _reach(left, used)
    if used.last_row * used.last_column > MOST_CELLS:
        raise InputError(
            f"a sheet spans {used.last_row:,} rows and {used.last_column:,} columns, too many to hold",
            where=f"{where}, {name}",
            hint="delete the empty rows and columns around the table, or save the sheet as CSV",
        )
    if kept == len(sheet):
        return sheet
    end = sheet.find(b"</", sheet.rfind(b"</", 0, sheet.find(b"sheetData>", kept)))
    return left + sheet[end:]


def _rebuilt(archive: zipfile.ZipFile, cuts: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry.filename, cuts.get(entry.filename) or archive.read(entry))
    return target.getvalue()
