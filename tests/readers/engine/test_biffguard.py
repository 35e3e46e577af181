"""Old workbooks whose sheets are large in name only: refused before memory for them ends the process."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import InputError
from clew.readers.engine import biffguard, oleguard
from clew.readers.engine.workbook import sheets
from clew.readers.reader import Source

DIMENSIONS, NUMBER_RK = 0x200, 0x27E


def book(path: Path, rows: int = 3) -> bytes:
    workbook = xlwt.Workbook()
    page = workbook.add_sheet("Calls")
    for row in range(rows):
        page.write(row, 0, f"row {row}")
        page.write(row, 2, 12345.5 + row)
    workbook.save(str(path))
    return path.read_bytes()


def changed(data: bytes, kind: int, form: str, *values: int) -> bytes:
    """Return the workbook with the beginning of its first record of a kind written anew."""
    stream = oleguard.stream(data, "Workbook")
    place = 0
    while (found := struct.unpack_from("<HH", stream, place))[0] != kind or place < stream.find(b"Calls"):
        place += 4 + found[1]
    at = data.find(stream[place : place + 16])
    written = bytearray(data)
    struct.pack_into(form, written, at + 4, *values)
    return bytes(written)


def read(path: Path, data: bytes) -> int:
    path.write_bytes(data)
    ((grid, _),) = sheets(Source(path))
    return len(grid.rows)


@pytest.mark.parametrize("rows", [1, 3, 500])
def test_the_stream_is_found_whole_in_small_and_large_workbooks(tmp_path: Path, rows: int) -> None:
    data = book(tmp_path / "x.xls", rows)
    stream = oleguard.stream(data, "Workbook", "Book")
    assert stream[:2] == b"\x09\x08"
    assert stream.count(b"row ") == rows
    assert oleguard.stream(data, "Book") == b""
    assert read(tmp_path / "x.xls", data) == rows


@pytest.mark.parametrize(
    "size", [(0, 0xFFFFFFF0, 0, 0xFFFF), (0, 65_536, 0, 16_384), (5, 0x7FFFFFFF, 0, 1), (9, 3, 0, 90)]
)
def test_dimensions_no_sheet_has_are_refused(tmp_path: Path, size: tuple[int, ...]) -> None:
    data = changed(book(tmp_path / "x.xls"), DIMENSIONS, "<IIHH", *size)
    with pytest.raises(InputError, match="a sheet claims"):
        read(tmp_path / "x.xls", data)


def test_dimensions_that_are_wrong_but_small_are_left_to_the_reader(tmp_path: Path) -> None:
    data = changed(book(tmp_path / "x.xls"), DIMENSIONS, "<IIHH", 0, 60_000, 0, 200)
    assert read(tmp_path / "x.xls", data) == 3


def test_a_cell_in_a_column_no_sheet_has_is_refused(tmp_path: Path) -> None:
    data = changed(book(tmp_path / "x.xls"), NUMBER_RK, "<HH", 65_535, 65_535)
    with pytest.raises(InputError, match="a cell stands in column 65,536"):
        read(tmp_path / "x.xls", data)


def test_sheets_that_lie_in_one_another_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(biffguard, "_MOST_RECORDS", 1000)
    filler = struct.pack("<HH", 0x99, 0) * 500
    sheets_of_it = b"".join(struct.pack("<HHI", 0x85, 4, 4 * place) for place in range(100))
    with pytest.raises(InputError, match="lie in one another"):
        biffguard.check(sheets_of_it + filler, "x.xls")


@given(st.binary(max_size=400))
def test_any_stream_passes_or_is_refused(stream: bytes) -> None:
    with contextlib.suppress(InputError):
        biffguard.check(stream, "x.xls")
