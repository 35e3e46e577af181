"""First rows of the sheets in a file, for recognition: an XLSX's as they stand, a text's by its separator."""

from __future__ import annotations

import csv
import io
from itertools import islice
from pathlib import PurePosixPath

from clew.readers.engine.content import is_text
from clew.readers.engine.dialect import sniff
from clew.readers.reader import Head

_ROWS = 4
_BYTES = 16_384


def stem(name: str) -> str:
    """Return a file's name without folders and ending."""
    return PurePosixPath(name.replace("\\", "/")).stem


def head_rows(head: Head) -> dict[str, list[tuple[str, ...]]]:
    """Return sheet name -> first rows that are not blank; a text file is one sheet of the file's name."""
    if head.sheets:
        return {name: list(rows) for name, rows in head.sheets.items()}
    data = head.data[:_BYTES]
    if not is_text(data) or data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"<", b"{", b"["):
        return {}
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig", "replace")
    dialect = sniff(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect.separator, quotechar=dialect.quote)
    try:
        rows = (tuple(row) for row in reader if any(cell.strip() for cell in row))
        return {stem(head.name): list(islice(rows, _ROWS))}
    except csv.Error:
        return {}
