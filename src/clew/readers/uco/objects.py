"""The objects of a graph with their facets, wherever in the file they stand: listed, bundled, nested or referred to."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from clew.readers.uco.names import Names


@dataclass(frozen=True, slots=True)
class Ref:
    """A value that is another object of the graph."""

    id: str


Values = dict[str, list[Any]]  # property -> texts and references


@dataclass(slots=True)
class Object:
    """One object: its types, its own properties and those of its facets, by their local names.

    `source` is the object as the file has it. `top` tells objects of the graph from facets and mere values.
    """

    id: str
    types: list[str] = field(default_factory=list)
    values: Values = field(default_factory=dict)
    source: list[Any] = field(default_factory=list)
    facets: dict[str, Values] = field(default_factory=dict)
    top: bool = False

    def facet(self, *names: str) -> Values | None:
        """Return the first facet of these names it has, null when it has none."""
        return next((self.facets[name] for name in names if name in self.facets), None)

    def text(self, name: str) -> str:
        """Return a text of the object itself, or of any of its facets."""
        for values in (self.values, *self.facets.values()):
            if found := first_text(values, name):
                return found
        return ""

    def raw(self) -> tuple[str, str, str]:
        """Return id, types and the object as it stands in the file: the cells of its row."""
        parts = [json.dumps(each, ensure_ascii=False, separators=(",", ":")) for each in self.source]
        return self.id, " ".join(self.types), " ".join(parts)


def first_text(values: Values | None, *names: str) -> str:
    """Return the first text under these property names, empty when there is none."""
    for name in names:
        for value in (values or {}).get(name, ()):
            if isinstance(value, str) and value.strip():
                return value
    return ""


def refs(values: Values | None, *names: str) -> list[str]:
    """Return the ids of the objects under these property names, in order."""
    return [v.id for name in names for v in (values or {}).get(name, ()) if isinstance(v, Ref)]


class Objects:
    """All objects of a document by id, in the order of the file.

    Args:
        roots: Outermost values of the document.
        names: Expands names.
    """

    def __init__(self, roots: list[Any], names: Names) -> None:
        self._names = names
        self._by_id: dict[str, Object] = {}
        self._unnamed = 0
        for root in roots:
            self._value(root, top=True)
        for each in self._by_id.values():
            self._take_facets(each)

    def __iter__(self) -> Iterator[Object]:
        return (each for each in self._by_id.values() if each.top)

    def get(self, id_: str) -> Object | None:
        """Return the object of an id, null when the file only refers to it."""
        found = self._by_id.get(id_)
        return found if found and (found.source or found.values) else None

    def _value(self, value: Any, *, top: bool) -> list[Any]:
        """Return a JSON value as texts and references, registering every object met."""
        if isinstance(value, list):
            return [each for item in value for each in self._value(item, top=top)]
        if isinstance(value, bool):
            return ["true" if value else "false"]
        if isinstance(value, dict):
            keys = {self._names.local(key): key for key in value}
            if "@value" in keys:
                return self._value(value[keys["@value"]], top=False)
            for wrapper in ("@list", "@set"):
                if wrapper in keys:
                    return self._value(value[keys[wrapper]], top=top)
            return [Ref(self._object(value, keys, top=top))]
        return [] if value is None else [str(value)]

    def _object(self, value: dict[str, Any], keys: dict[str, str], *, top: bool) -> str:
        id_ = value.get(keys.get("@id", ""), "")
        if not isinstance(id_, str) or not id_:
            self._unnamed += 1
            id_ = f"unnamed object {self._unnamed}"
        found = self._by_id.setdefault(id_, Object(id_))
        for local, key in keys.items():
            if local == "@type":
                names = value[key] if isinstance(value[key], list) else [value[key]]
                found.types += [t for t in map(self._names.local, filter(_is_text, names)) if t not in found.types]
            elif local == "@graph" or (local == "object" and top):
                self._value(value[key], top=True)
            elif local not in ("@id", "@context"):
                own = found.values.get(local, [])
                found.values[local] = list(dict.fromkeys([*own, *self._value(value[key], top=False)]))
        if len(value) > 1:
            found.source.append(_without_context(value, keys))
        is_facet = any(t.endswith("Facet") for t in found.types)
        # A nested object counts as one of the graph once it has facets or is a relation of its own.
        found.top |= (
            bool(found.types or "hasFacet" in found.values)
            and not is_facet
            and (top or "hasFacet" in found.values or "kindOfRelationship" in found.values)
        )
        return id_

    def _take_facets(self, each: Object) -> None:
        for id_ in refs(each.values, "hasFacet", "facets"):
            facet = self._by_id.get(id_)
            if facet is None or facet is each:
                continue
            facet.top = False
            for name in facet.types or ["Facet"]:
                merged = each.facets.setdefault(name, {})
                for key, values in facet.values.items():
                    merged[key] = list(dict.fromkeys([*merged.get(key, []), *values]))
        if each.facets and not each.types:
            each.types.append("ObservableObject")


def _without_context(value: dict[str, Any], keys: dict[str, str]) -> dict[str, Any]:
    dropped = [keys[name] for name in ("@context", "@graph", "object") if name in keys]
    return {key: each for key, each in value.items() if key not in dropped}


def _is_text(value: object) -> bool:
    return isinstance(value, str)
