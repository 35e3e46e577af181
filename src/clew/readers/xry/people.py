"""A person of an entity as a line of a cell of parties: `from: +447700900123 Sam`."""

from __future__ import annotations

from clew.readers.engine.titles import normalise


def party(role: str, keys: list[list[str]]) -> str:
    """Return the line of one person.

    Args:
        role: `from`, `to`, `participant` or blank.
        keys: Keys and values that belong to the person.
    """
    by_key: dict[str, str] = {}
    for key, value in keys:
        by_key.setdefault(normalise(key), value)
    identifier = _first(by_key, ("tel", "number", "identifier", "user id", "account", "username", "email", "e mail"))
    name = _first(by_key, ("name matched", "name"))
    who = " ".join(" ".join((identifier, name)).split()).replace(";", ",")
    return f"{role}: {who}" if role in ("from", "to") else who


def _first(by_key: dict[str, str], keys: tuple[str, ...]) -> str:
    return next((by_key[key] for key in keys if by_key.get(key)), "")
