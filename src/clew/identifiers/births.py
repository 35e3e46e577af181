"""Dates of birth: only what is known of year, month and day."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pyarrow as pa

from clew.identifiers import cell
from clew.identifiers.layouts import MONTHS

SCHEMA = pa.schema([("value", pa.string()), ("precision", pa.string()), ("issue", pa.string())])

#: Two-digit years up to this one are of this century, later ones of the last; stated, not read off the clock.
PIVOT_YEAR = 2026

_ABOUT = re.compile(
    r"(?i)^(?:abt|about|approx(?:imately)?|ca?|circa|est(?:imated)?|born|b)\b[. ]*|^~ *| *(?:\?|\(?approx\.?\)?)$"
)
_CLOCK = re.compile(r"[T ]+\d\d?:\d\d(?::\d\d(?:\.\d+)?)?(?: ?Z|[+-]00:?00)?$")
_YMD = re.compile(r"(\d{4})[-/. ](\d\d?)(?:[-/. ](\d\d?))?")
_NUMERIC = re.compile(r"(\d\d?)[-/. ](\d\d?)[-/. ](\d{4}|\d\d)")
_MONTH_YEAR = re.compile(r"(\d\d?)[-/. ](\d{4})")
_NAMED = re.compile(r"(?:(\d\d?)(?:st|nd|rd|th)?[-/., ]*(?:of )?)?([a-z]{3,9})\.?[-/., ]*(\d{4}|\d\d)")
_NAMED_US = re.compile(r"([a-z]{3,9})\.? (\d\d?)(?:st|nd|rd|th)?,? (\d{4})")

Row = tuple[str | None, str | None, str | None]
_NOT_A_DATE: Row = (None, None, "not a date of birth")


def birth(texts: pa.Array | pa.ChunkedArray, day_order: str = "dmy", *, pivot: int = PIVOT_YEAR) -> pa.Table:
    """Return what each text says of a date of birth.

    Args:
        texts: Dates, partial dates, spreadsheet serials.
        day_order: `dmy` or `mdy`, for 03/04/1990.
        pivot: Last year that two digits can mean; 90 is 1990, not 2090.

    Returns:
        Columns `value` (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`), `precision` (year, month, day) and `issue`.
        The first of January and 00/00 stand for an unknown day and month, so only the year is kept.
    """
    encoded = cell.tidy(texts).dictionary_encode()
    rows = [_one(text, day_order, pivot) for text in encoded.dictionary.to_pylist()]
    columns = list(zip(*rows, strict=True)) or [(), (), ()]
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=SCHEMA).take(encoded.indices)


def _one(text: str, day_order: str, pivot: int) -> Row:
    if cell.says_nothing(text):
        return None, None, None
    plain = _CLOCK.sub("", text)
    stripped = _ABOUT.sub("", plain)
    value, precision, issue = _read(stripped.strip().lower(), day_order, pivot)
    if value is not None and stripped != plain:
        issue = issue or "stated as approximate"
    return value, precision, issue


def _read(text: str, day_order: str, pivot: int) -> Row:
    if re.fullmatch(r"-?\d+(?:\.\d+)?", text):
        return _number(text, day_order)
    if found := _YMD.fullmatch(text):
        year, month, day = found.groups()
        return _date(int(year), int(month), int(day or 0))
    if found := _NUMERIC.fullmatch(text):
        first, second, year_text = int(found[1]), int(found[2]), found[3]
        day, month = (first, second) if day_order == "dmy" else (second, first)
        swapped = month > 12 >= day >= 1
        row = _date(_year(year_text, pivot), *((day, month) if swapped else (month, day)))
        if row[0] is not None and swapped:
            return row[0], row[1], "day and month swapped: the other order is no date"
        return _noted(row, year_text)
    if found := _MONTH_YEAR.fullmatch(text):
        return _date(int(found[2]), int(found[1]), 0)
    if found := _NAMED_US.fullmatch(text):
        return _date(int(found[3]), _month(found[1]), int(found[2]))
    if found := _NAMED.fullmatch(text):
        return _noted(_date(_year(found[3], pivot), _month(found[2]), int(found[1] or 0)), found[3])
    return _NOT_A_DATE


def _number(text: str, day_order: str) -> Row:
    """Read a year, eight digits, or a spreadsheet serial."""
    whole = text.split(".")[0]
    if whole.startswith("-"):
        return None, None, "spreadsheet date before 1900"
    if len(whole) == 8:
        if 1900 <= int(whole[:4]) <= 2100:
            return _date(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
        day, month = (whole[:2], whole[2:4]) if day_order == "dmy" else (whole[2:4], whole[:2])
        return _date(int(whole[4:]), int(month), int(day))
    if len(whole) == 4:
        return _date(int(whole), 0, 0)
    if len(whole) == 5:
        day_of = date(1899, 12, 30) + timedelta(days=int(whole))
        return _date(day_of.year, day_of.month, day_of.day)
    return _NOT_A_DATE


def _date(year: int, month: int, day: int) -> Row:
    if not 1900 <= year < 2300:
        return None, None, "year of birth before 1900" if year < 1900 else "year of birth is not possible"
    if month == 0:
        return (f"{year}", "year", None) if day == 0 else _NOT_A_DATE
    if month > 12 or month < 0:
        return _NOT_A_DATE
    if day == 0:
        return f"{year}-{month:02d}", "month", None
    if (month, day) == (1, 1):
        return f"{year}", "year", "first of January: only the year is taken"
    try:
        return date(year, month, day).isoformat(), "day", None
    except ValueError:
        return None, None, "no such date"


def _year(text: str, pivot: int) -> int:
    if len(text) == 4:
        return int(text)
    year = pivot - pivot % 100 + int(text)
    return year if year <= pivot else year - 100


def _month(word: str) -> int:
    """Return the month a word names in full or by at least three letters; -1 for another word."""
    return MONTHS.index(word[:3].upper()) + 1 if word[:3].upper() in MONTHS else -1


def _noted(row: Row, year_text: str) -> Row:
    if row[0] is None or len(year_text) == 4:
        return row
    return row[0], row[1], row[2] or "two-digit year"
