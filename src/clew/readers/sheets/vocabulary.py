"""What one laboratory program writes: names of sheets and their headings; from a data file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from clew.readers.engine.titles import normalise


@dataclass(frozen=True, slots=True)
class SheetKind:
    """One kind of sheet.

    Args:
        name: `calls`, `contacts`, ...
        titles: What such a sheet is called, normalised.
        columns: Columns it may have, by our names; an earlier one wins a heading both know.
        needs: Of each tuple at least one column must be there.
        telling: Columns that give the program away whatever the sheet is called.
    """

    name: str
    titles: frozenset[str]
    columns: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    telling: frozenset[str]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All a data file of `readers/data` says of a program.

    Args:
        headings: Our name of a column -> its headings, normalised.
        sheets: Kinds of sheets by name.
        left: Why a sheet is left alone -> its titles, normalised.
        generic: Names that say nothing of what a sheet holds.
        foreign: Headings no sheet of these kinds has.
    """

    headings: dict[str, frozenset[str]]
    sheets: dict[str, SheetKind]
    left: dict[str, frozenset[str]]
    generic: frozenset[str]
    foreign: frozenset[str]


@cache
def load(name: str) -> Vocabulary:
    """Read `readers/data/<name>.toml`."""
    data = tomllib.loads((files("clew.readers") / "data" / f"{name}.toml").read_text("utf-8"))
    sheets = {
        kind: SheetKind(
            name=kind,
            titles=_titles(facts["titles"]),
            columns=tuple(facts["columns"]),
            needs=tuple(map(tuple, facts["needs"])),
            telling=frozenset(facts["telling"]),
        )
        for kind, facts in data["sheets"].items()
    }
    return Vocabulary(
        headings={column: _titles(known) for column, known in data["columns"].items()},
        sheets=sheets,
        left={reason: _titles(known) for reason, known in data.get("left", {}).items()},
        generic=frozenset(data.get("generic", [""])),
        foreign=_titles(data.get("foreign", [])),
    )


def heading(title: str) -> str:
    """Return the form headings are compared by; the sign `#`, alone, is a heading of its own."""
    return "#" if title.strip() == "#" else normalise(title)


def _titles(texts: list[str]) -> frozenset[str]:
    return frozenset(map(heading, texts))
