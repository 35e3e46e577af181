"""What spreadsheets and keyboards do to a cell, undone."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.identifiers import cell


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        ("plain", "plain"), (" padded ", "padded"), ("no\u00a0break", "no break"), ("zero\u200bwidth", "zerowidth"),
        ("\u202amarked\u202c", "marked"), ("\ufeffbom", "bom"), ("soft\u00adhyphen", "softhyphen"), ("'123", "123"),
        ("'123'", "123"), ('"123"', "123"), ('="123"', "123"), ("=123", "123"), ("１２３", "123"),
        ("line_x000D_\nnext", "line\nnext"),
        ("a\nb", "a\nb"), ("a \t b", "a b"), ("nul\x00byte", "nulbyte"), ("unit\x1fseparator", "unitseparator"),
        ("O'Brien", "O'Brien"), ('5" pipe', '5" pipe'), ("", ""), ("'", ""), ("ł", "ł"),
    ],
)  # fmt: skip
def test_damage_is_undone(text: str, tidied: str) -> None:
    assert cell.tidy_one(text) == tidied


def test_any_arrow_column_becomes_a_plain_one() -> None:
    chunked = pa.chunked_array([["'a"], ["b", None]])
    assert cell.tidy(chunked).to_pylist() == ["a", "b", None]
    assert cell.tidy(pa.array(["'a", "'a"]).dictionary_encode()).to_pylist() == ["a", "a"]
    assert cell.tidy(pa.array(["'a"], pa.large_string())).to_pylist() == ["a"]
    assert cell.tidy(pa.chunked_array([], pa.string())).to_pylist() == []


@pytest.mark.parametrize(
    ("text", "whole", "issue"),
    [
        ("447700900123.0", "447700900123", None),
        ("447700900123", "447700900123", None),
        ("4.47700900123E+11", "447700900123", "read from scientific notation"),
        ("4.477E+11", "", "precision lost in scientific notation"),
        ("4.5E+2", "450", None),
        ("5E3", "", "precision lost in scientific notation"),
        ("12.5", "12.5", None),
    ],
)
def test_number_formats_are_undone_only_where_every_digit_shows(text: str, whole: str, issue: str | None) -> None:
    if text == "4.5E+2":
        # Two digits are shown of three: the last one could be anything.
        whole, issue = "", "precision lost in scientific notation"
    assert cell.whole(text) == (whole, issue)


def test_words_for_nothing() -> None:
    column = pa.array(["n/a", "N/A", "-", "", None, "Unknown", "something", "0"])
    assert cell.absent(column).tolist() == [True] * 6 + [False, False]


def test_translate_touches_only_what_the_table_says() -> None:
    table = np.arange(256, dtype=np.uint8)
    table[ord("a")] = ord("z")
    assert cell.translate(pa.array(["banana", None, "ä"]), table).to_pylist() == ["bznznz", None, "ä"]
    assert cell.translate(pa.array(["xa", "ya"]).slice(1), table).to_pylist() == ["yz"]


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=20), max_size=10))
def test_tidying_twice_changes_nothing_more_than_quotes(texts: list[str]) -> None:
    once = cell.tidy(pa.array(texts, pa.string()))
    assert len(once) == len(texts)
    for text in once.to_pylist():
        assert text == text.strip()
        assert "\u200b" not in text
        assert "\x00" not in text


@given(st.integers(10**6, 10**15))
def test_no_digit_is_invented_from_scientific_notation(number: int) -> None:
    for places in (2, 5, 9, 14):
        digits, _ = cell.whole(f"{number:.{places}E}")
        assert digits in ("", str(number))
