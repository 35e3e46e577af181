"""Paths between two entities and what several have in common, within the limits of chaining.

One hop from a subject by default, two on a recorded request with a reason, never more, and never
through a service number or a place (a camera or mast, where everybody passes). Both ends of a path
are subjects: one hop from each reaches paths of two links, two hops from each paths of four.
Distance alone is never a reason for anything.

The search grows one ring of neighbours at a time, from whichever end has the smaller ring, and
stops where the rings meet; so its cost is the links of the rings, also beside a hub.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, NamedTuple

from clew.errors import PolicyError, UsageError
from clew.graph.rows import label_of
from clew.graph.session import GraphSession
from clew.model.entities import LINK_TYPES
from clew.model.table import Column, Table, table

NOTE = "a path shows recorded links, never their purpose; most people are a few steps apart"

#: Paths looked at before the best supported are chosen.
MOST_PATHS = 10_000

_NEIGHBOURS = """
UNWIND $ids AS id
MATCH (subject:{label} {{id: id}})-[link:{types}]-(other)
RETURN id, collect([other.id, type(link), link.records, coalesce(other.service, false) OR other:Place]) AS links
"""


class Step(NamedTuple):
    """All links between an entity and one neighbour: their types, the records behind them, and if it ends a search."""

    types: tuple[str, ...]
    records: int
    not_crossed: bool


Steps = dict[str, dict[str, Step]]  # entity -> neighbour -> step


def shortest_paths(session: GraphSession, a: str, b: str, *, hops: int = 1, reason: str = "", limit: int = 20) -> Table:
    """Find the shortest paths between two entities, the best supported first.

    Args:
        session: The graph.
        a: Entity id of one end.
        b: Entity id of the other.
        hops: 1, or 2 with a reason: how far from either end the search may go.
        reason: Why two hops are needed; the caller logs it.
        limit: Most paths to return.

    Returns:
        One row per path: how many links, the entities along it, the types of link at each step, and the
        records behind the step with the fewest.

    Raises:
        PolicyError: more than two hops, or two without a reason.
        UsageError: no hops, equal ends, or an end that is not in the graph.
    """
    if hops > 2:
        raise PolicyError(f"{hops} hops are never searched", hint="use --hops 1, or --hops 2 with --reason")
    if hops < 1:
        raise UsageError(f"{hops} hops cannot be asked for", hint="use --hops 1, or --hops 2 with --reason")
    if hops == 2 and not reason.strip():
        raise PolicyError("two hops need a recorded reason", hint='add --reason "..." or use --hops 1')
    if a == b:
        raise UsageError("both ends are the same entity", hint="name two different entities")
    for end in (a, b):
        _must_be_there(session, end)

    found = list(islice(_walks(session, a, b, hops), MOST_PATHS))
    rows = [
        {
            "steps": len(steps),
            "path": ids,
            "links": " - ".join("+".join(s.types) for s in steps),
            "rows": min(s.records for s in steps),
        }
        for ids, steps in sorted(found, key=lambda f: (-min(s.records for s in f[1]), f[0]))[:limit]
    ]
    columns = [
        Column("steps", "integer", "links on the path"),
        Column("path", "entities", "entities along it"),
        Column("links", "text", "kinds of link at each step"),
        Column("rows", "integer", "rows behind the step with the fewest"),
    ]
    notes = [NOTE]
    if not found:
        notes.insert(0, f"no path within {hops} {'hop' if hops == 1 else 'hops'} of either")
    elif len(found) > limit:
        notes.insert(0, f"{limit} shown of {len(found):,}{' or more' if len(found) == MOST_PATHS else ''} paths")
    return table(f"shortest paths between {{{a}}} and {{{b}}}", columns, rows, tuple(notes))


def common(session: GraphSession, ids: list[str], limit: int = 50) -> Table:
    """Find what two or more entities are all linked to, those shared by most first; services are left out.

    Raises:
        UsageError: fewer than two different entities, or one that is not in the graph.
    """
    wanted = sorted(set(ids))
    if len(wanted) < 2:
        raise UsageError("name two or more different entities", hint="clew common A B [C ...]")
    for entity in wanted:
        _must_be_there(session, entity)
    holders: dict[str, list[Step]] = {}
    for steps in _neighbours(session, wanted).values():
        for other, step in steps.items():
            if other not in wanted and not (step.not_crossed and label_of(other) != "Place"):
                holders.setdefault(other, []).append(step)
    rows: list[dict[str, Any]] = [
        {
            "entity": other,
            "id": other,
            "shared_by": len(steps),
            "links": ", ".join(sorted({t for s in steps for t in s.types})),
            "rows": sum(s.records for s in steps),
        }
        for other, steps in holders.items()
        if len(steps) > 1
    ]
    rows.sort(key=lambda r: (-r["shared_by"], -r["rows"], r["id"]))
    columns = [
        Column("entity", "entity"),
        Column("id", detail=True),
        Column("shared_by", "integer", f"how many of the {len(wanted)} it is linked to"),
        Column("links", "text", "kinds of link"),
        Column("rows", "integer", "rows behind these links"),
    ]
    cut = (f"{limit} shown of {len(rows):,}",) if len(rows) > limit else ()
    return table(f"in common to at least two of {len(wanted)}", columns, rows[:limit], (*cut, NOTE))


def _walks(session: GraphSession, a: str, b: str, hops: int) -> Iterator[tuple[list[str], list[Step]]]:
    """Yield the shortest paths as their entities and steps, in an order of their own."""
    ways, back = _Search(a, b), _Search(b, a)
    while not ways.edge.keys() & back.edge.keys():
        growing = min((s for s in (ways, back) if s.depth < hops and s.edge), key=lambda s: len(s.edge), default=None)
        if growing is None:
            return
        growing.grow(session)
    for middle in sorted(ways.edge.keys() & back.edge.keys()):
        for ids, steps in ways.to(middle):
            for further, rest in back.to(middle):
                yield ids + further[-2::-1], steps + rest[::-1]


class _Search:
    """A search that grows from one end: its outermost ring, and for every entity met the steps that led there."""

    def __init__(self, start: str, goal: str) -> None:
        self.start = start
        self.goal = goal
        self.depth = 0
        self.edge: dict[str, dict[str, Step]] = {start: {}}
        self.met: Steps = {start: {}}

    def grow(self, session: GraphSession) -> None:
        """Take in the next ring: neighbours not met before, and none that is not crossed but the goal."""
        ring: Steps = {}
        for entity, steps in _neighbours(session, self.edge).items():
            for other, step in steps.items():
                if other not in self.met and (other == self.goal or not step.not_crossed):
                    ring.setdefault(other, {})[entity] = step
        self.met |= ring
        self.edge = ring
        self.depth += 1

    def to(self, entity: str) -> Iterator[tuple[list[str], list[Step]]]:
        """Yield every way from the start to an entity of the outermost ring."""
        if entity == self.start:
            yield [entity], []
        for before, step in sorted(self.met[entity].items()):
            for ids, steps in self.to(before):
                yield [*ids, entity], [*steps, step]


def _neighbours(session: GraphSession, ids: Iterable[str]) -> Steps:
    """Return what entities are linked to; events between them are no neighbours."""
    found: Steps = {}
    for label, members in groupby(sorted(ids), key=label_of):
        query = _NEIGHBOURS.format(label=label, types="|".join(LINK_TYPES))
        for record in session.read(query, ids=list(members))[1]:
            links = sorted(record["links"], key=lambda link: (link[0], link[1]))
            found[record["id"]] = {
                other: Step(
                    tuple(dict.fromkeys(type_ for _, type_, _, _ in group)),
                    sum(records or 0 for _, _, records, _ in group),
                    any(not_crossed for _, _, _, not_crossed in group),
                )
                for other, group in ((o, list(g)) for o, g in groupby(links, key=lambda link: link[0]))
            }
    return found


def _must_be_there(session: GraphSession, entity: str) -> None:
    """Refuse an entity the graph does not hold."""
    try:
        label = label_of(entity)
    except KeyError:
        raise UsageError(f"{entity!r} is not an entity id", hint="search with: clew find TEXT") from None
    if not session.read(f"MATCH (n:{label} {{id: $id}}) RETURN n.id AS id", id=entity)[1]:
        raise UsageError(f"{{{entity}}} is not in the graph", hint="write it again with: clew graph push")
