"""The first rows of an XLSX, read without opening the workbook."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from clew.readers.engine.sheetheads import HEAD_ROWS, sheet_heads
from clew.readers.reader import Source


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    first = workbook.add_worksheet("Contacts")
    first.merge_range(0, 0, 0, 2, "Contacts (9)")
    first.write_row(2, 0, ["#", "", "Name"])
    for row in range(3, 40):
        first.write_row(row, 0, [row, "", f"name {row}"])
    workbook.add_worksheet("Empty")
    workbook.close()
    return path


def test_titles_headers_and_gaps_between_cells(book: Path) -> None:
    heads = Source(book).head().sheets
    assert set(heads) == {"Contacts", "Empty"}
    assert heads["Contacts"][:2] == (("Contacts (9)",), ("#", "", "Name"))
    assert len(heads["Contacts"]) <= HEAD_ROWS
    assert heads["Empty"] == ()


def test_texts_written_in_the_cells_themselves(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    workbook.add_worksheet("Calls").write_row(0, 0, ["#", "Parties"])
    workbook.close()
    assert Source(path).head().sheets == {"Calls": (("#", "Parties"),)}


def test_a_damaged_sheet_gives_nothing_and_no_error(book: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(book) as archive, zipfile.ZipFile(broken, "w") as copy:
        for entry in archive.infolist():
            data = archive.read(entry)
            copy.writestr(entry.filename, data[: len(data) // 2] if "sheet1" in entry.filename else data)
    with zipfile.ZipFile(broken) as archive:
        assert sheet_heads(archive)["Empty"] == ()
    data = bytearray(book.read_bytes())
    data[60:400] = bytes(340)
    flipped = tmp_path / "flipped.xlsx"
    flipped.write_bytes(bytes(data))
    assert isinstance(Source(flipped).head().sheets, dict)


def test_another_zip_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "other.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "a")
    assert Source(path).head().sheets == {}
