"""What is measured about a number that sends bursts of texts, put together from its parts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from clew.detectors.bursts import prepare_bursts
from clew.detectors.coverage_of import Held
from clew.detectors.recipients import Closure, closure_of, landlines_of
from clew.detectors.replies import Replies, replies_of
from clew.detectors.same_text import same_text
from clew.detectors.sliding import most_in
from clew.ledger.view import View

if TYPE_CHECKING:
    from clew.detectors.bulk_texts import Settings

CONTRADICTING_MAX = 50


@dataclass(frozen=True, slots=True)
class Burst:
    """One burst: its place in time order, sizes and times."""

    burst: int
    recipients: int
    texts: int
    first_local: datetime
    last_utc: datetime


@dataclass(frozen=True, slots=True)
class Measures:
    """The measured values of one sending number; None where the data cannot tell."""

    number_id: str
    suffix: str  # of the burst tables
    bursts: tuple[Burst, ...]
    days_in_window: int
    repeat_met: bool | None
    jaccard: float | None
    replies: Replies
    usual_share: float | None
    surge_met: bool | None
    closure: Closure
    closure_share: float | None
    landline: bool
    landline_callback: bool
    same_text: float | None
    recipients: tuple[str, ...]

    @property
    def texts(self) -> int:
        """Texts in all bursts."""
        return sum(b.texts for b in self.bursts)

    @property
    def smallest(self) -> int:
        """Recipients of the smallest burst."""
        return min(b.recipients for b in self.bursts)

    @property
    def largest(self) -> int:
        """Recipients of the largest burst."""
        return max(b.recipients for b in self.bursts)

    @property
    def burst_days(self) -> int:
        """Local days with a burst."""
        return len({b.first_local.date() for b in self.bursts})

    @property
    def office_share(self) -> float:
        """Share of bursts begun on a weekday from 08:00 to 18:00."""
        return sum(b.first_local.weekday() < 5 and 8 <= b.first_local.hour < 18 for b in self.bursts) / len(self.bursts)

    @property
    def reply_ratio(self) -> float | None:
        """Reply share over usual share; None when either is not assessable or nobody is usually in touch."""
        share = self.replies.share
        return round(share / self.usual_share, 2) if share is not None and self.usual_share else None

    @property
    def surge_said(self) -> str:
        """The two reply shares as a clause of a sentence."""
        if self.replies.share is None:
            return "not assessable"
        usual = "not assessable" if self.usual_share is None else f"{self.usual_share:.1%}"
        return f"{self.replies.share:.1%} (same hours on other days: {usual})"

    def missing(self, settings: Settings) -> tuple[str, ...]:
        """What the data lacked for a full answer."""
        lacks = {
            "records of the recipients, to see whether they know one another": self.closure_share is None,
            "incoming calls and messages of this number": not self.replies.incoming_held,
            "active days without a burst, to compare replies with": self.replies.comparison_days
            < settings.comparison_days_min,
            "14 days of records, to see a repeat": self.repeat_met is None,
        }
        return tuple(what for what, lacking in lacks.items() if lacking)


def measure(view: View, judged: dict[str, Held], settings: Settings) -> dict[str, Measures]:
    """Return the measures of every judged number with at least one burst, by number id."""
    suffix = prepare_bursts(view, settings.recipients_min, settings.window_minutes)
    bursts = {n: b for n, b in _bursts(view, suffix).items() if n in judged}
    if not bursts:
        return {}
    wait = timedelta(minutes=settings.reply_minutes)
    whole = [(n, b.burst) for n, own in bursts.items() for b in own if judged[n].holds(b.last_utc + wait)]
    replies = replies_of(view, suffix, whole, settings.reply_minutes)
    overlaps = _overlaps(view, suffix)
    closures = closure_of(view, suffix)
    landlines = landlines_of(view, suffix)
    contents = same_text(view, suffix, settings.same_text_similarity_min)
    recipients = _recipients(view, suffix)
    found = {}
    for number, own in sorted(bursts.items()):
        days = np.array([b.first_local.date().toordinal() for b in own], dtype=np.int64)
        repeats = most_in(days, settings.repeat_days)
        enough = judged[number].days >= settings.repeat_days
        usual = replies[number].usual_share(settings.comparison_days_min)
        found[number] = Measures(
            number_id=number,
            suffix=suffix,
            bursts=tuple(own),
            days_in_window=repeats,
            repeat_met=True if repeats >= settings.burst_days_min else (False if enough else None),
            jaccard=round(median(overlaps[number]), 4) if number in overlaps else None,
            replies=replies[number],
            usual_share=usual,
            surge_met=_surge(replies[number].share, usual, settings),
            closure=closures[number],
            closure_share=closures[number].share(settings.closure_held_min),
            landline=landlines[number][0],
            landline_callback=landlines[number][1],
            same_text=contents.get(number),
            recipients=recipients[number],
        )
    return found


def cited_events(view: View, found: dict[str, Measures]) -> dict[str, list[str]]:
    """Return the records that rebuild the measures of each number.

    Every text of every burst, every reply counted, every usual contact counted and one event for each comparison
    day. Deleting them removes the finding.
    """
    if not found:
        return {}
    suffix = next(iter(found.values())).suffix
    rows = view.sql(
        f"""WITH counted AS (
                SELECT number_id, event_id FROM burst_texts{suffix}
                UNION SELECT number_id, event_id FROM burst_replies{suffix}
                UNION SELECT t.number_id, min(t.event_id) FROM detect_traffic t JOIN burst_days{suffix} d
                      ON d.number_id = t.number_id AND d.day = t.local::DATE
                      WHERE t.once GROUP BY t.number_id, d.day
            )
            SELECT number_id, list(DISTINCT record_id ORDER BY record_id) AS records
            FROM detect_traffic JOIN counted USING (number_id, event_id) GROUP BY number_id ORDER BY number_id"""
    )
    records = dict(zip(rows["number_id"].to_pylist(), rows["records"].to_pylist(), strict=True))
    return {number: records.get(number, []) for number in found}


def closure_rows(view: View, found: dict[str, Measures]) -> dict[str, list[str]]:
    """Return up to `CONTRADICTING_MAX` records of recipients in touch with one another: they point to a group."""
    if not found:
        return {}
    suffix = next(iter(found.values())).suffix
    rows = view.sql(
        f"""SELECT sender, list(event_id ORDER BY event_id)[1:$most] AS events FROM burst_pairs{suffix}
            GROUP BY sender ORDER BY sender""",
        most=CONTRADICTING_MAX,
    )
    events = dict(zip(rows["sender"].to_pylist(), rows["events"].to_pylist(), strict=True))
    return {number: events.get(number, []) for number in found}


def _surge(share: float | None, usual: float | None, s: Settings) -> bool | None:
    if share is None:
        return None
    if share < s.reply_share_min:
        return False
    return None if usual is None else share >= s.reply_ratio_min * usual


def _bursts(view: View, suffix: str) -> dict[str, list[Burst]]:
    rows = view.sql(
        f"""WITH texts AS (SELECT number_id, burst, count(*) AS texts FROM burst_texts{suffix} GROUP BY ALL)
            SELECT number_id, burst, count(*) AS recipients, any_value(texts) AS texts, min(sent_local) AS first_local,
                   max(sent_utc) AS last_utc
            FROM burst_recipients{suffix} JOIN texts USING (number_id, burst) GROUP BY number_id, burst ORDER BY ALL"""
    ).to_pylist()
    found: dict[str, list[Burst]] = defaultdict(list)
    for row in rows:
        found[row.pop("number_id")].append(Burst(**row))
    return found


def _overlaps(view: View, suffix: str) -> dict[str, list[float]]:
    rows = view.sql(
        f"""WITH sizes AS (SELECT number_id, burst, count(*) AS n FROM burst_recipients{suffix} GROUP BY ALL),
            shared AS (SELECT a.number_id, a.burst, count(*) AS both
                       FROM burst_recipients{suffix} a JOIN burst_recipients{suffix} b
                       ON b.number_id = a.number_id AND b.peer_id = a.peer_id AND b.burst = a.burst + 1 GROUP BY ALL)
            SELECT x.number_id,
                   list(coalesce(s.both, 0) / (x.n + y.n - coalesce(s.both, 0)) ORDER BY x.burst) AS jaccards
            FROM sizes x JOIN sizes y ON y.number_id = x.number_id AND y.burst = x.burst + 1
            LEFT JOIN shared s ON s.number_id = x.number_id AND s.burst = x.burst GROUP BY ALL"""
    )
    return dict(zip(rows["number_id"].to_pylist(), rows["jaccards"].to_pylist(), strict=True))


def _recipients(view: View, suffix: str) -> dict[str, tuple[str, ...]]:
    rows = view.sql(
        f"SELECT number_id, list(DISTINCT peer_id ORDER BY peer_id) AS p FROM burst_recipients{suffix} GROUP BY ALL"
    )
    return {n: tuple(p) for n, p in zip(rows["number_id"].to_pylist(), rows["p"].to_pylist(), strict=True)}
