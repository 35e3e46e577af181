"""The careful splitter: true offsets, cells of a megabyte, quotes that never close."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine import records
from clew.readers.engine.dialect import Dialect

COMMA = Dialect(",", '"')


def _split(text: str, width: int = 0) -> list[records.Record]:
    return list(records.split(io.BytesIO(text.encode()), COMMA, width))


def test_a_quoted_newline_belongs_to_its_record() -> None:
    found = _split('a,b\n1,"two\nlines"\n3,4\n')
    assert [r.cells for r in found] == [["a", "b"], ["1", "two\nlines"], ["3", "4"]]


def test_blank_lines_count_as_records() -> None:
    assert [r.cells for r in _split("a,b\n\n\n1,2\n")] == [["a", "b"], [], [], ["1", "2"]]


def test_offsets_lead_back_to_the_bytes() -> None:
    text = 'Ä,b\r\n"ö\r\n",2\r\n3,4'
    data = text.encode()
    ends = [r.end for r in _split(text)]
    assert [data[a:b].decode() for a, b in zip([0, *ends], ends, strict=False)] == ["Ä,b\r\n", '"ö\r\n",2\r\n', "3,4"]


def test_a_stray_quote_costs_one_record_only() -> None:
    found = _split('1,a\n2,"b\n3,c\n4,d\n5,e\n6,f\n', width=2)
    assert [(r.cells, r.broken) for r in found] == [
        (["1", "a"], False),
        (['2,"b'], True),
        (["3", "c"], False),
        (["4", "d"], False),
        (["5", "e"], False),
        (["6", "f"], False),
    ]


def test_a_quote_that_never_closes_gives_up_after_a_thousand_lines() -> None:
    found = _split('"never\n' + "x\n" * 1500)
    assert found[0].broken
    assert len(found) == 1501


def test_a_cell_of_a_megabyte_is_read() -> None:
    assert len(_split("a," + "x" * 1_000_000 + "\n")[0].cells[1]) == 1_000_000


@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\r\0")), min_size=2, max_size=5), max_size=20
    )
)
def test_whatever_the_csv_module_writes_is_read_back(rows: list[list[str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    assert [r.cells for r in _split(text.getvalue())] == rows
