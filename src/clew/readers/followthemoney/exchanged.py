"""Lines that another case of Clew exported: entities and links as they were there."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.exchange.rows import ENTITY_FIELDS, LINK_FIELDS, META, entity_values, link_values
from clew.readers.followthemoney.lines import Lines
from clew.readers.followthemoney.rows import Layout, Row

ENTITIES = Layout("clew-entities", "things", ENTITY_FIELDS, META)
LINKS = Layout("clew-links", "links", LINK_FIELDS, META)
UNCONFIRMED = Layout("clew-unconfirmed-links", "links", LINK_FIELDS, META)


def entities(lines: Lines) -> Iterator[Row]:
    """Yield the entities."""
    for item in lines.of("clew entity"):
        entity = item.exchanged.entity
        if entity is not None:
            yield Row(item, entity_values(entity))


def links(lines: Lines, schema: str) -> Iterator[Row]:
    """Yield the links, `clew link` or `clew unconfirmed link`."""
    for item in lines.of(schema):
        link = item.exchanged.link
        if link is None:
            continue
        source, target = (lines.entities.get(id_) for id_ in (link.source, link.target))
        if source is None or target is None:
            yield Row(item, {}, reason="one end is not in the file")
        else:
            yield Row(item, link_values(link, source, target))
