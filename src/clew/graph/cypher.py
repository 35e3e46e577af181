"""Cypher of the analyst's own: read-only, bounded, and its answer as a table of plain values.

A server refuses to write in a read transaction; the embedded engine does not, so the text itself
is held to reading clauses. The check reads the text as the engines do: strings, quoted names and
comments are blanked first, and unicode escapes, which one engine resolves before anything else,
are refused.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

from neo4j.graph import Node, Path, Relationship
from neo4j.time import Date, DateTime, Duration, Time

from clew.errors import PolicyError
from clew.graph.session import GraphSession
from clew.model.entities import PREFIXES
from clew.model.table import Column, Table, table

#: Most rows of a free query; the table says when it was cut.
MOST_ROWS = 10_000

_WRITING = (
    "CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "INSERT", "FOREACH", "DROP", "LOAD", "USE", "SHOW", "ALTER",
    "RENAME", "GRANT", "DENY", "REVOKE", "TERMINATE", "DEALLOCATE", "REALLOCATE", r"START\s+DATABASE",
    r"STOP\s+DATABASE",
)  # fmt: skip
_WRITING_WORD = re.compile(rf"\b({'|'.join(_WRITING)})\b", re.IGNORECASE)
_PROCEDURE = re.compile(r"\bCALL\b\s*(?![\s({])([\w.`]*)", re.IGNORECASE)
_PROCEDURES = ("db.index.fulltext.queryNodes",)
_QUOTED = re.compile(
    r"""
    '(?:[^'\\]|\\.)*' | "(?:[^"\\]|\\.)*" | `(?:[^`]|``)*` | //[^\n]* | /\*.*?\*/
    """,
    re.VERBOSE | re.DOTALL,
)
_ENTITY_ID = re.compile(rf"(?:{'|'.join(PREFIXES.values())})-[0-9a-f]{{16}}")


def run_cypher(session: GraphSession, text: str, parameters: dict[str, Any] | None = None) -> Table:
    """Run a reading query and return its answer; nodes and relationships become their ids.

    Columns that hold nothing but entity ids are `entity` columns, lists of them `entities`. Any other text
    is `free_text`, in which the redact step looks for names; an entity id in it stands in braces.

    Args:
        session: The open graph.
        text: One Cypher query. Names that read like a writing clause go in backticks.
        parameters: Values of `$name`; times as ISO 8601 text, built with `datetime($name)` in the query.

    Raises:
        PolicyError: the text could write or administer, or calls a procedure that is not allowed.
        UsageError: the query is not valid, or a parameter is a time.
    """
    refuse_writing(text)
    names, records = session.read_some(text, parameters or {}, MOST_ROWS + 1)
    notes = (f"cut after {MOST_ROWS:,} rows",) if len(records) > MOST_ROWS else ()
    values = [[_plain(v) for v in r.values()] for r in records[:MOST_ROWS]]
    columns, rows = [], [dict[str, Any]() for _ in values]
    for at, name in enumerate(names):
        kind = _kind([row[at] for row in values])
        columns.append(Column(name, kind))
        for row, source in zip(rows, values, strict=True):
            row[name] = _text(source[at]) if kind == "free_text" else source[at]
    return table("query", columns, rows, notes)


def refuse_writing(text: str) -> None:
    """Refuse a query that is not plainly a reading one.

    Raises:
        PolicyError: with the word that stands against it.
    """
    if "\\u" in text.lower():
        raise PolicyError("unicode escapes are not allowed in a query", hint="write the character itself")
    bare = _QUOTED.sub(lambda m: "``" if m[0].startswith("`") else " '' ", text)
    if any(mark in bare.replace("''", "").replace("``", "") for mark in ("'", '"', "`", "/*")):
        raise PolicyError("the query holds a quote or comment that does not end", hint="close it")
    writing = _WRITING_WORD.search(bare)
    if writing:
        raise PolicyError(
            f"{writing[1].upper()} is not allowed: the graph is a view of the ledger and is only read",
            hint="put a name that reads like a clause in backticks; change the case with clew add, note or seal",
        )
    for call in _PROCEDURE.finditer(bare):
        if call[1] not in _PROCEDURES:
            raise PolicyError(
                f"CALL {call[1]} is not allowed",
                hint=f"allowed: {', '.join(_PROCEDURES)}, and subqueries CALL (x) {{}}",
            )


def native(value: Any) -> Any:
    """Return a graph time as a Python one in UTC, cut to microseconds; other values as they are."""
    if isinstance(value, DateTime):
        moment = value.to_native()
        return moment.astimezone(UTC) if moment.tzinfo is not None else moment
    if isinstance(value, Date):
        return value.to_native()
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Node):
        return value.get("id") if "id" in value else "/".join(sorted(value.labels))
    if isinstance(value, Relationship):
        return value.get("id") if "id" in value else value.type
    if isinstance(value, Path):
        steps = [_braced(_plain(value.start_node))]
        for link in value.relationships:
            assert link.end_node is not None
            before = steps[-1]
            forward = _braced(_plain(link.end_node)) != before
            node = link.end_node if forward else link.start_node
            steps += [f"-{link.type}->" if forward else f"<-{link.type}-", _braced(_plain(node))]
        return " ".join(steps)
    if isinstance(value, list):
        return [_plain(v) for v in value]
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, Duration | Time):
        return value.iso_format()
    return native(value)


def _kind(values: list[Any]) -> str:
    """Return the column kind that all values fit, null aside."""
    held = [v for v in values if v is not None]
    types = {type(v) for v in held}
    if types == {bool}:
        return "boolean"
    if types == {int}:
        return "integer" if all(-(2**63) <= v < 2**63 for v in held) else "free_text"
    if types and types <= {int, float}:
        return "number"
    if types == {datetime} and all(v.tzinfo is not None for v in held):
        return "utc"
    if types == {date}:
        return "date"
    if types == {str} and all(_is_id(v) for v in held):
        return "entity"
    if types == {list} and all(_is_id(v) for several in held for v in several):
        return "entities"
    return "free_text"


def _text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(_marked(value), ensure_ascii=False, sort_keys=True, default=str)


def _marked(value: Any) -> Any:
    """Return a nested value with every entity id in braces."""
    if isinstance(value, str):
        return _braced(value)
    if isinstance(value, list):
        return [_marked(v) for v in value]
    if isinstance(value, dict):
        return {k: _marked(v) for k, v in value.items()}
    return value


def _braced(text: Any) -> str:
    return f"{{{text}}}" if _is_id(text) else str(text)


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ENTITY_ID.fullmatch(value) is not None
