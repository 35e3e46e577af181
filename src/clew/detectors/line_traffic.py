"""The busiest 28 days of each billed number, and the counts the line profile is made of.

A longer record would meet counting features by its length alone (everybody has thirty callers in a year), so the
features are counted in the 28 consecutive days with most events; every number is measured by one yardstick.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from clew.detectors import bulk_texts
from clew.detectors.bursts import prepare_bursts
from clew.detectors.traffic import prepare_traffic
from clew.ledger.view import View

if TYPE_CHECKING:
    from clew.detectors.line_profile import Settings


@dataclass(frozen=True, slots=True)
class Window:
    """The days judged for one number, and how much there is in them."""

    first_day: date
    last_day: date
    active_days: int
    events: int


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts over the window of one number. Bulk texts are left out where a comment says so."""

    inbound_contacts: int
    returners: int  # inbound contacts on several days
    inbound_calls: int  # answered, with a duration
    inbound_short: int
    calls: int  # answered, with a duration, both directions
    long_calls: int
    hours: int  # clock hours of the day with any event
    events: int  # without bulk texts
    service_events: int  # without bulk texts
    family_events: int | None  # without bulk texts; None: no family recorded
    callers: int  # distinct numbers that rang
    called_back: int  # of them, rung back for a short call within minutes, ever
    called_back_as_rule: int  # of them, rung or texted back within minutes after a third of their calls or more
    inbound_all_calls: int  # unanswered ones too
    evening_calls: int  # of them
    all_events: int
    office_events: int
    texts: int  # without bulk texts
    outbound_contacts: int
    outbound_once: int
    cell_uses: int
    top_cell_uses: int


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact of the number inside the window, bulk texts left out."""

    peer_id: str
    outgoing: int
    incoming: int
    inbound_days: int


def windows(view: View, settings: Settings) -> dict[str, Window]:
    """Return the busiest window of every billed number, by id; creates `line_window`."""
    prepare_traffic(view)
    back = int(settings.billing_days_min) - 1
    view.session.execute(
        f"""CREATE OR REPLACE TEMP TABLE line_window AS
            WITH days AS (
                SELECT number_id, local::DATE AS day, count(*) AS n FROM detect_traffic
                WHERE once AND evidence_type = 'billing' GROUP BY ALL
            ), rolling AS (
                SELECT number_id, day, sum(n) OVER w AS events, count(*) OVER w AS active_days FROM days
                WINDOW w AS (PARTITION BY number_id ORDER BY day
                             RANGE BETWEEN INTERVAL {back} DAY PRECEDING AND CURRENT ROW)
            )
            SELECT number_id, (day - INTERVAL {back} DAY)::DATE AS first_day, day AS last_day, active_days, events
            FROM rolling QUALIFY row_number() OVER (PARTITION BY number_id ORDER BY events DESC, day) = 1
            ORDER BY number_id"""
    )
    rows = view.sql("SELECT * FROM line_window ORDER BY number_id").to_pylist()
    return {row.pop("number_id"): Window(**{**row, "events": int(row["events"])}) for row in rows}


def count(view: View, settings: Settings) -> dict[str, Counts]:
    """Return the counts of every number with a window, by id; creates `line_events` for the contacts."""
    bulk = bulk_texts.Settings()
    suffix = prepare_bursts(view, bulk.recipients_min, bulk.window_minutes)
    view.session.execute(_events_sql(suffix))
    rows = view.sql(
        f"""WITH inbound AS (
                SELECT number_id, peer_id, count(DISTINCT local::DATE) AS days FROM line_events
                WHERE NOT outgoing AND NOT peer_service AND peer_id IS NOT NULL GROUP BY ALL
            ), people AS (
                SELECT number_id, count(*) AS inbound_contacts,
                       count(*) FILTER (days >= {settings.return_days_min}) AS returners FROM inbound GROUP BY ALL
            ), rang AS (
                SELECT number_id, peer_id, start_utc, event_id FROM line_events
                WHERE NOT outgoing AND event_kind = 'call' AND peer_id IS NOT NULL AND NOT peer_service
            ), answered AS (
                SELECT r.event_id, bool_or(o.event_kind = 'call') AS by_call
                FROM rang r JOIN line_events o USING (number_id, peer_id)
                WHERE o.outgoing AND NOT o.bulk AND o.start_utc > r.start_utc
                  AND o.start_utc <= r.start_utc + INTERVAL {settings.callback_minutes} MINUTE
                  AND (o.event_kind = 'message' OR coalesce(o.duration_s, 0) <= {settings.callback_max_s})
                GROUP BY r.event_id
            ), callers AS (
                SELECT number_id, peer_id, bool_or(coalesce(by_call, FALSE)) AS ever,
                       avg((by_call IS NOT NULL)::INT) AS share FROM rang LEFT JOIN answered USING (event_id)
                GROUP BY number_id, peer_id
            ), back AS (
                SELECT number_id, count(*) AS callers, count(*) FILTER (ever) AS called_back,
                       count(*) FILTER (share >= {settings.callback_habit_min}) AS called_back_as_rule
                FROM callers GROUP BY number_id
            ), outbound AS (
                SELECT number_id, peer_id, count(*) AS n FROM line_events
                WHERE outgoing AND NOT bulk AND NOT peer_service AND peer_id IS NOT NULL GROUP BY ALL
            ), once AS (
                SELECT number_id, count(*) AS outbound_contacts, count(*) FILTER (n = 1) AS outbound_once
                FROM outbound GROUP BY ALL
            ), cells AS (
                SELECT number_id, cell_first, count(*) AS n FROM line_events WHERE cell_first IS NOT NULL GROUP BY ALL
            ), top AS (
                SELECT number_id, sum(n)::BIGINT AS cell_uses, max(n) AS top_cell_uses FROM cells GROUP BY ALL
            ), all_events AS (
                SELECT number_id, count(*) FILTER (spoke AND NOT outgoing) AS inbound_calls,
                       count(*) FILTER (spoke AND NOT outgoing AND duration_s <= {settings.short_call_max_s})
                           AS inbound_short,
                       count(*) FILTER (spoke) AS calls,
                       count(*) FILTER (spoke AND duration_s > {settings.long_call_min_s}) AS long_calls,
                       count(DISTINCT hour(local)) AS hours,
                       count(*) FILTER (NOT bulk) AS events,
                       count(*) FILTER (NOT bulk AND peer_service) AS service_events,
                       count(*) FILTER (NOT bulk AND family) AS family_events,
                       count(*) AS all_events,
                       count(*) FILTER (NOT outgoing AND event_kind = 'call') AS inbound_all_calls,
                       count(*) FILTER (NOT outgoing AND event_kind = 'call' AND hour(local) BETWEEN 17 AND 22)
                           AS evening_calls,
                       count(*) FILTER (isodow(local) <= 6 AND hour(local) BETWEEN 8 AND 17) AS office_events,
                       count(*) FILTER (NOT bulk AND event_kind = 'message') AS texts
                FROM line_events GROUP BY number_id
            )
            SELECT e.* EXCLUDE (family_events), coalesce(inbound_contacts, 0) AS inbound_contacts,
                   coalesce(returners, 0) AS returners, coalesce(callers, 0) AS callers,
                   coalesce(called_back, 0) AS called_back, coalesce(called_back_as_rule, 0) AS called_back_as_rule,
                   coalesce(outbound_contacts, 0) AS outbound_contacts,
                   coalesce(outbound_once, 0) AS outbound_once, coalesce(cell_uses, 0) AS cell_uses,
                   coalesce(top_cell_uses, 0) AS top_cell_uses,
                   CASE WHEN number_id IN (SELECT number_id FROM line_family) THEN family_events END AS family_events
            FROM all_events e LEFT JOIN people USING (number_id) LEFT JOIN back USING (number_id)
            LEFT JOIN once USING (number_id) LEFT JOIN top USING (number_id) ORDER BY number_id"""
    ).to_pylist()
    return {row.pop("number_id"): Counts(**row) for row in rows}


def _events_sql(suffix: str) -> str:
    """Events inside the windows, bulk texts marked; and the numbers of the recorded family of a number's holders."""
    return f"""
    CREATE OR REPLACE TEMP TABLE line_family AS
    WITH own AS (
        SELECT a_id AS person, b_id AS number FROM links WHERE type IN ('USES', 'SUBSCRIBER_OF')
    ), kin AS (
        SELECT a_id AS one, b_id AS other FROM links WHERE type = 'FAMILY_OF'
        UNION SELECT b_id, a_id FROM links WHERE type = 'FAMILY_OF'
    )
    SELECT DISTINCT o.number AS number_id, r.number AS relative
    FROM own o JOIN line_window w ON w.number_id = o.number JOIN kin ON kin.one = o.person
    JOIN own r ON r.person = kin.other WHERE r.number <> o.number;

    CREATE OR REPLACE TEMP TABLE line_events AS
    SELECT t.number_id, t.peer_id, t.peer_service, t.outgoing, t.event_kind, t.start_utc, t.local, t.duration_s,
           t.cell_first, t.event_id, b.event_id IS NOT NULL AS bulk, f.relative IS NOT NULL AS family,
           t.event_kind = 'call' AND coalesce(t.connected, FALSE) AND t.duration_s IS NOT NULL AS spoke
    FROM detect_traffic t JOIN line_window w ON w.number_id = t.number_id
    LEFT JOIN burst_texts{suffix} b ON b.number_id = t.number_id AND b.event_id = t.event_id
    LEFT JOIN line_family f ON f.number_id = t.number_id AND f.relative = t.peer_id
    WHERE t.once AND t.evidence_type = 'billing' AND t.local::DATE BETWEEN w.first_day AND w.last_day"""


def contacts(view: View, number_id: str) -> list[Contact]:
    """Return the contacts of one number inside its window, services and bulk texts left out, busiest first."""
    rows: list[dict[str, Any]] = view.sql(
        """SELECT peer_id, count(*) FILTER (outgoing) AS outgoing, count(*) FILTER (NOT outgoing) AS incoming,
                  count(DISTINCT local::DATE) FILTER (NOT outgoing) AS inbound_days
           FROM line_events WHERE number_id = $number AND NOT bulk AND peer_id IS NOT NULL AND NOT peer_service
           GROUP BY peer_id ORDER BY count(*) DESC, peer_id""",
        number=number_id,
    ).to_pylist()
    return [Contact(**row) for row in rows]
