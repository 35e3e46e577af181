"""A file of entities, one JSON object a line: walked once to know who is who, then once for each part."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from clew.model.exchange import CHART, Entity, Exchanged
from clew.readers.reader import Source

#: A longer line is no entity but a file without line ends.
LONGEST_LINE = 1 << 24


class End(NamedTuple):
    """What an entity is at the end of a link: a kind of end, its value as written, its name."""

    kind: str
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line: where it stands, its text, and the entity in it."""

    number: int
    text: str
    id: str
    schema: str
    properties: dict[str, list[str]]
    exchanged: Exchanged

    @property
    def row_ref(self) -> str:
        """Return its place: line and id."""
        return f"line {self.number}, {self.id}"

    def first(self, *names: str) -> str:
        """Return the first value of these properties, empty when there is none."""
        return next((value for name in names for value in self.properties.get(name, ())), "")

    def all(self, *names: str) -> list[str]:
        """Return every value of these properties, each once."""
        return list(dict.fromkeys(value for name in names for value in self.properties.get(name, ())))


@dataclass(slots=True)
class Lines:
    """The file, with what the first walk found.

    Attributes:
        schemata: Schema of each line, in order; empty where the line holds no entity.
        ends: Entity id -> what it is; its memory grows with the things in the file, not with links and events.
        entities: Entity id -> record of another case of Clew.
        marking: How the other case marked what it exported.
        used: Properties that calls, messages and payments of the file have.
        several: Those of them that have more than one value somewhere.
    """

    source: Source
    schemata: list[str] = field(default_factory=list)
    ends: dict[str, End | None] = field(default_factory=dict)
    entities: dict[str, Entity] = field(default_factory=dict)
    marking: str = ""
    used: set[str] = field(default_factory=set)
    several: set[str] = field(default_factory=set)

    def walk(self, end_of: Callable[[Item], End | None], is_event: Callable[[str], bool]) -> None:
        """Go through the file once.

        Args:
            end_of: Says what an entity is at the end of a link, null where Clew has no such thing.
            is_event: Says of a schema that nothing ever refers to it.
        """
        names: dict[str, str] = {}  # one text for each schema, however many lines
        for number, text in enumerate(self._texts(), 1):
            item = parse(number, text)
            schema = "" if item is None else item.schema
            if item is not None and item.exchanged.entity is not None:
                schema = "clew entity"
                self.entities[item.exchanged.entity.id] = item.exchanged.entity
            elif item is not None and item.exchanged.link is not None:
                schema = "clew link" if item.exchanged.link.confirmed else "clew unconfirmed link"
            elif item is not None and item.id == CHART:
                schema = "clew chart"
                self.marking = item.first("description")
            elif item is not None and is_event(schema):
                self.used.update(item.properties)
                self.several.update(name for name, values in item.properties.items() if len(values) > 1)
            elif item is not None:
                self.ends[item.id] = end_of(item)
            self.schemata.append(names.setdefault(schema, schema))

    def of(self, *schemata: str) -> Iterator[Item]:
        """Yield the lines of some schemata."""
        wanted = set(schemata) & set(self.schemata)
        if not wanted:
            return
        for number, (text, schema) in enumerate(zip(self._texts(), self.schemata, strict=False), 1):
            if schema in wanted and (item := parse(number, text)) is not None:
                yield item

    def without_entity(self) -> Iterator[tuple[int, str]]:
        """Yield number and text of the lines that hold no entity; blank ones are no lines."""
        for number, (text, schema) in enumerate(zip(self._texts(), self.schemata, strict=False), 1):
            if not schema and text.strip():
                yield number, text

    def _texts(self) -> Iterator[str]:
        with self.source.open() as stream:
            first = True
            while line := stream.readline(LONGEST_LINE):
                text = line.decode("utf-8-sig" if first else "utf-8", "replace").rstrip("\r\n")
                first = False
                yield text


def parse(number: int, text: str) -> Item | None:
    """Return the entity of a line, null when there is none. A single value counts as a list of one."""
    try:
        whole = json.loads(text.rstrip().rstrip(","))
        if "\\ud" in text.lower():  # a lone half of a surrogate pair is no text anywhere else
            whole = json.loads(json.dumps(whole, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(whole, dict) or not isinstance(whole.get("schema"), str):
        return None
    given = whole.get("properties")
    properties = {name: _texts(values) for name, values in given.items()} if isinstance(given, dict) else {}
    return Item(number, text, str(whole.get("id", "")), whole["schema"], properties, Exchanged.of(whole.get("clew")))


def _texts(values: Any) -> list[str]:
    listed = values if isinstance(values, list) else [values]
    if all(type(each) is str and each for each in listed):
        return [each for each in listed if not each.isspace()]
    # A nested entity, as some programs write it, is referred to by its id.
    plain = [each.get("id") if isinstance(each, dict) else each for each in listed]
    return [str(each) for each in plain if each is not None and str(each).strip()]
