"""A person's standing in a case, only where the exhibit states it in so many words (`data/categories.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import pyarrow as pa

from clew.normalise.rows import TEXT, Rows


def read(rows: Rows) -> pa.Array:
    """Return the list of categories of each row, from its category and role cells.

    Rows that state none get the part's default (`meta` `category`: a referral form is about
    possible victims); without a default they are null, which means not assessed.
    """
    default = rows.meta("category")
    if not rows.given("category", "role") and default is None:
        return pa.nulls(rows.size, pa.list_(TEXT))
    memo = rows.memo("categories")
    lists = []
    for cells in zip(rows.text("category").to_pylist(), rows.text("role").to_pylist(), strict=True):
        if cells not in memo:
            memo[cells] = stated(cells) or ([default] if default else None)
        lists.append(memo[cells])
    return pa.array(lists, pa.list_(TEXT))


def stated(cells: tuple[str | None, ...]) -> list[str]:
    """Return the categories some cells state, sorted."""
    words = _words()
    found = set()
    for cell in cells:
        for piece in re.split(r"[,;|/\n]", cell or ""):
            found.add(words.get(" ".join(re.findall(r"[a-z0-9]+", piece.lower()))))
    return sorted(c for c in found if c)


@cache
def _words() -> dict[str, str]:
    data = tomllib.loads((files("clew.normalise") / "data" / "categories.toml").read_text("utf-8"))
    return {word: category for category, words in data.items() for word in words}
