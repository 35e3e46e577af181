"""Old binary workbooks whose sectors lead in a circle are refused before they take all memory."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest
import xlwt

from clew.errors import InputError
from clew.readers.engine.oleguard import check
from clew.readers.engine.workbook import sheets
from clew.readers.reader import Source


@pytest.fixture
def book(tmp_path: Path) -> bytes:
    path = tmp_path / "book.xls"
    workbook = xlwt.Workbook()
    page = workbook.add_sheet("Calls")
    for row in range(200):
        page.write(row, 0, f"row {row}")
    workbook.save(str(path))
    return path.read_bytes()


def _table_at(data: bytes) -> int:
    return (struct.unpack_from("<I", data, 0x4C)[0] + 1) * 512


def test_a_sound_workbook_passes_and_is_read(book: bytes, tmp_path: Path) -> None:
    check(book, "book.xls")
    ((grid, _),) = sheets(Source(tmp_path / "book.xls"))
    assert len(grid.rows) == 200


@pytest.mark.parametrize("length", [1, 2, 5])
def test_a_loop_of_any_length_is_refused(book: bytes, tmp_path: Path, length: int) -> None:
    damaged = bytearray(book)
    for sector in range(length):
        struct.pack_into("<I", damaged, _table_at(book) + 4 * sector, (sector + 1) % length)
    path = tmp_path / "loop.xls"
    path.write_bytes(bytes(damaged))
    with pytest.raises(InputError, match="leads in a circle"):
        next(iter(sheets(Source(path))))


def test_a_file_cut_in_its_header_is_refused(book: bytes) -> None:
    with pytest.raises(InputError, match="damaged"):
        check(book[:100], "book.xls")
