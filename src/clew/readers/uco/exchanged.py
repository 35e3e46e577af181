"""Objects that another case of Clew exported: entities and links as they were there."""

from __future__ import annotations

import json
from collections.abc import Iterator

from clew.model.exchange import PROPERTY, Exchanged
from clew.model.records import RAW_SEPARATOR
from clew.readers.exchange.rows import ENTITY_FIELDS, LINK_FIELDS, META, entity_values, link_values
from clew.readers.reader import SetAside, Tally
from clew.readers.uco.objects import Object, Objects, first_text
from clew.readers.uco.rows import Layout, Row

ENTITIES = Layout("clew entities", "things", ENTITY_FIELDS, meta=META)
LINKS = Layout("clew links", "links", LINK_FIELDS, meta=META)
UNCONFIRMED = Layout("clew unconfirmed links", "links", LINK_FIELDS, meta=META)


class Records:
    """The records of another case in a graph; their objects are theirs alone and give no other row.

    Args:
        objects: The graph.
    """

    def __init__(self, objects: Objects) -> None:
        self._found: list[tuple[Object, Exchanged]] = []
        for each in objects:
            record = first_text(each.facet("Record"), PROPERTY)
            exchanged = Exchanged.of(_parsed(record)) if record else Exchanged()
            if exchanged != Exchanged():
                self._found.append((each, exchanged))
        for each, _ in self._found:
            each.top = False

    def __bool__(self) -> bool:
        return bool(self._found)

    def entities(self) -> Iterator[Row]:
        """Yield the entities."""
        for each, exchanged in self._found:
            if exchanged.entity is not None:
                yield Row(each, entity_values(exchanged.entity))

    def links(self, tally: Tally, *, confirmed: bool) -> Iterator[Row]:
        """Yield the links that were confirmed, or those that were not; one with an end missing is set aside."""
        ends = {e.entity.id: e.entity for _, e in self._found if e.entity is not None}
        for each, exchanged in self._found:
            link = exchanged.link
            if link is None or link.confirmed is not confirmed:
                continue
            source, target = ends.get(link.source), ends.get(link.target)
            if source is None or target is None:
                tally.read += 1
                raw = RAW_SEPARATOR.join((*each.raw(), ""))
                tally.set_aside.append(SetAside(each.id, "one end is not in the file", raw))
            else:
                yield Row(each, link_values(link, source, target))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
