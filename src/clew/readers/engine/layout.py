"""Find the table in the first rows of a sheet: preamble, header of one or two rows, first row of data."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clew.readers.engine import oddrows
from clew.readers.engine.profile import vocabulary
from clew.readers.engine.titles import normalise, without_suffix

#: How many rows are searched for a header.
WINDOW = 60
_ENOUGH_ALIASES = 3
_NUMBER = re.compile(r"[\s'\"=+(]*[-+]?[\d.,:/ ()-]*\d[\d.,:/ ()-]*")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where a table stands. Row positions count from 0 within the rows given.

    Args:
        preamble: Rows above the header that are not blank or rulers.
        titles: Column titles, joined over two header rows; empty when the table has no header.
        first: Position of the first data row.
    """

    preamble: tuple[tuple[str, ...], ...]
    titles: list[str]
    first: int


def aliases_in(row: list[str]) -> int:
    """Count the different cells that some profile knows as a title, with or without a unit behind it."""
    return sum(_is_title(cell) for cell in set(row))


def _is_title(cell: str) -> bool:
    if len(cell) > 80 or not cell:
        return False
    title = normalise(cell)
    if title in vocabulary():
        return True
    return any(alias in vocabulary() for alias, _ in without_suffix(title))


def is_text(cell: str) -> bool:
    """Say whether a cell is words rather than a number, a date or nothing."""
    return bool(cell.strip()) and not _NUMBER.fullmatch(cell.strip())


def find(rows: list[list[str]]) -> list[Layout]:
    """Return the possible layouts of the table these rows begin with, best guess first.

    The header is the row with the most known titles (three, or nearly all of a narrow table); failing
    that, the first row of words that is followed by rows of like width. A header over two rows is
    offered joined as well; the caller keeps the reading that a profile explains best.
    """
    place = _best_header(rows)
    if place is None:
        place = _first_wordy_row(rows)
    if place is None:
        return [headless(rows)] if rows else []
    found = [_layout(rows, place, place, rows[place])]
    below = rows[place + 1] if place + 1 < len(rows) else []
    if _completes(rows[place], below):
        found.append(_layout(rows, place, place + 1, _joined(rows[place], below)))
    above = rows[place - 1] if place else []
    if _titles_above(above, rows[place]):
        for upper in (above, _carried(above, len(rows[place]))):
            found.append(_layout(rows, place - 1, place, _joined(upper, rows[place])))
    return found


def _best_header(rows: list[list[str]]) -> int | None:
    best, place = 0.0, None
    for position, row in enumerate(rows[:WINDOW]):
        filled = [cell for cell in row if cell.strip()]
        hits = aliases_in(row)
        if hits < min(_ENOUGH_ALIASES, max(2, len(filled))):
            continue
        words = sum(is_text(cell) for cell in filled)
        score = hits * 3 + words - 2 * (len(filled) - words)
        if score > best:
            best, place = score, position
    return place


def _first_wordy_row(rows: list[list[str]]) -> int | None:
    for position, row in enumerate(rows[:WINDOW]):
        filled = [cell for cell in row if cell.strip()]
        if len(filled) < 2 or oddrows.is_ruler(row) or not all(is_text(cell) for cell in filled):
            continue
        after = [r for r in rows[position + 1 : position + 6] if any(c.strip() for c in r) and not oddrows.is_ruler(r)]
        alike = [r for r in after if abs(len(r) - len(row)) <= 1]
        if after and len(alike) >= len(after) * 0.6 and len(filled) >= len(row) * 0.6:
            return position
    return None


def headless(rows: list[list[str]]) -> Layout:
    """Return the layout of a table without header: data from the first row of the commonest width."""
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    common = max(set(widths), key=widths.count) if widths else 0
    first = next((i for i, row in enumerate(rows) if len(row) == common and any(c.strip() for c in row)), 0)
    return Layout(_preamble(rows[:first]), [], first)


def _layout(rows: list[list[str]], top: int, bottom: int, titles: list[str]) -> Layout:
    first = bottom + 1
    while first < len(rows) and (oddrows.is_ruler(rows[first]) or not any(c.strip() for c in rows[first])):
        first += 1
    return Layout(_preamble(rows[:top]), [title.strip() for title in titles], first)


def _preamble(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in rows if any(c.strip() for c in row) and not oddrows.is_ruler(row))


def _completes(header: list[str], below: list[str]) -> bool:
    """The row below is all words and fills blanks of the header."""
    filled = [cell for cell in below if cell.strip()]
    return (
        bool(filled)
        and all(is_text(cell) and not any(ch.isdigit() for ch in cell) for cell in filled)
        and any(not upper.strip() and lower.strip() for upper, lower in zip(header, below, strict=False))
    )


def _titles_above(above: list[str], header: list[str]) -> bool:
    """The row above holds upper halves of titles, or names groups of columns: several words, none of them a fact."""
    filled = [i for i, cell in enumerate(above) if cell.strip()]
    return (
        len(filled) >= 2 and all(is_text(above[i]) and ":" not in above[i] for i in filled) and filled[-1] < len(header)
    )


def _carried(row: list[str], width: int) -> list[str]:
    carried, last = [], ""
    for position in range(width):
        cell = row[position] if position < len(row) else ""
        last = cell if cell.strip() else last
        carried.append(last)
    return carried


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    width = max(len(upper), len(lower))
    pad = [*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))]
    return [f"{a.strip()} {b.strip()}".strip() for a, b in zip(*pad, strict=True)]
