"""The one writer of a graph: batches in managed transactions, under a marker only one push can hold.

The marker is the node `(:GraphState {id: 'graph'})`. It names the case, the state of the ledger
the graph shows and the push that writes. Each push puts a token of its own on it, and every
batch locks the marker and looks for that token, so of two pushes to one server the earlier
stops and nothing is written twice.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple

import neo4j

from clew.errors import StoreError
from clew.graph.session import GraphSession

Progress = Callable[[str, int, int], None]


class Batch(NamedTuple):
    """What one transaction writes: a statement that reads `$rows`, its rows, and how many items they stand for."""

    statement: str
    rows: list[Any]
    size: int


class Writer:
    """Writes batches to a graph it has claimed.

    Args:
        session: The open graph.
        case_id: Opaque id of the case; a graph that shows another case is refused.
        progress: Called with what is being written, rows done and rows in all; null for silence.
    """

    def __init__(self, session: GraphSession, case_id: str, progress: Progress | None) -> None:
        self.session = session
        self.case_id = case_id
        self.progress = progress
        self._token = secrets.token_hex(8)

    def claim(self, *properties: str) -> None:
        """Take the graph for this push and take the states it shows off the marker, until `finish` notes one.

        Args:
            properties: Names of the marker's properties that hold these states.

        Raises:
            StoreError: the graph holds data Clew did not write, or another case.
        """
        marker = self.session.read("MATCH (s:GraphState {id: 'graph'}) RETURN s.case_id AS case_id")[1]
        if not marker and self.session.read("MATCH (n) RETURN count(n) AS nodes")[1][0]["nodes"]:
            raise StoreError(
                f"the database {self.session.database!r} holds data that Clew did not write",
                where=self.session.address,
                hint="name an empty database: a push removes what does not belong to the case",
            )
        if marker and (marker[0]["case_id"] or self.case_id) != self.case_id:
            raise StoreError(
                f"the database {self.session.database!r} shows another case",
                where=self.session.address,
                hint="name another database: one database shows one case",
            )
        states = ", ".join(f"s.{name}" for name in properties)
        self.session.run(
            "MERGE (s:GraphState {id: 'graph'}) "
            f"SET s.case_id = $case_id, s.writer = $writer, s.batches = 0 REMOVE {states}",
            case_id=self.case_id,
            writer=self._token,
        )

    def write(self, what: str, batches: Iterable[Batch], total: int) -> None:
        """Write batches, each in a transaction of its own.

        Raises:
            StoreError: another push has taken over, or the graph fails.
        """
        done = 0
        for batch in _one_ahead(batches):
            self.session.write(self._work(batch.statement, rows=batch.rows))
            done += batch.size
            if self.progress is not None:
                self.progress(what, done, total)

    def finish(self, property_name: str, state: str) -> None:
        """Note under a property of the marker the state the graph now shows."""
        statement = f"MATCH (s:GraphState {{id: 'graph'}}) SET s.{property_name} = $state"
        self.session.write(self._work(statement, state=state))

    def _work(self, statement: str, **parameters: Any) -> Callable[[neo4j.ManagedTransaction], None]:
        def work(tx: neo4j.ManagedTransaction) -> None:
            # Writing first locks the marker, so the token read after it cannot change before this batch is in.
            held = tx.run(
                "MATCH (s:GraphState {id: 'graph'}) SET s.batches = s.batches + 1 RETURN s.writer AS writer"
            ).single(strict=True)
            if held["writer"] != self._token:
                raise StoreError(
                    "another push has taken over this graph",
                    where=self.session.address,
                    hint="let it finish; clew graph status shows when it has",
                )
            tx.run(statement, parameters).consume()

        return work


def _one_ahead(batches: Iterable[Batch]) -> Iterator[Batch]:
    """Yield batches, the next one made while the graph writes the one before."""
    iterator = iter(batches)
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, iterator, None)
        while (batch := coming.result()) is not None:
            coming = pool.submit(next, iterator, None)
            yield batch
