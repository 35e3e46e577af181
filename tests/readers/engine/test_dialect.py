"""Separator and quote are found by counting, not by file name."""

from __future__ import annotations

import pytest

from clew.readers.engine.dialect import Dialect, sniff


@pytest.mark.parametrize(
    ("text", "separator", "quote"),
    [
        ("Name,Phone\nSam,07700 900123\n", ",", '"'),
        ("Name;Phone\nSam;07700 900123\nAlex;07700 900124\n", ";", '"'),
        ("Name\tPhone\nSam\t07700 900123\n", "\t", '"'),
        ("Name|Phone|Town\nSam|07700 900123|Zellmouth\n", "|", '"'),
        ("Name;Amount\nSam;1,50\nAlex;2,75\nKim;3,25\n", ";", '"'),
        ('Name,Address\nSam,"1; High St; Zellmouth"\nAlex,"2; High St"\n', ",", '"'),
        ("Name,Address\nSam,'1, High St'\nAlex,'2, High St'\n", ",", "'"),
        ("Name,Town\nO'Brien,Zellmouth\nD'Arcy,Zoffham\n", ",", '"'),
        ("Phone,Name\n'07700900123,Sam\n'07700900124,Alex\n", ",", '"'),
        ("Calls of 1, 2 and 3\n\nA;B;C\n1;2;3\n4;5;6\n7;8;9\n", ";", '"'),
    ],
)
def test_separator_and_quote(text: str, separator: str, quote: str) -> None:
    assert sniff(text) == Dialect(separator, quote)


def test_excel_states_its_separator_in_the_first_line() -> None:
    assert sniff("sep=;\r\nName;Phone\r\n") == Dialect(";", '"', sep_line=True)
    assert sniff('"sep=|"\nName|Phone\n').separator == "|"
