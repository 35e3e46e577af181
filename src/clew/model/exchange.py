"""What an exported entity or link carries for another case of Clew, so that what goes out comes back equal.

Exchange formats have no place for a count of calls, a handling code or a pseudonym. Exporters put these
records beside each object, under a name of Clew's own; other programs pass over them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self

#: Name of the records in a JSON object, and of the property that holds them in a graph.
PROPERTY = "clew"
SCHEMA = "clew-exchange/1"

#: Id of the object that says what the chart as a whole is: its marking, its case, what is left out.
CHART = "clew-chart"

#: What stands for the value of a thing whose identifier is not handed on.
WITHHELD = "withheld:"


@dataclass(frozen=True, slots=True)
class Entity:
    """An entity as it was shown: `kind` is a key of `END_KINDS`; `value` is empty where it was withheld."""

    id: str
    label: str
    kind: str
    value: str
    name: str
    protected: bool = False
    group: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def end(self) -> str:
        """Return what links name it by: a person's id, else its value, else its id as a withheld one."""
        return self.id if self.kind == "person" else self.value or f"{WITHHELD}{self.id}"


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it was shown; `first` and `last` are ISO 8601 UTC or empty."""

    id: str
    type: str
    source: str
    target: str
    directed: bool
    confirmed: bool
    records: int
    first: str = ""
    last: str = ""
    grade: str = ""
    handling: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


def as_record(thing: Entity | Link) -> dict[str, Any]:
    """Return a thing as a JSON object that says what it is."""
    kind = "entity" if isinstance(thing, Entity) else "link"
    return {"schema": SCHEMA, "record": kind, **asdict(thing)}


@dataclass(frozen=True, slots=True)
class Exchanged:
    """What a record turned out to be; both null when it is no record of this schema."""

    entity: Entity | None = None
    link: Link | None = None

    @classmethod
    def of(cls, record: object) -> Self:
        """Read a record; one of another schema, or with parts missing or of the wrong type, is none."""
        if not isinstance(record, dict) or record.get("schema") != SCHEMA:
            return cls()
        try:
            if record.get("record") == "entity":
                return cls(entity=_made(Entity, record))
            return cls(link=_made(Link, record)) if record.get("record") == "link" else cls()
        except (TypeError, ValueError, AttributeError):
            return cls()


def _made(kind: type[Any], record: dict[str, Any]) -> Any:
    given = {f.name: record[f.name] for f in fields(kind) if f.name in record}
    for name, value in given.items():
        if name == "fields":
            given[name] = {str(k): str(v) for k, v in value.items()}
        elif name == "evidence":
            given[name] = tuple(str(each) for each in value)
        elif name in ("protected", "directed", "confirmed"):
            given[name] = value is True
        elif name == "records":
            given[name] = int(value)
        else:
            given[name] = "" if value is None else str(value)
    return kind(**given)
