"""Events as nodes, for those who want to ask Cypher about single calls, messages, sightings and payments.

`(a)-[:BEGAN]->(:Call)-[:REACHED]->(b)`: who began it, whom or what it reached. An event is keyed by its
record, and its relationships are created with it and never again. The text of a message stays in
the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from clew.errors import StoreError
from clew.graph.difference import BATCH_ROWS, Difference, batches, element_ids, held_nodes
from clew.graph.rows import EVENT_PROPERTIES, Rows, event_rows, unpacking
from clew.graph.session import GraphSession
from clew.graph.writer import Batch, Progress, Writer
from clew.model.table import Column, Table, table

#: Event kinds of the ledger and the label each becomes; other kinds stay in the ledger.
EVENT_LABELS = {"call": "Call", "message": "Message", "sighting": "Sighting", "payment": "Payment", "topup": "Payment"}


@dataclass(frozen=True, slots=True)
class EventsReport:
    """What a push of events did; `left_out` are other kinds, and events an end of which is sealed or unknown."""

    unchanged: bool = False
    events: int = 0
    created: int = 0
    removed: int = 0
    left_out: int = 0

    def table(self) -> Table:
        """Return the report as a table of one fact per row."""
        facts = {"events": "already up to date"} if self.unchanged else {}
        counts = () if self.unchanged else ("events", "created", "removed", "left_out")
        facts |= {name.replace("_", " "): f"{getattr(self, name):,}" for name in counts}
        rows = [{"fact": fact, "value": value} for fact, value in facts.items()]
        return table("graph push, events", [Column("fact"), Column("value")], rows)


def push_events(
    session: GraphSession,
    events: pa.Table,
    *,
    state_hash: str,
    case_id: str = "",
    progress: Progress | None = None,
) -> EventsReport:
    """Make the graph show these events, and no others, beside the entities it shows.

    Args:
        session: A graph that shows the entities: `push` comes first, and this again whenever `push` wrote.
        events: `VIEWS["events"]`, chosen by the caller, with no row that may not be released. An end that the
            exhibit does not name may be null; the event then has one relationship.
        state_hash: Hash of everything this table depends on.
        case_id: Opaque id of the case, as in `push`.
        progress: Called with what is being written, rows done and rows in all.

    Raises:
        StoreError: the graph shows no entities yet, it fails, or another push took over.
    """
    marker = session.read("MATCH (s:GraphState {id: 'graph'}) RETURN s.state_hash AS graph, s.events_hash AS events")[1]
    if not marker or marker[0]["graph"] is None:
        raise StoreError("the graph does not show the case yet", where=session.address, hint="clew graph push")
    if marker[0]["events"] == state_hash:
        return EventsReport(unchanged=True)
    writer = Writer(session, case_id, progress)
    writer.claim("events_hash")
    element = element_ids(session)
    shown = _shown(events, pa.array(list(element), pa.string()))
    created = removed = 0
    for label in sorted(set(EVENT_LABELS.values())):
        wanted = event_rows(shown.filter(pc.equal(shown["label"], label)))
        difference = Difference.of(wanted, held_nodes(session, [label]))
        stale, fresh = difference.replaced(), difference.new + difference.changed
        writer.write(f"{label} events removed", _removals(label, stale), len(stale))
        writer.write(f"{label} events", _creations(wanted, fresh, element), len(fresh))
        created, removed = created + len(fresh), removed + len(stale)
    writer.finish("events_hash", state_hash)
    return EventsReport(
        events=shown.num_rows, created=created, removed=removed, left_out=events.num_rows - shown.num_rows
    )


def _shown(events: pa.Table, known: pa.Array) -> pa.Table:
    """Return the events that become nodes, with their label: a named end must be in the graph, one must be named."""
    labels = pa.array([EVENT_LABELS.get(k) for k in events["event_kind"].to_pylist()], pa.string())
    begun, reached = (pc.is_in(events[end], value_set=known) for end in ("a_id", "b_id"))
    fits = pc.and_(
        pc.and_(pc.or_(begun, pc.is_null(events["a_id"])), pc.or_(reached, pc.is_null(events["b_id"]))),
        pc.or_(begun, reached),
    )
    return events.append_column("label", labels).filter(pc.and_(pc.is_valid(labels), fits))


def _creations(rows: Rows, chosen: list[int], element: dict[str, str]) -> Iterator[Batch]:
    find_a, find_b = (f"MATCH ({n}) WHERE elementId({n}) = row[{i}] " for i, n in enumerate("ab"))
    for label, part in batches(rows, chosen):
        node = f"(:{label} {unpacking(EVENT_PROPERTIES, 2)})"
        shapes = {
            (True, True): f"{find_a}{find_b}CREATE (a)-[:BEGAN]->{node}-[:REACHED]->(b)",
            (True, False): f"{find_a}CREATE (a)-[:BEGAN]->{node}",
            (False, True): f"{find_b}CREATE {node}-[:REACHED]->(b)",
        }
        for shape, statement in shapes.items():
            fitting = [
                (element.get(row[0]), element.get(row[1]), *row[2:])
                for row in part
                if (row[0] is not None, row[1] is not None) == shape
            ]
            if fitting:
                yield Batch(f"UNWIND $rows AS row {statement}", fitting, len(fitting))


def _removals(label: str, stale: list[str]) -> Iterator[Batch]:
    for start in range(0, len(stale), BATCH_ROWS):
        batch = stale[start : start + BATCH_ROWS]
        yield Batch(f"UNWIND $rows AS row MATCH (e:{label} {{id: row}}) DETACH DELETE e", batch, len(batch))
