"""What kind of entity an entity is, by its title, else by a key that tells."""

from __future__ import annotations

from clew.readers.engine.titles import normalise
from clew.readers.xry.entities import Entity, layout


def kind_of(entity: Entity) -> str:
    """Return calls, messages, contacts, device, or empty for another category."""
    title = normalise(entity.title)
    named = next((kind for kind, titles in layout()["titles"].items() if title in titles), "")
    if named:
        return named
    keys = {normalise(key) for key, _ in entity.values}
    return next((kind for kind, telling in layout()["telling"].items() if keys & set(telling)), "")
