"""Do the recipients of a burst answer, and more than at the same hours on other days?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa

from clew.ledger.view import View

_KEYS = pa.schema([("number_id", pa.string()), ("burst", pa.int64())])


@dataclass(frozen=True, slots=True)
class Replies:
    """Counts over all bursts of one number whose reply hour lies inside the held records.

    Args:
        asked: Recipients of those bursts, once per burst.
        answered: Those who called or texted back in time.
        voiced: Those who called back in time.
        usual: Recipient-days with contact in the same clock window on a comparison day.
        comparison_days: Days with any traffic and no burst.
        incoming_held: Whether the records hold any incoming call or message at all.
    """

    asked: int
    answered: int
    voiced: int
    usual: int
    comparison_days: int
    incoming_held: bool

    @property
    def share(self) -> float | None:
        """Share of recipients who answered; None when nothing could be observed."""
        return self.answered / self.asked if self.asked and self.incoming_held else None

    @property
    def voice_share(self) -> float | None:
        """Share of recipients who rang back."""
        return self.voiced / self.asked if self.asked and self.incoming_held else None

    def usual_share(self, days_min: int) -> float | None:
        """Share of recipients in touch in the same window on a comparison day; None below `days_min` such days."""
        if self.share is None or self.comparison_days < days_min:
            return None
        return self.usual / (self.asked * self.comparison_days)


def replies_of(view: View, suffix: str, whole: Iterable[tuple[str, int]], minutes: int) -> dict[str, Replies]:
    """Count the replies to bursts, by number.

    Creates `burst_replies<suffix>` (`event_id` and, for usual contact, `day`) and `burst_days<suffix>` so that the
    rows counted can be cited.

    Args:
        view: The case, with burst tables of that suffix.
        suffix: Which burst tables.
        whole: Number and burst of those whose reply window is fully held (censoring).
        minutes: How soon an answer counts.
    """
    minutes = int(minutes)
    pairs = sorted(whole)
    keys = pa.table({"number_id": [n for n, _ in pairs], "burst": [b for _, b in pairs]}, schema=_KEYS)
    view.session.register("whole_bursts", keys)
    view.session.execute(
        f"""CREATE OR REPLACE TEMP TABLE burst_asked{suffix} AS
            SELECT r.* FROM burst_recipients{suffix} r JOIN whole_bursts USING (number_id, burst);

            CREATE OR REPLACE TEMP TABLE burst_days{suffix} AS
            SELECT DISTINCT t.number_id, t.local::DATE AS day FROM detect_traffic t
            JOIN (SELECT DISTINCT number_id FROM burst_recipients{suffix}) USING (number_id)
            EXCEPT
            SELECT number_id, unnest([sent_local::DATE, (sent_local + INTERVAL {minutes} MINUTE)::DATE])
            FROM burst_recipients{suffix};

            CREATE OR REPLACE TEMP TABLE burst_replies{suffix} AS
            WITH incoming AS (
                SELECT a.number_id, a.burst, a.peer_id, a.sent_utc, t.event_id, t.event_kind, t.start_utc,
                       t.local::DATE AS day,
                       ((epoch(t.local)::BIGINT - epoch(a.sent_local)::BIGINT) % 86400 + 86400) % 86400 AS clock_s
                FROM burst_asked{suffix} a JOIN detect_traffic t USING (number_id, peer_id)
                WHERE t.once AND NOT t.outgoing
            )
            SELECT number_id, burst, peer_id, event_id, event_kind, NULL::DATE AS day FROM incoming
            WHERE start_utc > sent_utc AND start_utc <= sent_utc + INTERVAL {minutes} MINUTE
            UNION ALL
            SELECT number_id, burst, peer_id, event_id, event_kind, day
            FROM incoming JOIN burst_days{suffix} USING (number_id, day)
            WHERE clock_s BETWEEN 1 AND {minutes * 60}"""
    )
    view.session.unregister("whole_bursts")
    rows = view.sql(
        f"""WITH asked AS (SELECT number_id, count(*) AS asked FROM burst_asked{suffix} GROUP BY ALL),
            hits AS (SELECT number_id,
                            count(DISTINCT (burst, peer_id)) FILTER (day IS NULL) AS answered,
                            count(DISTINCT (burst, peer_id)) FILTER (day IS NULL AND event_kind = 'call') AS voiced,
                            count(DISTINCT (burst, peer_id, day)) FILTER (day IS NOT NULL) AS usual
                     FROM burst_replies{suffix} GROUP BY ALL),
            days AS (SELECT number_id, count(*) AS comparison_days FROM burst_days{suffix} GROUP BY ALL),
            incoming AS (SELECT number_id, TRUE AS incoming_held FROM detect_traffic WHERE NOT outgoing GROUP BY ALL)
            SELECT number_id, coalesce(asked, 0) AS asked, coalesce(answered, 0) AS answered,
                   coalesce(voiced, 0) AS voiced, coalesce(usual, 0) AS usual,
                   coalesce(comparison_days, 0) AS comparison_days, coalesce(incoming_held, FALSE) AS incoming_held
            FROM (SELECT DISTINCT number_id FROM burst_recipients{suffix}) LEFT JOIN asked USING (number_id)
            LEFT JOIN hits USING (number_id) LEFT JOIN days USING (number_id) LEFT JOIN incoming USING (number_id)
            ORDER BY number_id"""
    ).to_pylist()
    return {row.pop("number_id"): Replies(**row) for row in rows}
