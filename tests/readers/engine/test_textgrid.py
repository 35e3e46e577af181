"""Text files in bulk: every row keeps the number a spreadsheet would show it under."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine import textgrid
from clew.readers.engine.grid import Slab
from clew.readers.engine.textgrid import TextGrid
from clew.readers.reader import Source


@pytest.fixture(autouse=True)
def _small_blocks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(textgrid, "BLOCK_BYTES", 256)
    return


def _grid(tmp_path: Path, text: str) -> TextGrid:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode())
    return TextGrid(Source(path))


def _rows(slabs: Iterator[Slab]) -> dict[int, list[str]]:
    rows = {}
    for slab in slabs:
        cells = zip(*(column.to_pylist() for column in slab.columns), strict=True)
        rows.update(dict(zip(map(int, slab.numbers), map(list, cells), strict=True)))
    return rows


def test_row_numbers_survive_ragged_rows_blank_lines_and_quoted_newlines(tmp_path: Path) -> None:
    lines = ["a,b", *(f"{n},x" for n in range(2, 100))]
    lines[10] = "ragged"
    lines[20] = ""
    lines[30] = '31,"two\nlines"'
    lines[98] = "too,many,cells"
    grid = _grid(tmp_path, "\r\n".join(lines))
    slabs = list(grid.slabs(1, 2))
    rows = _rows(iter(slabs))
    assert rows[10] == ["10", "x"]
    assert rows[12] == ["12", "x"]
    assert rows[21] == ["", ""]
    assert rows[31] == ["31", "two\nlines"]
    assert rows[98] == ["98", "x"]
    assert [(o.number, o.cells) for s in slabs for o in s.odd] == [(11, ["ragged"]), (99, ["too", "many", "cells"])]


def test_rows_before_and_after_many_bad_ones_are_numbered_right(tmp_path: Path) -> None:
    text = "a,b\n" + "bad\n" * 200 + "202,x\n" + "bad\n" * 200 + "403,x\n"
    slabs = list(_grid(tmp_path, text).slabs(1, 2))
    assert sorted(_rows(iter(slabs))) == [202, 403]
    assert sorted(o.number for s in slabs for o in s.odd) == [*range(2, 202), *range(203, 403)]


def test_a_cell_longer_than_a_block_is_read_all_the_same(tmp_path: Path) -> None:
    text = "a,b\n" + "".join(f"{n},x\n" for n in range(2, 60)) + f"60,{'y' * 5000}\n61,x\n"
    slabs = list(_grid(tmp_path, text).slabs(1, 2))
    rows = _rows(iter(slabs))
    assert len(rows) == 60
    assert len(rows[60][1]) == 5000
    assert rows[61] == ["61", "x"]
    assert any("row by row" in slab.damage for slab in slabs)


@pytest.mark.parametrize("size", [256, 1 << 22], ids=["many blocks", "one block"])
def test_a_stray_quote_costs_one_row_and_not_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(textgrid, "BLOCK_BYTES", size)
    lines = ["a,b", *(f"{n},x" for n in range(2, 200))]
    lines[49] = '50,"stray'
    slabs = list(_grid(tmp_path, "\n".join(lines)).slabs(1, 2))
    rows = _rows(iter(slabs))
    assert sorted(rows) == [n for n in range(2, 200) if n != 50]
    assert all(rows[n] == [str(n), "x"] for n in rows)
    assert [(o.number, o.text, o.reason) for s in slabs for o in s.odd] == [
        (50, '50,"stray', "a quote is opened and never closed")
    ]
    assert any(slab.damage for slab in slabs)


def test_two_stray_quotes_swallow_nothing_between_them(tmp_path: Path) -> None:
    lines = ["a,b", *(f"{n},x" for n in range(2, 300))]
    lines[49] = '50,"stray'
    lines[249] = '250,"stray'
    rows = _rows(_grid(tmp_path, "\n".join(lines)).slabs(1, 2))
    assert sorted(rows) == [n for n in range(2, 300) if n not in (50, 250)]


def test_an_address_over_several_lines_is_no_stray_quote(tmp_path: Path) -> None:
    text = "name,address\n" + 'Sam,"1 High St\nFlat 2\nZellmouth\nZX1 2CV"\n' * 30
    slabs = list(_grid(tmp_path, text).slabs(1, 2))
    assert not any(slab.damage for slab in slabs)
    assert len(_rows(iter(slabs))) == 30


def test_the_window_shows_any_place(tmp_path: Path) -> None:
    grid = _grid(tmp_path, "a,b\n1,2\n3,4\n5,6\n")
    assert grid.window(2, 1) == [["3", "4"]]
    assert grid.window(0, 2) == [["a", "b"], ["1", "2"]]
    assert grid.window(9, 5) == []


cell = st.text(st.sampled_from("abÄ漢,;\"\n '\t"), max_size=6)


@given(rows=st.lists(st.lists(cell, min_size=3, max_size=3), min_size=1, max_size=40))
def test_bulk_reading_equals_the_csv_module(rows: list[list[str]], tmp_path_factory: pytest.TempPathFactory) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n", quoting=csv.QUOTE_ALL)
    writer.writerow(["one", "two", "three"])
    writer.writerows(rows)
    path = tmp_path_factory.mktemp("bulk") / "x.csv"
    path.write_bytes(text.getvalue().encode())
    found = _rows(TextGrid(Source(path)).slabs(1, 3))
    assert found == dict(enumerate(rows, 2))
