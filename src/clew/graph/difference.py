"""What the graph holds now, and how that differs from what it should hold.

Ids and digests are read as a few long lists: a record of its own for each would cost five times as much.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any, NamedTuple

from clew.graph.rows import Rows
from clew.graph.session import GraphSession
from clew.model.entities import LINK_TYPES, PREFIXES

#: Rows in one transaction. Larger ones were not faster and hold more memory.
BATCH_ROWS = 10_000


class Held(NamedTuple):
    """An item in the graph: its digest, and for a link the id of the entity it starts at."""

    digest: str
    start: str = ""


def held_nodes(session: GraphSession, labels: Iterable[str] = tuple(PREFIXES)) -> dict[str, Held]:
    """Return the nodes of some labels by id."""
    held: dict[str, Held] = {}
    for label in labels:
        (record,) = session.read(f"MATCH (n:{label}) RETURN collect(n.id) AS ids, collect(n.digest) AS digests")[1]
        held.update(zip(record["ids"], map(Held, record["digests"]), strict=True))
    return held


def held_links(session: GraphSession) -> dict[str, Held]:
    """Return the links by id."""
    held: dict[str, Held] = {}
    for type_ in LINK_TYPES:
        (record,) = session.read(
            f"MATCH (a)-[r:{type_}]->() "
            "RETURN collect(r.id) AS ids, collect(r.digest) AS digests, collect(a.id) AS starts"
        )[1]
        held.update(zip(record["ids"], map(Held, record["digests"], record["starts"]), strict=True))
    return held


def element_ids(session: GraphSession) -> dict[str, str]:
    """Return the engine's own id of every entity: finding a node by it takes half the time of an index."""
    found: dict[str, str] = {}
    for label in PREFIXES:
        (record,) = session.read(f"MATCH (n:{label}) RETURN collect(n.id) AS ids, collect(elementId(n)) AS elements")[1]
        found.update(zip(record["ids"], record["elements"], strict=True))
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """Row numbers of `wanted` that are new or changed, and ids that are held but no longer wanted, sorted."""

    wanted: Rows
    held: dict[str, Held]
    new: list[int]
    changed: list[int]
    gone: list[str]

    @classmethod
    def of(cls, wanted: Rows, held: dict[str, Held]) -> Difference:
        """Compare rows with what is held."""
        new, changed = [], []
        for i, (key, digest) in enumerate(zip(wanted.ids, wanted.digests, strict=True)):
            before = held.get(key)
            if before is None:
                new.append(i)
            elif before.digest != digest:
                changed.append(i)
        return cls(wanted, held, new, changed, sorted(held.keys() - set(wanted.ids)))

    def replaced(self) -> list[str]:
        """Return the ids of what must go before `new` and `changed` rows are created: gone and changed."""
        return self.gone + [self.wanted.ids[i] for i in self.changed]


def batches(rows: Rows, chosen: list[int]) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Cut chosen rows into batches of one group each: group, rows."""
    for group, members in groupby(sorted(chosen), key=lambda i: rows.groups[i]):
        part = list(members)
        for start in range(0, len(part), BATCH_ROWS):
            yield group, rows.values(part[start : start + BATCH_ROWS])
