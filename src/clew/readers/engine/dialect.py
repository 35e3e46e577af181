"""Find the separator and the quote of a text table by counting outside quotes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

SEPARATORS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r"\A\ufeff?[\"']?sep=(.)[\"']?\r?\n", re.IGNORECASE)
_LOOK_AT_RECORDS = 60


@dataclass(frozen=True, slots=True)
class Dialect:
    """Separator and quote of a text table; `sep_line` when Excel's `sep=;` stands in the first line."""

    separator: str
    quote: str
    sep_line: bool = False


def sniff(text: str) -> Dialect:
    """Decide separator and quote from the first lines of a file.

    The separator is the one that splits most records into the same number of cells, more cells
    being better. An apostrophe is a quote only where whole cells are wrapped in it, so that
    `O'Brien` and Excel's text mark (`'0770...`) stay what they are.
    """
    quote = _quote(text)
    stated = _SEP_LINE.match(text)
    if stated:
        return Dialect(stated.group(1), quote, sep_line=True)
    return Dialect(max(SEPARATORS, key=lambda s: _evenness(text, s, quote)), quote)


def _quote(text: str) -> str:
    if '"' in text:
        return '"'
    wrapped = len(re.findall(r"(?:^|[,;|\t])'[^'\n]*'(?=[,;|\t\r\n]|\Z)", text, re.MULTILINE))
    opened = len(re.findall(r"(?:^|[,;|\t])'", text, re.MULTILINE))
    return "'" if wrapped and wrapped >= 0.9 * opened else '"'


def _evenness(text: str, separator: str, quote: str) -> float:
    """Score a separator: share of the records that have the commonest width, times the cells it makes.

    A separator that closing quotes do not stand before counts half: the quotes speak against it.
    """
    widths = []
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote):
        if any(cell.strip() for cell in row):
            widths.append(len(row))
        if len(widths) >= _LOOK_AT_RECORDS:
            break
    wide = Counter(width for width in widths if width > 1)
    if not wide:
        return 0.0
    width, count = max(wide.items(), key=lambda pair: (pair[1] * min(pair[0], 12), pair[0]))
    belief = 1.0 if _quotes_agree(text, separator, quote) else 0.5
    return belief * count / len(widths) * min(width, 12)


def _quotes_agree(text: str, separator: str, quote: str) -> bool:
    """Say whether every closing quote stands before a separator or a line end."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quotechar=quote, strict=True)
    try:
        for _ in zip(range(_LOOK_AT_RECORDS), reader, strict=False):
            pass
    except csv.Error:
        return False
    return True
