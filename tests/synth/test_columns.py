"""The growing table."""

from __future__ import annotations

import numpy as np
import pytest

from clew.synth.columns import Columns


def test_rows_keep_their_ids() -> None:
    table = Columns(name="", size=0)
    assert table.add(2, name=np.array(["a", "b"], dtype=object), size=7).tolist() == [0, 1]
    assert table.add_one(name="c") == 2
    assert table["name"].tolist() == ["a", "b", "c"]
    assert table["size"].tolist() == [7, 7, 0]
    assert table.row(2) == {"name": "c", "size": 0}


def test_what_is_written_into_a_column_stays() -> None:
    table = Columns(size=0)
    table.add(3)
    table["size"][1] = 5
    table.add(1)
    assert table["size"].tolist() == [0, 5, 0, 0]


def test_a_column_that_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="no such columns"):
        Columns(size=0).add(1, weight=2)
    with pytest.raises(ValueError):
        Columns(size=0).add(2, size=np.array([1, 2, 3]))


def test_an_empty_table_has_typed_columns() -> None:
    assert Columns(size=0)["size"].dtype == np.int64
