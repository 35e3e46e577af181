"""Entities of one kind as a grid: our columns for the keys that are known, one column for all others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

import numpy as np
import pyarrow as pa

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.grid import Slab
from clew.readers.engine.titles import normalise
from clew.readers.xry.entities import Entity, layout
from clew.readers.xry.people import party
from clew.readers.xry.texts import Texts

PARTIES, FURTHER = "parties", "further fields"
_SLAB_ROWS = 8_192
#: Which clock a time was read from; it stays in the row's text.
_CLOCK = re.compile(r"\s*\((?:device|network)\)\s*$", re.IGNORECASE)


class EntityGrid:
    """Entities as rows.

    Args:
        name: Title of the entities.
        kind: `calls`, `messages` or `contacts`.
        entities: The entities, read as they are asked for.
    """

    def __init__(self, name: str, kind: str, entities: Iterable[Entity]) -> None:
        self.name = name
        self._texts = entities
        self._columns: dict[str, list[str]] = layout()["keys"][kind]
        self._column_of = {key: column for column, keys in self._columns.items() for key in keys}

    @property
    def header(self) -> list[str]:
        """Titles of the columns."""
        return [PARTIES, *self._columns, FURTHER]

    def window(self, first: int, count: int) -> list[list[str]]:
        """Entities have no rows above them."""
        return []

    def slabs(self, first: int, width: int) -> Iterator[Slab]:
        """Yield all entities as columns."""
        entities = iter(self._texts)
        while some := list(islice(entities, _SLAB_ROWS)):
            rows = [[cell.replace(RAW_SEPARATOR, " ") for cell in self._row(entity)] for entity in some]
            columns = [pa.array(column, pa.string()) for column in zip(*rows, strict=True)]
            yield self._with_odd(Slab(np.array([entity.number for entity in some], np.int64), columns))
        yield self._with_odd(Slab(np.zeros(0, np.int64), [pa.array([], pa.string())] * width))

    def _with_odd(self, slab: Slab) -> Slab:
        if isinstance(self._texts, Texts):
            slab.odd, self._texts.odd = self._texts.odd, []
            slab.damage, self._texts.warnings = "; ".join(self._texts.warnings), []
        return slab

    def _row(self, entity: Entity) -> list[str]:
        known: dict[str, str] = {}
        rest: list[str] = []
        loose: list[list[str]] = []
        for key, value in entity.values:
            plain = normalise(key)
            column = self._column_of.get(plain, "")
            if column and column not in known:
                known[column] = value
            elif column in ("phone", "email", "account"):
                known[column] += f"\n{value}"
            elif plain in layout()["of_a_person"] and not column:
                loose.append([key, value])
            else:
                rest.append(f"{key}={value}")
        people = [party(role, keys) for role, keys in entity.people]
        if loose:
            people.append(party("", loose))
        clock = _CLOCK.search(known.get("time", ""))
        if clock:
            known["time"] = _CLOCK.sub("", known["time"])
            rest.append(f"clock={clock.group().strip(' ()')}")
        return ["\n".join(people), *(known.get(name, "") for name in self._columns), "; ".join(rest)]
