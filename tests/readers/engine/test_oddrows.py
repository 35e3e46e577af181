"""Rows that are not data: rulers, trailers, counts, headers met again."""

from __future__ import annotations

import pyarrow as pa
import pytest

from clew.readers.engine import oddrows

TITLES = ["Call Type", "Number", "Date", "Duration"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (["", " ", "", ""], oddrows.BLANK),
        (["----------------", "", "", ""], oddrows.RULER),
        (["-----", "-----", "-----", "-----"], oddrows.RULER),
        (["***", "", "", ""], oddrows.RULER),
        (["CALL TYPE", "NUMBER", "DATE", "DURATION"], oddrows.REPEATED),
        (["*** END OF REPORT ***"], oddrows.TRAILER),
        (["CDR COUNT : 12"], oddrows.TRAILER),
        (["Total records", "12", "", ""], oddrows.TRAILER),
        (["Total", "", "", "620"], oddrows.TRAILER),
        (["12 rows returned", "", "", ""], oddrows.TRAILER),
        (["Totally Tasty Takeaway", "07700 900123", "01/02/2026", "3"], oddrows.DATA),
        (["MOC", "07700900123", "01/02/2026", "60"], oddrows.DATA),
        (["-", "07700900123", "-", "-"], oddrows.DATA),
    ],
)
def test_rows_are_named(row: list[str], kind: str) -> None:
    assert oddrows.classify(row, TITLES, 0) == kind


def test_a_row_of_known_titles_begins_another_table() -> None:
    assert oddrows.classify(["VRM", "Make", "Model", "Colour"], TITLES, 4) == oddrows.HEADER


@pytest.mark.parametrize(
    ("row", "count"),
    [
        (["CDR COUNT : 1,204"], 1204),
        (["Total records", "12"], 12),
        (["Number of calls: 7"], 7),
        (["12 rows returned"], 12),
        (["Total", "", "620"], None),
        (["END OF REPORT"], None),
    ],
)
def test_counts_in_trailers(row: list[str], count: int | None) -> None:
    assert oddrows.stated_count(row) == count


def test_rows_that_begin_with_a_digit_are_spared_except_the_last() -> None:
    rows = ["1\x1fa"] * 50 + ["no digits\x1fhere", "Total\x1f5"] + ["2\x1fb"] * 20 + ["3 rows returned\x1f"]
    assert oddrows.suspects(pa.array(rows), "Row") == [50, 51, 72]
    assert oddrows.suspects(pa.array([], pa.string()), "Row") == []


def test_a_header_whose_first_title_begins_with_a_digit_is_seen_again() -> None:
    assert oddrows.suspects(pa.array(["1st Cell\x1fDate 2"] + ["9\x1f8"] * 20), "1st Cell") == [0]
