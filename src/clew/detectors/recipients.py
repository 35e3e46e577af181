"""Who the recipients of a burst are to one another: a group in touch, or strangers with one sender in common."""

from __future__ import annotations

from dataclasses import dataclass

from clew.detectors.coverage_of import held_numbers
from clew.detectors.hubs import LANDLINE_TYPES
from clew.ledger.view import View


@dataclass(frozen=True, slots=True)
class Closure:
    """How many pairs of recipients are in touch, among the pairs that could have been seen.

    A pair can be seen when the records of at least one of the two are held, so with `h` of `n` recipients held
    there are `h(h-1)/2 + h(n-h)` of them.
    """

    recipients: int
    held: int
    edges: int

    @property
    def possible(self) -> int:
        """Pairs that could be seen."""
        return self.held * (self.held - 1) // 2 + self.held * (self.recipients - self.held)

    def share(self, held_min: int) -> float | None:
        """Edges over possible pairs; None when fewer than `held_min` recipients have held records."""
        return self.edges / self.possible if self.held >= held_min and self.possible else None

    def said(self, held_min: int) -> str:
        """The closure as a clause of a sentence."""
        share = self.share(held_min)
        if share is None:
            return f"not assessable, records of {self.held} of {self.recipients} recipients held"
        return f"{self.edges} of {self.possible} pairs that could be seen ({share:.1%})"


def closure_of(view: View, suffix: str) -> dict[str, Closure]:
    """Return the closure among the recipients of all bursts, by sending number."""
    held_numbers(view)
    view.session.execute(
        f"""CREATE OR REPLACE TEMP TABLE burst_pairs{suffix} AS
            WITH people AS (SELECT DISTINCT number_id AS sender, peer_id AS id FROM burst_recipients{suffix})
            SELECT h.sender, least(h.id, o.id) AS x, greatest(h.id, o.id) AS y, min(t.event_id) AS event_id
            FROM people h JOIN detect_traffic t ON t.number_id = h.id
            JOIN people o ON o.sender = h.sender AND o.id = t.peer_id
            GROUP BY ALL"""
    )
    rows = view.sql(
        f"""WITH people AS (SELECT DISTINCT number_id AS sender, peer_id AS id FROM burst_recipients{suffix}),
            own AS (SELECT DISTINCT number_id AS id FROM detect_traffic)
            SELECT p.sender, count(*) AS recipients, count(own.id) AS held,
                   (SELECT count(*) FROM burst_pairs{suffix} b WHERE b.sender = p.sender) AS edges
            FROM people p LEFT JOIN own USING (id) GROUP BY p.sender ORDER BY p.sender"""
    ).to_pylist()
    return {row.pop("sender"): Closure(**row) for row in rows}


def landlines_of(view: View, suffix: str) -> dict[str, tuple[bool, bool]]:
    """Return, by sending number, whether it is a landline and whether two recipients then rang one common landline.

    Only recipients whose own records are held can show the second, within 24 hours of the text.
    """
    rows = view.sql(
        f"""WITH landline AS (SELECT entity_id AS id FROM entities WHERE number_type IN (SELECT unnest($types))),
            rung AS (SELECT r.number_id, t.peer_id AS rang, count(DISTINCT r.peer_id) AS callers
                     FROM burst_recipients{suffix} r JOIN detect_traffic t ON t.number_id = r.peer_id
                     JOIN landline l ON l.id = t.peer_id
                     WHERE t.outgoing AND t.event_kind = 'call' AND t.start_utc > r.sent_utc
                       AND t.start_utc <= r.sent_utc + INTERVAL 24 HOUR GROUP BY ALL)
            SELECT s.number_id, s.number_id IN (SELECT id FROM landline) AS itself,
                   coalesce(max(rung.callers) >= 2, FALSE) AS called
            FROM (SELECT DISTINCT number_id FROM burst_recipients{suffix}) s LEFT JOIN rung USING (number_id)
            GROUP BY ALL ORDER BY ALL""",
        types=list(LANDLINE_TYPES),
    ).to_pylist()
    return {row["number_id"]: (row["itself"], row["called"]) for row in rows}
