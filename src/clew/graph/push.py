"""Write a case's network to the graph: the graph is a view of the ledger and can always be written again.

What the graph holds is read back as ids and digests and compared with what it should hold, so
only the difference is written and writing twice changes nothing. The state of the ledger the
graph shows is taken off the marker first and put back last: a push that was killed leaves a
graph without it, and the next push finishes the work.

Links are found from the entity they start at, once for all that must go, so that the cost beside
a hub grows with its links and not with their square.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from itertools import groupby

import pyarrow as pa
import pyarrow.compute as pc

from clew.graph.difference import BATCH_ROWS, Difference, Held, batches, element_ids, held_links, held_nodes
from clew.graph.rows import LINK_PROPERTIES, NODE_PROPERTIES, Rows, label_of, link_rows, node_rows, unpacking
from clew.graph.schema import apply_constraints, apply_indexes
from clew.graph.session import GraphSession
from clew.graph.writer import Batch, Progress, Writer
from clew.model.table import Column, Table, table


@dataclass(frozen=True, slots=True)
class PushReport:
    """What a push did. `unchanged`: the graph already showed this state, nothing was compared or written.

    `left_out` counts what is never written: sealed entities, and links with a sealed or unknown end.
    """

    state_hash: str
    unchanged: bool = False
    entities: int = 0
    entities_created: int = 0
    entities_changed: int = 0
    entities_removed: int = 0
    entities_left_out: int = 0
    links: int = 0
    links_created: int = 0
    links_changed: int = 0
    links_removed: int = 0
    links_left_out: int = 0

    def table(self) -> Table:
        """Return the report as a table of one fact per row."""
        counts = [] if self.unchanged else [f.name for f in fields(self) if f.name not in ("state_hash", "unchanged")]
        rows = [{"fact": "graph", "value": "already up to date" if self.unchanged else "written"}]
        rows += [{"fact": name.replace("_", " "), "value": f"{getattr(self, name):,}"} for name in counts]
        return table("graph push", [Column("fact"), Column("value")], rows)


def stored_state(session: GraphSession) -> str | None:
    """Return the state hash the graph shows; null when it is empty or a push was not finished."""
    records = session.read("MATCH (s:GraphState {id: 'graph'}) RETURN s.state_hash AS state_hash")[1]
    return records[0]["state_hash"] if records else None


def push(
    session: GraphSession,
    entities: pa.Table,
    links: pa.Table,
    *,
    state_hash: str,
    case_id: str = "",
    progress: Progress | None = None,
) -> PushReport:
    """Make the graph show these entities and links, and nothing else.

    Args:
        session: An open graph, embedded or server.
        entities: `VIEWS["entities"]` with the redacted columns `shown_name`, `shown_value` and `protected`:
            these alone reach the graph as name and value, and a person's value never does.
        links: `VIEWS["links"]`, free text in it already redacted.
        state_hash: Hash of everything these tables depend on.
        case_id: Opaque id of the case; a graph that shows another one is refused.
        progress: Called with what is being written, rows done and rows in all.

    Returns:
        Counts of what was written and what was left out.

    Raises:
        StoreError: the graph fails, holds another case or data Clew did not write, or another push took over.
    """
    if stored_state(session) == state_hash:
        return PushReport(state_hash, unchanged=True)
    apply_constraints(session)
    writer = Writer(session, case_id, progress)
    writer.claim("state_hash", "events_hash")

    open_entities = entities.filter(pc.invert(pc.fill_null(entities["sealed"], False)))
    known = open_entities["entity_id"].combine_chunks()
    open_links = links.filter(
        pc.and_(pc.is_in(links["a_id"], value_set=known), pc.is_in(links["b_id"], value_set=known))
    )
    nodes = Difference.of(node_rows(open_entities), held_nodes(session))
    edges = Difference.of(link_rows(open_links), held_links(session))

    # A changed link is removed and created anew: it may have changed its ends as well.
    stale_links, fresh_links = edges.replaced(), edges.new + edges.changed
    writer.write("links removed", _link_removals(stale_links, edges.held), len(stale_links))
    writer.write("entities removed", _node_removals(nodes.gone), len(nodes.gone))
    writer.write("entities", _node_batches(nodes.wanted, nodes.new, _CREATE_NODES), len(nodes.new))
    writer.write("entities changed", _node_batches(nodes.wanted, nodes.changed, _SET_NODES), len(nodes.changed))
    writer.write("links", _link_batches(edges.wanted, fresh_links, session), len(fresh_links))
    apply_indexes(session)
    writer.finish("state_hash", state_hash)
    return PushReport(
        state_hash,
        entities=open_entities.num_rows,
        entities_created=len(nodes.new),
        entities_changed=len(nodes.changed),
        entities_removed=len(nodes.gone),
        entities_left_out=entities.num_rows - open_entities.num_rows,
        links=open_links.num_rows,
        links_created=len(edges.new),
        links_changed=len(edges.changed),
        links_removed=len(edges.gone),
        links_left_out=links.num_rows - open_links.num_rows,
    )


_CREATE_NODES = "UNWIND $rows AS row CREATE (:{label} {properties})"
_SET_NODES = "UNWIND $rows AS row MATCH (n:{label} {{id: row[0]}}) SET n = {properties}"


def _node_batches(rows: Rows, chosen: list[int], statement: str) -> Iterator[Batch]:
    for label, part in batches(rows, chosen):
        yield Batch(statement.format(label=label, properties=unpacking(NODE_PROPERTIES, 0)), part, len(part))


def _link_batches(rows: Rows, chosen: list[int], session: GraphSession) -> Iterator[Batch]:
    element = element_ids(session) if chosen else {}
    for type_, part in batches(rows, chosen):
        statement = (
            "UNWIND $rows AS row MATCH (a) WHERE elementId(a) = row[0] MATCH (b) WHERE elementId(b) = row[1] "
            f"CREATE (a)-[:{type_} {unpacking(LINK_PROPERTIES, 2)}]->(b)"
        )
        yield Batch(statement, [(element[row[0]], element[row[1]], *row[2:]) for row in part], len(part))


def _node_removals(gone: Iterable[str]) -> Iterator[Batch]:
    """Remove entities and the events that hang on them: an event without one of its ends says nothing true."""
    for label, members in groupby(sorted(gone, key=label_of), key=label_of):
        statement = (
            f"UNWIND $rows AS row MATCH (n:{label} {{id: row}}) "
            "OPTIONAL MATCH (n)--(e:Call|Message|Sighting|Payment) DETACH DELETE e, n"
        )
        part = list(members)
        for start in range(0, len(part), BATCH_ROWS):
            batch = part[start : start + BATCH_ROWS]
            yield Batch(statement, batch, len(batch))


def _link_removals(gone: Iterable[str], held: dict[str, Held]) -> Iterator[Batch]:
    by_start: dict[str, dict[str, bool]] = {}
    for link in gone:
        by_start.setdefault(held[link].start, {})[link] = True
    for label, starts in groupby(sorted(by_start, key=lambda s: (label_of(s), s)), key=label_of):
        statement = (
            f"UNWIND $rows AS row MATCH (a:{label} {{id: row[0]}})-[r]->() "
            "WITH r, row WHERE row[1][r.id] IS NOT NULL DELETE r"
        )
        rows: list[tuple[str, dict[str, bool]]] = []
        size = 0
        for start in starts:
            rows.append((start, by_start[start]))
            size += len(by_start[start])
            if size >= BATCH_ROWS:
                yield Batch(statement, rows, size)
                rows, size = [], 0
        if rows:
            yield Batch(statement, rows, size)
