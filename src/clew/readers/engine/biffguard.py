"""Look at the records of an old workbook (XLS) before calamine does: refuse sheets that are large in name only.

calamine reserves memory for what the DIMENSIONS record of a sheet claims, and for the range its cells span; a failed
reservation ends the process. Layout of records: MS-XLS 2.1.4, Dimensions 2.4.90, cells 2.5.13.
"""

from __future__ import annotations

import struct

from clew.errors import InputError
from clew.readers.engine.xlsxguard import MOST_CELLS

#: FORMULA, MULRK, MULBLANK, RSTRING, LABELSST, BLANK, NUMBER, LABEL, BOOLERR, RK: each begins with row and column.
_CELLS = frozenset((0x06, 0xBD, 0xBE, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E))
_SEVERAL = (0xBD, 0xBE)
_DIMENSIONS, _SHEET, _END = 0x200, 0x85, 0x0A
_LAST_COLUMN = 255
#: Sheets may begin anywhere, each in another's middle; no true workbook has so many records.
_MOST_RECORDS = 50_000_000


def check(stream: bytes, where: str) -> None:
    """Raise `InputError` when a sheet claims more than it can hold.

    Args:
        stream: The stream `Workbook` or `Book` of the file.
        where: Name of the file, for errors.
    """
    sheets: set[int] = set()
    left = _walk(stream, 0, _MOST_RECORDS, sheets, where)
    for place in sorted(sheets):
        left = _walk(stream, place, left, set(), where)


def _walk(stream: bytes, place: int, left: int, sheets: set[int], where: str) -> int:
    """Go through records up to the one that ends them; returns how many more may be looked at."""
    end, header = len(stream), struct.Struct("<HH").unpack_from
    while place + 4 <= end:
        kind, size = header(stream, place)
        place += 4
        if kind in _CELLS and size >= 4 and place + size <= end:
            column = header(stream, place + (size - 4 if kind in _SEVERAL else 0))[1]
            if column > _LAST_COLUMN:
                raise _refused(f"a cell stands in column {column + 1:,}", where)
        elif kind == _DIMENSIONS:
            _check_dimensions(stream[place : place + size], where)
        elif kind == _SHEET and place + 4 <= end:
            sheets.add(struct.unpack_from("<I", stream, place)[0])
        elif kind == _END:
            break
        place += size
        left -= 1
        if left < 0:
            raise _refused("its sheets lie in one another", where)
    return left


def _check_dimensions(record: bytes, where: str) -> None:
    form = {10: "<HHHH2x", 14: "<IIHH2x"}.get(len(record))
    if form is None:
        return
    first_row, end_row, first_column, end_column = struct.unpack(form, record)
    # calamine counts in 32 bits: an end before its beginning is not less than nothing, but four thousand million.
    rows, columns = ((end - first) % (1 << 32) for first, end in ((first_row, end_row), (first_column, end_column)))
    if end_row and end_column and rows * columns > MOST_CELLS:
        raise _refused(f"a sheet claims {rows:,} rows and {columns:,} columns", where)


def _refused(why: str, where: str) -> InputError:
    return InputError(
        f"the workbook is damaged: {why}", where=where, hint="open it in a spreadsheet and save a copy as XLSX"
    )
