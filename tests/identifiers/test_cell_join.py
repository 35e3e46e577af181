"""Columns are joined row by row and no row is lost."""

from __future__ import annotations

import pyarrow as pa

from clew.identifiers import address, cell


def test_a_row_in_which_no_column_says_anything_stays_a_row() -> None:
    left = pa.array(["x", None, "y", None, "-"])
    right = pa.array([None, None, "z", "w", None])
    assert cell.join([left, right], ", ").to_pylist() == ["x", None, "y, z", "w", None]


def test_one_column_keeps_its_length() -> None:
    assert address.join(pa.array(["1 Example Road", None])).to_pylist() == ["1 Example Road", None]
