"""The first rows of every sheet of an XLSX, read without opening the workbook: enough to recognise who wrote it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import Any

from clew.readers.engine.xlsxsheets import DAMAGED, sheet_names

#: Rows looked at in each sheet: a title, a gap and a header.
HEAD_ROWS = 4
_MOST_SHEETS = 60
_PIECE = 1 << 16
#: Expanded bytes looked at in one part; texts kept behind them stay unknown.
_MOST_BYTES = 4 << 20
_COLUMN = re.compile(r"[A-Z]{1,3}")

Rows = tuple[tuple[str, ...], ...]


def sheet_heads(archive: zipfile.ZipFile) -> dict[str, Rows]:
    """Return sheet name -> its first rows as texts, blank rows left out; empty when the archive is no XLSX.

    A cell whose text lies deep in the workbook's list of shared texts comes out blank.
    """
    sheets: dict[str, list[list[tuple[str, str]]]] = {}
    try:
        names = sheet_names(archive)
    except DAMAGED:  # reading it says what is wrong
        return {}
    for part, name in list(names.items())[:_MOST_SHEETS]:
        if part in archive.NameToInfo:
            sheets[name] = list(_rows(archive, part))
    wanted = {int(text) for rows in sheets.values() for row in rows for kind, text in row if kind == "s" and text}
    shared = _shared(archive, wanted)
    read = {name: (_filled(row, shared) for row in rows) for name, rows in sheets.items()}
    return {name: tuple(row for row in rows if any(row)) for name, rows in read.items()}


def _filled(row: list[tuple[str, str]], shared: dict[int, str]) -> tuple[str, ...]:
    return tuple(shared.get(int(text), "") if kind == "s" and text else text for kind, text in row)


def _rows(archive: zipfile.ZipFile, part: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the first rows of a sheet, each cell as its type and its text or its number among the shared texts."""
    for number, row in enumerate(_elements(archive, part, "row"), 1):
        cells: list[tuple[str, str]] = []
        for cell in row.iter("{*}c"):
            place = _column_number(cell.get("r", ""))
            cells += [("", "")] * min(place - len(cells), 1000)
            kind = cell.get("t", "")
            value = cell.find("{*}v")
            text = "".join(cell.itertext()) if value is None else value.text or ""
            cells.append(("s", text) if kind == "s" and text.isdigit() else ("", text))
        yield cells
        if number == HEAD_ROWS:
            return


def _column_number(reference: str) -> int:
    """Return how many columns stand left of a cell such as `C7`; 0 when it does not say."""
    letters = _COLUMN.match(reference)
    number = 0
    for letter in letters.group() if letters else "A":
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def _shared(archive: zipfile.ZipFile, wanted: set[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    if wanted and "xl/sharedStrings.xml" in archive.NameToInfo:
        last = max(wanted)
        for number, item in enumerate(_elements(archive, "xl/sharedStrings.xml", "si")):
            if number in wanted:
                found[number] = "".join(text.text or "" for text in item.iter("{*}t"))
            if number >= last:
                break
    return found


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Any]:
    """Yield elements of a part as they end; a damaged or very long part just ends sooner."""
    from lxml import etree

    parser = etree.XMLPullParser(("end",), tag=f"{{*}}{name}", resolve_entities=False, no_network=True, load_dtd=False)
    left = _MOST_BYTES
    try:
        with archive.open(part) as stream:
            while left > 0 and (piece := stream.read(_PIECE)):
                left -= len(piece)
                parser.feed(piece)
                for _, element in parser.read_events():
                    yield element
                    element.clear()
    except (etree.XMLSyntaxError, *DAMAGED):
        return
