"""Bring the ledger's calls and messages to the matcher, and its answer back as tables."""

from __future__ import annotations

from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa

from clew.corroborate.corroborate import Corroborated, corroborate
from clew.corroborate.observed import NETWORK, SECOND, Ints, Observed
from clew.resolve.joined import joined

SQL = Path(__file__).with_name("sql") / "observing.sql"

#: Accounts and numbers a device uses as its own ends of calls and messages.
_OWN = """
SELECT DISTINCT d.entity_id AS device_id, u.entity_id, m.b_kind
FROM membership m
JOIN ends d ON d.kind = 'device' AND d.value = m.a
JOIN ends u ON u.kind = m.b_kind AND u.value = m.b
WHERE m.a_kind = 'device' AND m.relation = 'USES'
ORDER BY ALL
"""

#: A number whose bill shows the device's handset or SIM is a number of the device, stated or not.
_BILLED = """
SELECT DISTINCT u.device_id, o.subject_id AS entity_id, 'phone' AS b_kind
FROM observed o JOIN own_ends u ON u.entity_id IN (o.imei_id, o.imsi_id)
WHERE o.evidence_type = 'billing' AND o.subject_kind = 'phone' AND u.b_kind IN ('imei', 'imsi')
ORDER BY ALL
"""

_CLOCK_SCHEMA = pa.schema(
    [
        ("exhibit_id", pa.string()), ("skew_s", pa.float64()), ("spread_s", pa.float64()), ("pairs", pa.int64()),
        ("from_utc", pa.timestamp("us", tz="UTC")), ("to_utc", pa.timestamp("us", tz="UTC")),
        ("reference_exhibit_id", pa.string()),
    ]
)  # fmt: skip


def find_same_events(session: duckdb.DuckDBPyConnection) -> None:
    """Create `same_event` (record_id, event, skew_s) and `clocks` in a session that has `observed` and `ends`."""
    _parties(session)
    rows = session.sql(SQL.read_text(encoding="utf-8")).to_arrow_table()
    names = [f for f in Observed.__slots__ if f not in ("text", "late")]
    columns = {n: rows[n].cast(pa.int64()).to_numpy() for n in names}
    flags = {n: rows[n].to_numpy() for n in ("text", "late")}
    seen = Observed(**columns, **flags)
    found = corroborate(seen)
    exhibits = rows["exhibit_id"].to_pylist()
    session.register(
        "same__arrow",
        pa.table({"record_id": rows["record_id"], "event": found.event, "skew_s": _known(seen, found)}),
    )
    session.execute("CREATE TABLE same_event AS FROM same__arrow")
    session.register("clocks__arrow", _clocks(seen.clock, exhibits, found))
    # The telephone of an extraction is the device its calls and messages are of.
    session.execute(
        "CREATE TABLE clocks AS SELECT c.exhibit_id, d.device_id, c.* EXCLUDE (exhibit_id) FROM clocks__arrow c"
        " LEFT JOIN (SELECT exhibit_id, min(subject_id) AS device_id FROM observed WHERE subject_kind = 'device'"
        " GROUP BY exhibit_id) d USING (exhibit_id)"
    )
    for name in ("same__arrow", "clocks__arrow"):
        session.unregister(name)


def _parties(session: duckdb.DuckDBPyConnection) -> None:
    """Create `party` (entity_id, party) and `own_number` (device_id, number) from what devices state and bills show."""
    session.execute(f"CREATE TABLE own_ends AS {_OWN}")
    session.execute(f"INSERT INTO own_ends {_BILLED}")
    pairs = session.execute(
        "SELECT DISTINCT device_id, entity_id FROM own_ends WHERE b_kind IN ('phone', 'messaging', 'email')"
        " ORDER BY ALL"
    ).fetchall()
    party = joined(pairs)
    text = pa.string()
    session.register(
        "party__arrow",
        pa.table({"entity_id": pa.array(list(party), text), "party": pa.array(list(party.values()), text)}),
    )
    session.execute("CREATE TABLE party AS FROM party__arrow")
    session.unregister("party__arrow")
    session.execute(
        "CREATE TABLE own_number AS SELECT device_id, min(entity_id) AS number FROM own_ends"
        " WHERE b_kind = 'phone' GROUP BY device_id HAVING count(DISTINCT entity_id) = 1"
    )


def _known(seen: Observed, found: Corroborated) -> pa.Array:
    """Return the skew in seconds; null where the clock is a network's or was not established."""
    known = np.isin(seen.clock, found.clocks.clock)
    return pa.array(found.skew / SECOND, mask=~known)


def _clocks(clock: Ints, exhibits: list[str], found: Corroborated) -> pa.Table:
    """Return one row per stretch of a clock."""
    name = dict(zip(clock.tolist(), exhibits, strict=True))
    clocks = found.clocks
    return pa.table(
        [
            pa.array([name[c] for c in clocks.clock.tolist()], pa.string()),
            clocks.median / SECOND,
            clocks.spread / SECOND,
            clocks.pairs,
            pa.array(clocks.since, pa.timestamp("us", tz="UTC")),
            pa.array(clocks.until, pa.timestamp("us", tz="UTC")),
            pa.array([None if c == NETWORK else name[c] for c in clocks.reference.tolist()], pa.string()),
        ],
        schema=_CLOCK_SCHEMA,
    )
