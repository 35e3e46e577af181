"""Typed cells as text: nothing that was typed is lost, and what was lost before shows."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine.cells import text_column, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (447700900123.0, "447700900123"),
        (350000000000017.0, "350000000000017"),
        (1e15, "1.00000000000000E+15"),
        (8944000000000000000.0, "8.94400000000000E+18"),
        (54.842000000000006, "54.842"),
        (0.5, "0.5"),
        (-3.0, "-3"),
        (True, "TRUE"),
        ("as it is ", "as it is "),
        (dt.date(2026, 6, 1), "2026-06-01"),
        (dt.datetime(2026, 6, 1, 14, 3), "2026-06-01 14:03:00"),
        (dt.time(0, 1, 12), "00:01:12"),
        (dt.timedelta(days=1, hours=12), "36:00:00"),
        (dt.timedelta(seconds=-90), "-0:01:30"),
        (None, ""),
    ],
)
def test_one_cell(value: object, text: str) -> None:
    assert text_of(value) == text


cells = st.one_of(
    st.text(max_size=5),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(),
    st.times(),
)


@given(st.one_of(st.lists(cells, max_size=9), st.lists(st.floats(-1e14, 1e14).map(round).map(float), max_size=9)))
def test_a_column_is_its_cells(values: list[object]) -> None:
    assert text_column(values).to_pylist() == [text_of(value) for value in values]
