"""Find what kind of sheet a sheet is, and its header: in the first row or below a title such as `Chats (9)`."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clew.readers.engine.titles import normalise, unique
from clew.readers.sheets.vocabulary import SheetKind, Vocabulary, heading

#: Rows searched for a header.
WINDOW = 12
#: Spreadsheets cut the names of sheets here.
LONGEST_NAME = 31
#: A name or title says in so many letters what a sheet holds; the patterns below would be long over more.
_LONGEST_TITLE = 255
_TITLE = re.compile(r"(?P<title>.*\S)\s*\((?P<count>\d+)\)\s*")
_PART = re.compile(r"[\s_-]*\(?\d+\)?\s*$")


@dataclass(frozen=True, slots=True)
class Placed:
    """A sheet whose kind is known.

    Args:
        kind: What it holds.
        titles: One unique title per column.
        places: Our name of a column -> its place.
        first: Position of the first row below the header, from 0.
        count: Rows the title above the header states; null when none does.
        sure: Whether title or columns give the program away.
    """

    kind: SheetKind
    titles: list[str]
    places: dict[str, int]
    first: int
    count: int | None
    sure: bool


def place(
    name: str,
    rows: Sequence[Sequence[str]],
    vocabulary: Vocabulary,
    plain: Callable[[str], str] = str,
    *,
    is_text: bool = False,
) -> Placed | None:
    """Return what a sheet is, null when it is none that the program is known to write.

    Args:
        name: Name of the sheet, or of a text file without its ending.
        rows: Its first rows.
        vocabulary: What the program writes.
        plain: Takes off a heading what it states besides its meaning, such as a time zone.
        is_text: Whether it is a text file: people name those as they like, so columns alone may tell.
    """
    names, count = [name[:_LONGEST_TITLE]], None
    for number, row in enumerate(rows[:WINDOW]):
        filled = [cell for cell in row if cell.strip()]
        if not filled:
            continue
        if len(set(filled)) == 1:
            title = filled[0][:_LONGEST_TITLE]
            titled = _TITLE.fullmatch(title)
            names.append(titled["title"] if titled else title)
            count = int(titled["count"]) if titled else count
            continue
        headings = [heading(plain(cell)) for cell in row]
        found = _kind(names, headings, vocabulary, by_columns=is_text or _is_generic(names, vocabulary))
        if found is not None:
            kind, named = found
            places = places_of(kind, headings, vocabulary)
            sure = bool(kind.telling & places.keys()) or (named and count is not None) or not kind.telling
            return Placed(kind, unique([cell.strip() for cell in row]), places, number + 1, count, sure)
        if len(filled) > 2:
            return None
    return None


def left_alone(name: str, vocabulary: Vocabulary) -> str:
    """Return why a sheet is not read on purpose, empty when it is not one of those."""
    return next(
        (reason for reason, titles in vocabulary.left.items() if _is_named((name[:_LONGEST_TITLE],), titles)), ""
    )


def _kind(
    names: Sequence[str], headings: list[str], vocabulary: Vocabulary, *, by_columns: bool
) -> tuple[SheetKind, bool] | None:
    """Return the kind by its name, else by columns that tell where that is allowed; and whether it was the name."""
    for kind in vocabulary.sheets.values():
        if _is_named(names, kind.titles) and suffices(kind, places_of(kind, headings, vocabulary)):
            return kind, True
    if vocabulary.foreign & set(headings):
        return None
    told = [kind for kind in vocabulary.sheets.values() if kind.telling and (by_columns or _begins(names, kind.titles))]
    fits = [(kind, places_of(kind, headings, vocabulary)) for kind in told]
    fits = [(kind, places) for kind, places in fits if suffices(kind, places) and kind.telling & places.keys()]
    if not fits:
        return None
    return max(fits, key=lambda fit: (len(fit[0].telling & fit[1].keys()), len(fit[1])))[0], False


def _begins(names: Sequence[str], titles: frozenset[str]) -> bool:
    return any(normalise(name).startswith(f"{title} ") for name in names for title in titles)


def _is_generic(names: Sequence[str], vocabulary: Vocabulary) -> bool:
    return all(normalise(_PART.sub("", name)) in vocabulary.generic for name in names)


def suffices(kind: SheetKind, places: dict[str, int]) -> bool:
    """Tell whether the columns found are enough for a kind of sheet."""
    return all(any(column in places for column in either) for either in kind.needs)


def _is_named(names: Sequence[str], titles: frozenset[str]) -> bool:
    for name in names:
        for written in (name, _TITLE.sub(r"\g<title>", name), _PART.sub("", name)):
            plain = normalise(written)
            if plain in titles:
                return True
            if len(name) == LONGEST_NAME and any(title.startswith(plain) for title in titles):
                return True
    return False


def places_of(kind: SheetKind, headings: list[str], vocabulary: Vocabulary) -> dict[str, int]:
    """Return our name of each column found -> its place, for headings in the form of `vocabulary.heading`."""
    places: dict[str, int] = {}
    taken: set[int] = set()
    for column in kind.columns:
        known = vocabulary.headings[column]
        at = next((i for i, text in enumerate(headings) if text in known and i not in taken), None)
        if at is not None:
            places[column] = at
            taken.add(at)
    return places
