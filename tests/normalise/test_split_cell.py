"""Several values in one cell."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from clew.normalise.split_cell import BREAKS_AND_COMMAS, pieces


def digits(texts: pa.Array) -> pa.Array:
    return pc.match_substring_regex(texts, r"^\d+$")


def split(cells: list[str | None]) -> list[tuple[int, str]]:
    at, texts = pieces(pa.array(cells, pa.string()), BREAKS_AND_COMMAS, digits)
    return list(zip(at.tolist(), texts.to_pylist(), strict=True))


def test_pieces_keep_their_row_and_order():
    assert split(["1;2", None, "3", "4\n5 | 6,"]) == [(0, "1"), (0, "2"), (2, "3"), (3, "4"), (3, "5"), (3, "6")]


def test_a_cell_with_one_piece_of_another_kind_stays_whole():
    assert split(["1, two", "1,2"]) == [(0, "1, two"), (1, "1"), (1, "2")]


@given(st.lists(st.one_of(st.none(), st.text("12x;,\n |", max_size=8)), max_size=8))
def test_no_row_is_invented_and_rows_stay_in_order(cells: list[str | None]):
    found = split(cells)

    assert [row for row, _ in found] == sorted(row for row, _ in found)
    assert {row for row, _ in found} <= {i for i, cell in enumerate(cells) if cell is not None}
