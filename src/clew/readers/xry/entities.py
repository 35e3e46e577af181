"""Lines of an XRY text export as entities: a title with a number, keys with values, people with keys of their own."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from clew.readers.engine.titles import normalise

_TITLE = re.compile(r"\s*(?P<title>[^\W_][^\t:#]{0,60}?)\s*#\t\s*(?P<number>\d+)\s*")
_KEY = re.compile(r"(?P<key>[^\t:]{1,40}):(?P<gap>\t*)(?P<value>.*)", re.DOTALL)


@dataclass(slots=True)
class Entity:
    """One entity.

    Args:
        title: What it is called: `Calls`.
        number: Its number.
        values: Keys and values that belong to nobody, in the order of the file.
        people: Role and keys of each person.
    """

    title: str
    number: int
    values: list[list[str]] = field(default_factory=list)
    people: list[tuple[str, list[list[str]]]] = field(default_factory=list)

    def first(self, *keys: str) -> str:
        """Return the value of the first of these keys it has, empty when it has none."""
        return next((value for key, value in self.values if normalise(key) in keys), "")


@cache
def layout() -> dict[str, Any]:
    """Return `readers/data/xry_text.toml`."""
    return tomllib.loads((files("clew.readers") / "data" / "xry_text.toml").read_text("utf-8"))


def title_of(line: str) -> tuple[str, int] | None:
    """Return title and number of a line such as `Calls #` TAB `17`, null when it is none."""
    found = _TITLE.fullmatch(line) if "#\t" in line else None
    return (found["title"], int(found["number"])) if found else None


def entities(lines: Iterable[str]) -> Iterator[Entity]:
    """Yield the entities among lines. What stands before the first title is the file's preamble.

    A blank line ends an entity only when a title or nothing follows: texts may hold blank lines.
    """
    block: list[str] = []
    for line in lines:
        if title_of(line) is not None and (not block or not block[-1].strip() or title_of(block[0]) is None):
            if block and title_of(block[0]) is not None:
                yield _entity(block)
            block = []
        block.append(line.rstrip("\r\n"))
    if block and title_of(block[0]) is not None:
        yield _entity(block)


def _entity(block: list[str]) -> Entity:
    titled = title_of(block[0])
    assert titled is not None
    entity = Entity(*titled)
    into = entity.values
    lines = _without_end(block[1:])
    for number, line in enumerate(lines):
        after = lines[number + 1] if number + 1 < len(lines) else ""
        role = normalise(line) if len(line) < 20 and ":" not in line else ""
        if role in layout()["people"] and _key(after)[0] in layout()["of_a_person"]:
            into = []
            entity.people.append((role, into))
            continue
        key, value = _key(line)
        if key:
            role = key if key in layout()["people"] and value else ""
            if role:
                entity.people.append((role, [["Tel", value]]))
                continue
            # A key that belongs to nobody ends the keys of a person.
            if into is not entity.values and key not in layout()["of_a_person"]:
                into = entity.values
            into.append([line.partition(":")[0].strip(), value])
        elif into:
            into[-1][1] += f"\n{line}"
    return entity


def _key(line: str) -> tuple[str, str]:
    """Return the key of a line, normalised, and its value; blank when the line continues a value."""
    found = _KEY.fullmatch(line)
    if found is None:
        return "", ""
    key = normalise(found["key"])
    if found["gap"]:
        return key, found["value"]  # a segment of a text may begin or end with a blank
    # Some copies have blanks for the tab, and nothing behind a key without a value.
    apart = not found["value"].strip() or found["value"].startswith("  ")
    return (key, found["value"].strip()) if apart and key in _known() else ("", "")


@cache
def _known() -> frozenset[str]:
    keys = layout()["keys"]
    every = (key for columns in keys.values() for known in columns.values() for key in known)
    return frozenset([*every, *layout()["of_a_person"], *layout()["people"], "data", "attribute", "name matched"])


def _without_end(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]
