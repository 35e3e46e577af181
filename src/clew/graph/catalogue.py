"""The named queries: `queries/clew_queries/<topic>/<name>.cypher`, one file each, found by being there.

A file is plain Cypher with a header of comment lines `// key: value`, so that it can be pasted
anywhere Cypher runs:

    // title: Common contacts of several numbers
    // question: Which numbers are in touch with two or more of these numbers?
    // param: numbers entities required the numbers to compare
    // param: limit integer 200 most rows to return
    // returns: contact entity the common contact
    // innocent: ...    // source: ...    // since: ...
    // hops: 2          (only where it goes two steps from a subject: it then needs a recorded reason)

A parameter is a name, a type of `PARAMETER_TYPES`, a default or `required`, and its meaning; a
column a name, a type of `COLUMN_TYPES` and its meaning. Parameters of type `entity` and
`entities` are entity ids: whoever calls turns numbers and names into ids first. `hops: 2` marks a
query that goes two steps from a subject: the caller asks for a reason and logs it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from clew.errors import UsageError
from clew.graph.cypher import native
from clew.graph.rows import label_of
from clew.graph.session import GraphSession
from clew.model.table import Column, Table, table

PARAMETER_TYPES = ("entity", "entities", "text", "integer", "number", "boolean", "date")
COLUMN_TYPES = ("entity", "entities", "text", "integer", "number", "utc", "date", "boolean")

_LINE = re.compile(r"// ([a-z]+):\s+(\S.*)")
_PARAMETER = re.compile(r"(\w+)\s+(\w+)\s+(\S+)\s+(\S.*)")
_COLUMN = re.compile(r"(\w+)\s+(\w+)\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a query: its type, its default (null when it must be given) and what it means."""

    name: str
    type: str
    default: Any
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named query: its header, and the text that is sent as it stands."""

    name: str
    title: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    innocent: str
    source: str
    since: str
    hops: int  # steps from a subject; more than one needs a reason
    cypher: str


@cache
def list_queries() -> tuple[Query, ...]:
    """Return all named queries, sorted by name.

    Raises:
        ValueError: a file's header lacks a key or has a line that cannot be read; names the file.
    """
    found = []
    for topic in files("clew_queries").iterdir():
        if topic.is_dir():
            for file in topic.iterdir():
                if file.name.endswith(".cypher"):
                    name = f"{topic.name}/{file.name.removesuffix('.cypher')}"
                    found.append(parse(name, file.read_text(encoding="utf-8")))
    return tuple(sorted(found, key=lambda q: q.name))


def get(name: str) -> Query:
    """Return a query by name; its topic may be left out where that is enough.

    Raises:
        UsageError: no such query, or several; names the nearest.
    """
    known = {q.name: q for q in list_queries()}
    if name in known:
        return known[name]
    same = [n for n in known if n.partition("/")[2] == name]
    if len(same) == 1:
        return known[same[0]]
    near = same or get_close_matches(name, known, 1) or _by_last_part(name, list(known))
    hint = f"did you mean {' or '.join(near)}?" if near else "list them with: clew query --list"
    raise UsageError(f"no query is named {name!r}", hint=hint)


def run(session: GraphSession, name: str, /, **parameters: Any) -> Table:
    """Run a named query.

    Args:
        session: The open graph.
        name: Name of the query.
        parameters: Its parameters, each as its type or as text: whole numbers, `2026-03-01`, `true`,
            lists of ids as a list or as text with commas.

    Returns:
        The columns the header promises, also when there are no rows; the innocent explanation among the notes.

    Raises:
        UsageError: an unknown query or parameter, one missing, or one that does not fit its type.
    """
    query = get(name)
    values = checked(query, parameters)
    names, records = session.read_some(query.cypher, values, None)
    kinds = {c.name: c.kind for c in query.columns}
    # The embedded engine names no columns when there are no rows.
    if records and names != list(kinds):
        raise ValueError(f"{query.name} returns {names}, its header says {list(kinds)}")
    rows = [{n: native(v) for n, v in zip(names, r.values(), strict=True)} for r in records]
    notes = [query.innocent]
    if len(records) == values.get("limit"):
        notes.append(f"cut after {len(records):,} rows: there may be more")
    return table(query.title, list(query.columns), rows, tuple(notes))


def checked(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return every parameter of a query as the graph takes it, defaults filled in.

    Raises:
        UsageError: an unknown parameter, one missing, or one that does not fit its type.
    """
    known = {p.name: p for p in query.parameters}
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, 1)
            raise UsageError(
                f"{query.name} has no parameter {name!r}",
                hint=f"did you mean {near[0]}?" if near else f"it has {_signature(query)}",
            )
    missing = [p.name for p in query.parameters if p.required and p.name not in given]
    if missing:
        raise UsageError(
            f"{query.name} needs {', '.join(missing)}", hint=f"give -p {missing[0]}=...; it has {_signature(query)}"
        )
    return {n: _typed(query, p, given[n]) if n in given else p.default for n, p in known.items()}


def parse(name: str, text: str) -> Query:
    """Read a query file.

    Raises:
        ValueError: a key is missing or a line cannot be read; names the query.
    """
    header: dict[str, list[str]] = {}
    for line in text.splitlines():
        match = _LINE.fullmatch(line)
        if match is None:
            break
        header.setdefault(match[1], []).append(match[2])
    missing = [k for k in ("title", "question", "returns", "innocent", "source", "since") if k not in header]
    if missing:
        raise ValueError(f"query {name}: header lacks {', '.join(missing)}")
    columns = [_matched(_COLUMN, line, COLUMN_TYPES, name) for line in header["returns"]]
    return Query(
        name=name,
        title=header["title"][0],
        question=header["question"][0],
        parameters=tuple(_parameter(name, line) for line in header.get("param", [])),
        columns=tuple(Column(name_, kind, meaning) for name_, kind, meaning in columns),
        innocent=header["innocent"][0],
        source=header["source"][0],
        since=header["since"][0],
        hops=int(header.get("hops", ["1"])[0]),
        cypher=text,
    )


def _signature(query: Query) -> str:
    return ", ".join(f"{p.name} ({p.type}{'' if p.required else f', ={p.default}'})" for p in query.parameters)


def _parameter(query: str, line: str) -> Parameter:
    name, type_, default, meaning = _matched(_PARAMETER, line, PARAMETER_TYPES, query)
    required = default.strip("()") == "required"
    value = None if required or default == "null" else _READ[type_](default.strip('"'))
    return Parameter(name, type_, value, required, meaning)


def _matched(pattern: re.Pattern[str], line: str, types: tuple[str, ...], query: str) -> tuple[str, ...]:
    match = pattern.fullmatch(line)
    if match is None or match[2] not in types:
        raise ValueError(f"query {query}: header line {line!r} is not NAME TYPE ... with a type of {', '.join(types)}")
    return tuple(match.groups())


def _typed(query: Query, parameter: Parameter, value: Any) -> Any:
    try:
        return _READ[parameter.type](value)
    except (KeyError, TypeError, ValueError):
        raise UsageError(
            f"{parameter.name}={value!r} is not {_SAMPLES[parameter.type]}",
            where=query.name,
            hint=f"{parameter.name}: {parameter.meaning}",
        ) from None


def _entity(value: Any) -> str:
    label_of(value)
    return str(value)


def _entities(value: Any) -> list[str]:
    parts = [p.strip() for p in value.split(",")] if isinstance(value, str) else list(value)
    return [_entity(p) for p in parts if p != ""]


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or int(value) != float(value) or int(value) < 0:
        raise ValueError
    return int(value)


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    return {"true": True, "yes": True, "false": False, "no": False}[str(value).lower()]


def _day(value: Any) -> str:
    return (value if type(value) is date else date.fromisoformat(value)).isoformat()


_READ: dict[str, Callable[[Any], Any]] = {
    "entity": _entity, "entities": _entities, "text": _text, "integer": _whole, "number": float, "boolean": _boolean,
    "date": _day,
}  # fmt: skip
_SAMPLES = {
    "entity": "an entity id", "entities": "a list of entity ids", "text": "text", "integer": "a whole number from 0",
    "number": "a number", "boolean": "true or false", "date": "a day such as 2026-03-01",
}  # fmt: skip


def _by_last_part(name: str, known: list[str]) -> list[str]:
    last = {n.partition("/")[2]: n for n in known}
    return [last[n] for n in get_close_matches(name.rpartition("/")[2], last, 1)]
