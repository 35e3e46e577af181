"""Entities, links and events as rows of plain values: what goes over Bolt, and the Cypher that unpacks it.

A row is a list of text, whole numbers, booleans and lists of text. Times travel as ISO 8601
text and become times in Cypher; null properties are left out by the engines themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from clew.model.entities import PREFIXES

_LABELS = {prefix: label for label, prefix in PREFIXES.items()}
_SEPARATOR = "\x1f"
_NULL = "\x1e"

#: Node properties, in the order of a row after its label.
NODE_PROPERTIES = (
    "id", "kind", "name", "value", "service", "number_type", "protected", "records", "exhibits", "first_utc",
    "last_utc",
)  # fmt: skip

#: Link properties, in the order of a row after its two ends.
LINK_PROPERTIES = (
    "id", "records", "calls", "messages", "payments", "sightings", "duration_s", "first_utc", "last_utc", "from_utc",
    "to_utc", "capacity", "as_own", "exhibits", "evidence_types", "lowest_grade", "handling", "confirmed", "reason",
    "saved_as",
)  # fmt: skip

#: Event properties, in the order of a row after its two ends. The text of a message stays in the ledger.
EVENT_PROPERTIES = (
    "id", "exhibit_id", "part", "row_ref", "evidence_type", "event_kind", "direction", "service", "status", "start_utc",
    "end_utc", "ambiguous", "duration_s", "cell_first", "cell_last", "amount_minor", "currency", "channel", "grade",
    "handling",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows to write, as columns sorted by group: the label or type of a row. Python values are made for one batch only.

    `digests` tell whether a row changed since a push; `columns` are the ends of a link or event, the properties and
    the digest, each of text, whole numbers, booleans or lists of text.
    """

    ids: list[str]
    digests: list[str]
    groups: list[str]
    columns: pa.Table

    def values(self, chosen: list[int]) -> list[tuple[Any, ...]]:
        """Return chosen rows as tuples of plain values."""
        part = self.columns.take(pa.array(chosen))
        return list(zip(*(column.to_pylist() for column in part.columns), strict=True))


def node_rows(entities: pa.Table) -> Rows:
    """Return entities as rows `(id, kind, name, ..., digest)`, grouped by label. A person's value is always null."""
    entities = entities.sort_by([("label", "ascending"), ("entity_id", "ascending")])
    person = pc.equal(entities["label"], "Person")
    value = pc.if_else(person, pa.scalar(None, pa.string()), entities["shown_value"])
    named = {"id": entities["entity_id"], "name": entities["shown_name"], "value": value}
    columns = [named[p] if p in named else entities[p] for p in NODE_PROPERTIES]
    return _rows(entities["label"], [], columns)


def link_rows(links: pa.Table) -> Rows:
    """Return links as rows `(a, b, id, ..., digest)`, grouped by type."""
    # Links of one start stay side by side: their batch then touches fewer pages.
    links = links.sort_by([(c, "ascending") for c in ("type", "a_id", "b_id", "link_id")])
    columns = [links["link_id"] if p == "id" else links[p] for p in LINK_PROPERTIES]
    return _rows(links["type"], [links["a_id"], links["b_id"]], columns)


def event_rows(events: pa.Table) -> Rows:
    """Return events with a column `label` as rows `(a, b, id, ..., digest)`, grouped by label."""
    events = events.sort_by([(c, "ascending") for c in ("label", "a_id", "b_id", "record_id")])
    columns = [events["record_id"] if p == "id" else events[p] for p in EVENT_PROPERTIES]
    return _rows(events["label"], [events["a_id"], events["b_id"]], columns)


def label_of(entity_id: str) -> str:
    """Return the label of an entity from the two letters its id begins with.

    Raises:
        KeyError: not an entity id.
    """
    return _LABELS[entity_id.partition("-")[0]]


def unpacking(properties: Iterable[str], first: int) -> str:
    """Return the Cypher map that builds properties from `row`, the first at position `first`, the digest last."""
    names = [*properties, "digest"]
    parts = (
        f"{name}: datetime(row[{i}])" if name.endswith("_utc") else f"{name}: row[{i}]"
        for i, name in enumerate(names, start=first)
    )
    return "{" + ", ".join(parts) + "}"


def _rows(groups: Any, ends: list[Any], columns: list[Any]) -> Rows:
    plain = [*ends, *(_plain(c) for c in columns)]
    texts = [_text(c) for c in plain]
    joined = pc.binary_join_element_wise(*texts, _SEPARATOR, null_handling="replace", null_replacement=_NULL)
    digests = [hashlib.blake2b(t.encode(), digest_size=8).hexdigest() for t in joined.to_pylist()]
    return Rows(
        ids=columns[0].to_pylist(),
        digests=digests,
        groups=groups.to_pylist(),
        columns=pa.table([*plain, pa.array(digests, pa.string())], names=[str(i) for i in range(len(plain) + 1)]),
    )


def _plain(column: Any) -> Any:
    """Return a column with times as ISO 8601 text; other types as they are."""
    if not pa.types.is_timestamp(column.type):
        return column
    # Dropping the zone keeps the UTC instant; a cast is ten times as fast as `strftime`.
    text = column.cast(pa.timestamp("us")).cast(pa.string())
    return pc.binary_join_element_wise(pc.replace_substring(text, " ", "T"), "Z", "")


def _text(column: Any) -> Any:
    if pa.types.is_list(column.type):
        return pc.binary_join(column, ",")
    return column.cast(pa.string())
