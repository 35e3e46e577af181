"""What one laboratory program writes: names of sheets, headings, words in cells; from a data file."""

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
        tables: Every other table of the data file: table -> meaning -> texts, lower case.
    """

    headings: dict[str, frozenset[str]]
    sheets: dict[str, SheetKind]
    left: dict[str, frozenset[str]]
    tables: dict[str, dict[str, frozenset[str]]]

    def meaning(self, table: str, text: str) -> str:
        """Return what a text means by a table, empty when the table does not know it."""
        key = text.strip().casefold()
        return next((meaning for meaning, known in self.tables[table].items() if key in known), "")

    def knows(self, table: str, meaning: str, text: str) -> bool:
        """Tell whether a table lists a text under one meaning."""
        return text.strip().casefold() in self.tables[table][meaning]


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
        for kind, facts in data.pop("sheets").items()
    }
    words = data.pop("words", {})
    return Vocabulary(
        headings={column: _titles(known) for column, known in data.pop("columns").items()},
        sheets=sheets,
        left={reason: _titles(known) for reason, known in data.pop("left", {}).items()},
        tables={
            table: {meaning: frozenset(text.casefold() for text in known) for meaning, known in meanings.items()}
            for table, meanings in {**words, **data}.items()
        },
    )


def heading(title: str) -> str:
    """Return the form headings are compared by; the sign `#`, alone, is a heading of its own."""
    return "#" if title.strip() == "#" else normalise(title)


def _titles(texts: list[str]) -> frozenset[str]:
    return frozenset(map(heading, texts))
