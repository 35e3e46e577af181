"""What the held records could show: whose traffic is held, from when to when, where the gaps are.

`Censoring` of the shared computations: a first sight counts as a start only when the records were
good for a week before it; the first day of a billing extract is not the birth of a number.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from clew.detectors.traffic import prepare_traffic
from clew.ledger.view import View
from clew.model.finding import Coverage, NotAssessable

#: Good coverage that must precede a first sight, or follow a last one (section 3 of the method notes; a default).
CENSOR_DAYS = 7
#: Silence between two held periods shorter than this is how extracts are cut, not a gap.
GAP_HOURS = 24
#: So many numbers without records are named one by one; the rest are counted.
NAMED_MAX = 2_000

Interval = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Held:
    """The records held for one number: merged periods in time order, kinds of event, rows."""

    number_id: str
    evidence_type: str
    periods: tuple[Interval, ...]
    kinds: frozenset[str]  # empty: not stated
    calls: int
    messages: int
    first_utc: datetime
    last_utc: datetime

    @property
    def days(self) -> int:
        """Calendar days with held records, counted inclusively over the merged periods."""
        return sum((end.date() - start.date()).days + 1 for start, end in self.periods)

    def covers(self, kind: str) -> bool:
        """Whether events of a kind are held: stated so, or seen."""
        seen = {"call": self.calls, "message": self.messages}.get(kind, 0)
        return seen > 0 or kind in self.kinds

    def start_is_known(self) -> bool:
        """Whether the first event is a start: a week of good coverage precedes it."""
        margin = timedelta(days=CENSOR_DAYS)
        return any(start <= self.first_utc - margin and self.first_utc <= end for start, end in self.periods)

    def holds(self, moment: datetime) -> bool:
        """Whether a moment lies in a held period."""
        return any(start <= moment <= end for start, end in self.periods)

    def gaps(self) -> tuple[Interval, ...]:
        """Periods between held ones."""
        return tuple((a[1], b[0]) for a, b in zip(self.periods, self.periods[1:], strict=False))


def merged(periods: list[Interval]) -> tuple[Interval, ...]:
    """Join periods that overlap or lie less than `GAP_HOURS` apart."""
    joined: list[Interval] = []
    for start, end in sorted(periods):
        if joined and start - joined[-1][1] <= timedelta(hours=GAP_HOURS):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)


def held_numbers(view: View) -> dict[str, Held]:
    """Return the numbers (and unattributed devices) whose own records are held, by id, sorted.

    A stated or inferred coverage row gives the period; without one it runs from the first to the last
    event. Coverage without a single row of traffic is no held record: it cannot be told from a failed import.
    """
    return dict(view.once("detectors.held", lambda: _held_numbers(view)))


def _held_numbers(view: View) -> dict[str, Held]:
    prepare_traffic(view)
    periods: dict[tuple[str, str], list[Interval]] = defaultdict(list)
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in view.sql(
        """SELECT subject_id, evidence_type, from_utc, to_utc, event_kinds FROM coverage
           WHERE subject_id IS NOT NULL AND from_utc IS NOT NULL AND to_utc IS NOT NULL ORDER BY ALL"""
    ).to_pylist():
        key = (row["subject_id"], row["evidence_type"])
        periods[key].append((row["from_utc"], row["to_utc"]))
        kinds[key].update(k.strip() for k in (row["event_kinds"] or "").split(",") if k.strip())
    held = {}
    for row in view.sql(
        """SELECT number_id, evidence_type, count(*) FILTER (event_kind = 'call') AS calls,
                  count(*) FILTER (event_kind = 'message') AS messages, min(start_utc) AS first, max(start_utc) AS last
           FROM detect_traffic WHERE once GROUP BY ALL ORDER BY number_id"""
    ).to_pylist():
        key = (row["number_id"], row["evidence_type"])
        held[row["number_id"]] = Held(
            number_id=row["number_id"],
            evidence_type=row["evidence_type"],
            periods=merged(periods.get(key) or [(row["first"], row["last"])]),
            kinds=frozenset(kinds[key]),
            calls=row["calls"],
            messages=row["messages"],
            first_utc=row["first"],
            last_utc=row["last"],
        )
    return held


def coverage_of(view: View, number_id: str, missing: tuple[str, ...] = ()) -> Coverage:
    """Return what the data could show about a number; `missing` names what a detector lacked."""
    numbers = held_numbers(view)
    held = numbers.get(number_id)
    if held is None:
        return Coverage(None, None, len(numbers), (), ("billing of this number", *missing))
    gaps = tuple(f"no records held from {a:%Y-%m-%d %H:%M} to {b:%Y-%m-%d %H:%M} UTC" for a, b in held.gaps())
    return Coverage(held.periods[0][0], held.periods[-1][1], len(numbers), gaps, missing)


def without_records(
    view: View, assessed: frozenset[str], reason: str, missing: str
) -> tuple[list[NotAssessable], list[str]]:
    """List the numbers a detector could not judge because their own records are not held (R-03).

    Numbers that some record ties to a person, device or line come first, then by id; never by how often
    they are seen, because that ranks by where one has looked (R-04). Beyond `NAMED_MAX` they are counted.

    Returns:
        The rows, and notes about those only counted.
    """
    ids = [
        row["id"]
        for row in view.sql(
            """WITH phones AS (
                   SELECT entity_id AS id FROM entities WHERE label = 'Phone' AND NOT coalesce(service, FALSE)
                   UNION SELECT a_id FROM events WHERE a_kind = 'phone'
                   UNION SELECT b_id FROM events WHERE b_kind = 'phone'
               ), tied AS (
                   SELECT DISTINCT b_id AS id FROM links
                   WHERE type IN ('USES', 'SUBSCRIBER_OF', 'OPERATES', 'IN_CONTACTS_OF')
                   UNION SELECT subject_id FROM coverage UNION SELECT entity_id FROM roles
               )
               SELECT DISTINCT p.id, t.id IS NULL AS untied FROM phones p LEFT JOIN tied t USING (id)
               LEFT JOIN entities e ON e.entity_id = p.id
               WHERE p.id IS NOT NULL AND NOT coalesce(e.service, FALSE) ORDER BY untied, p.id"""
        ).to_pylist()
        if row["id"] not in assessed
    ]
    rows = [NotAssessable(number, reason, missing) for number in ids[:NAMED_MAX]]
    rest = len(ids) - len(rows)
    notes = [f"{rest} further numbers are only seen as the other party and could not be assessed"] if rest > 0 else []
    return rows, notes
