from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.exporters.shown_text import guarded, shown


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        ("plain", "plain"),
        ("two\nlines\tand tab", "two\nlines\tand tab"),
        ("bell\x07", "bell\u2407"),
        ("\x1b]0;title\x07", "\u241b]0;title\u2407"),
        ("del\x7f", "del\u2421"),
        ("c1\x9b31m", "c1\ufffd31m"),
        ("abc\u202ecba", "abc\ufffdcba"),
        ("line\u2028break", "line\ufffdbreak"),
        ("half \ud83d", "half \ufffd"),
        ("Zażółć gęślą ț Nguyễn 張", "Zażółć gęślą ț Nguyễn 張"),
    ],
)
def test_nothing_invisible_stays_and_nothing_visible_goes(raw: str, seen: str) -> None:
    assert shown(raw) == seen


@pytest.mark.parametrize("raw", ["=1+1", "+447700900101", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_what_a_spreadsheet_would_calculate_is_guarded(raw: str) -> None:
    assert guarded(raw) == f"'{raw}"


@given(st.text())
def test_any_text_is_safe_in_a_cell_and_in_utf8(text: str) -> None:
    cell = guarded(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r"))
    cell.encode("utf-8")
    assert shown(shown(text)) == shown(text)
