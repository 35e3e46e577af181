"""Rows that are not data: blank, rulers, repeated headers, trailers with counts, the header of a next table."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

BLANK, RULER, REPEATED, TRAILER, HEADER, DATA = "blank", "ruler", "repeated header", "trailer", "header", "data"

_RULER = re.compile(r"[-=*_#~+.\s|]+")
_TRAILER = re.compile(
    r"[\s*=\-]*(?:end of (?:report|file|data|records?|statement)|grand total|sub ?-?total|totals?\b|"
    r"(?:cdr|record|row|call|total)s?[ _]*(?:record|row|call|cdr)?s?[ _]*count|"
    r"(?:no\.?|number|count) of (?:records|rows|calls|cdrs|entries)|"
    r"total (?:no\.? of )?(?:records|rows|calls|cdrs|entries)|"
    r"report (?:generated|ends)|page \d+ of \d+|\d+ (?:rows?|records?) (?:returned|selected|in total))",
    re.IGNORECASE,
)
_COUNT = re.compile(
    r"(?:count|(?:records|rows|calls|cdrs|entries)(?:\s+count)?)\W{0,6}(\d[\d,]*)\b|"
    r"\b(\d[\d,]*) (?:rows?|records?) (?:returned|selected|in total)",
    re.IGNORECASE,
)

# Over a row's cells joined by U+001F: only rows it matches can be anything but data.
_SUSPECT = (
    r"^[^0-9]*$|(?i)^[\s\x1f*=\-'\"]*(?:end of|grand total|sub ?-?total|totals?\b|"
    r"cdrs?\b|records?\b|rows?\b|calls?\b|count\b|no\.? of|number of|report |page \d|\d+ (?:rows?|records?) )"
)


# Trailers stand at the end; there even rows that begin with a digit are looked at (`12 rows returned`).
_LAST_ROWS = 8


def suspects(raw: pa.Array, first_title: str) -> list[int]:
    """Return the places of rows that may be no data: without a digit, trailers, the header again.

    Rows that begin with a digit are none of these, but for the last ones. That spares nearly every
    row of a large table the regular expression.

    Args:
        raw: Rows as cells joined by U+001F, not sliced.
        first_title: Title of the first column.
    """
    text = np.frombuffer(raw.buffers()[2] or b"\0", dtype=np.uint8)
    starts = np.frombuffer(raw.buffers()[1], dtype=np.int32)[: len(raw)]
    begins = text[np.minimum(starts, len(text) - 1)]
    maybe = (begins < ord("0")) | (begins > ord("9"))
    maybe[-_LAST_ROWS:] = True
    maybe |= first_title[:1].isdigit()
    places = np.flatnonzero(maybe)
    pattern = f"{_SUSPECT}|^{re.escape(first_title)}\x1f"
    hits = pc.match_substring_regex(raw.take(pa.array(places)), pattern).to_numpy(zero_copy_only=False)
    return [int(place) for place in places[hits]]


def is_ruler(row: list[str]) -> bool:
    """Say whether a row only draws a line: dashes, stars, equals signs."""
    text = "".join(row).strip()
    return len(text) >= 3 and _RULER.fullmatch(text) is not None


def is_trailer(row: list[str]) -> bool:
    """Say whether a row closes a table: `END OF REPORT`, `CDR COUNT : 12`, `Total`, with little else in it."""
    filled = [cell for cell in row if cell.strip()]
    if not filled or not _TRAILER.match(filled[0]):
        return False
    return len(filled) <= max(2, len(row) // 2)


def stated_count(row: list[str]) -> int | None:
    """Return the number of records a row states (`CDR COUNT : 12`), or None."""
    match = _COUNT.search(" ".join(cell.strip() for cell in row if cell.strip()))
    return int((match.group(1) or match.group(2)).replace(",", "")) if match else None


def classify(row: list[str], titles: list[str], known_titles: int, stands_apart: bool = True) -> str:
    """Name what a row is.

    Args:
        row: Its cells.
        titles: Titles of the table it stands in.
        known_titles: How many of its cells are titles some profile knows.
        stands_apart: Whether blank rows, a caption or another width set it off from the rows before. Cells of
            data may well be words that are titles elsewhere (`person`, `vehicle`, `keeper`).
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled:
        return BLANK
    if is_ruler(row):
        return RULER
    mine = [title.strip().casefold() for title in titles]
    if len(filled) >= 2 and [cell.casefold() for cell in filled] == [title for title in mine if title]:
        return REPEATED
    if sum(a.strip().casefold() == b for a, b in zip(row, mine, strict=False) if a.strip()) >= max(
        2, 0.6 * len(filled)
    ):
        return REPEATED
    if is_trailer(row):
        return TRAILER
    if known_titles >= 3 and known_titles >= (0.6 if stands_apart else 0.8) * len(filled):
        return HEADER
    return DATA
