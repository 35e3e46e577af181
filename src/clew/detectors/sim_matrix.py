"""Which SIM was used in which handset, and when: the matrix behind D4, the line profile and later detectors.

A handset is keyed by the first 14 digits of its IMEI. A SIM is its IMSI; where records lack it, the number
stands for its SIM. Handset numbers that cannot be one device are left out and listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import pyarrow as pa

from clew.detectors.components import components
from clew.ledger.view import View
from clew.model.table import Column, Table, table

#: More SIMs than this in one handset number: cloned, or a tester's. More handsets than this at one cell: a shop.
CROWD = 20
#: Share of uses at one cell that counts as one place.
ONE_CELL_SHARE = 0.8

_USES = """
CREATE OR REPLACE TEMP TABLE sim_uses AS
WITH seen AS (
    SELECT * FROM observations WHERE imei_id IS NOT NULL AND start_utc IS NOT NULL AND subject_id IS NOT NULL
), single AS (
    SELECT subject_id, min(imsi_id) AS imsi_id FROM seen WHERE imsi_id IS NOT NULL
    GROUP BY subject_id HAVING count(DISTINCT imsi_id) = 1
)
SELECT s.imei_id AS imei, s.subject_id AS number, coalesce(s.imsi_id, o.imsi_id, s.subject_id) AS sim, s.start_utc,
       s.cell_first, s.evidence_type, s.record_id
FROM seen s LEFT JOIN single o USING (subject_id)
"""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A handset or SIM that the matrix does not count, and why."""

    entity_id: str
    reason: str
    missing: str


def prepare_matrix(view: View) -> tuple[LeftOut, ...]:
    """Create the table `sim_matrix_uses` in the view's session, once, and return what was left out.

    One row per use: `device` (handset, two IMEIs of one dual-SIM handset joined), `number`, `sim`, `start_utc`,
    `cell_first`, `evidence_type`, `record_id`.
    """
    left_out: tuple[LeftOut, ...] = view.once("detectors.sim_matrix", lambda: _prepare(view))
    return left_out


def _prepare(view: View) -> tuple[LeftOut, ...]:
    view.session.execute(_USES)
    left_out = [*_no_devices(view), *_shops(view)]
    twins = _twins(view)
    view.session.register(
        "sim_left_out", pa.table({"entity_id": pa.array([x.entity_id for x in left_out], type=pa.string())})
    )
    view.session.register(
        "sim_twins",
        pa.table({"imei": pa.array(list(twins), pa.string()), "device": pa.array(list(twins.values()), pa.string())}),
    )
    view.session.execute(
        """CREATE OR REPLACE TEMP TABLE sim_matrix_uses AS
           SELECT coalesce(t.device, u.imei) AS device, u.* FROM sim_uses u LEFT JOIN sim_twins t USING (imei)
           WHERE u.imei NOT IN (FROM sim_left_out) AND u.sim NOT IN (FROM sim_left_out)
             AND u.number NOT IN (FROM sim_left_out)"""
    )
    view.session.unregister("sim_left_out")
    view.session.unregister("sim_twins")
    return tuple(left_out)


def _no_devices(view: View) -> list[LeftOut]:
    """Handset numbers that are placeholders, or are used by more SIMs than one device can be."""
    rows = view.sql(
        """SELECT u.imei, any_value(e.value) AS value, count(DISTINCT u.sim) AS sims
           FROM sim_uses u LEFT JOIN entities e ON e.entity_id = u.imei GROUP BY u.imei ORDER BY u.imei"""
    ).to_pylist()
    found = []
    for row in rows:
        if _is_placeholder(row["value"]):
            reason, missing = "the handset number is a placeholder", "the device's own handset number"
        elif row["sims"] > CROWD:
            reason = f"{row['sims']} SIMs carry this handset number: cloned, or a tester's handset"
            missing = "a handset number that stands for one device"
        else:
            continue
        found.append(LeftOut(row["imei"], reason, missing))
    return found


def _is_placeholder(value: str | None) -> bool:
    return value is not None and (len(set(value)) <= 1 or value[:14] in ("01234567890123", "12345678901234"))


def _shops(view: View) -> list[LeftOut]:
    """SIMs tried in dozens of handsets at one cell: a repair or SIM shop."""
    rows = view.sql(
        f"""WITH cells AS (SELECT number, cell_first, count(*) AS n FROM sim_uses GROUP BY ALL),
            top AS (SELECT number, max(n) FILTER (cell_first IS NOT NULL) AS most, sum(n) AS uses
                    FROM cells GROUP BY ALL)
            SELECT number, count(DISTINCT imei) AS handsets FROM sim_uses JOIN top USING (number)
            WHERE top.most >= {ONE_CELL_SHARE} * top.uses GROUP BY number HAVING handsets > {CROWD} ORDER BY number"""
    ).to_pylist()
    return [
        LeftOut(
            row["number"],
            f"used in {row['handsets']} handsets at one cell: a repair or SIM shop",
            "uses of this number beyond tests in a shop",
        )
        for row in rows
    ]


def _twins(view: View) -> dict[str, str]:
    """Join handset numbers that differ by one in the serial and share a SIM: the two slots of one handset."""
    rows = view.sql(
        """WITH pairs AS (SELECT DISTINCT u.imei, u.number, try_cast(e.value AS BIGINT) AS code
                          FROM sim_uses u JOIN entities e ON e.entity_id = u.imei WHERE length(e.value) = 14)
           SELECT DISTINCT x.imei AS one, y.imei AS other FROM pairs x JOIN pairs y USING (number)
           WHERE y.code = x.code + 1 ORDER BY ALL"""
    ).to_pylist()
    linked = [(row["one"], row["other"]) for row in rows]
    return components(sorted({imei for pair in linked for imei in pair}), linked)


@dataclass(frozen=True, slots=True)
class Change:
    """A number seen in a handset, or with a SIM, it had not been seen with before."""

    number: str
    what: str  # handset, SIM
    before: str
    after: str
    at_utc: datetime


def changes(view: View) -> dict[str, tuple[Change, ...]]:
    """Return the changes of handset and SIM of each number in time order; numbers without any handset are absent.

    The first handset and SIM of a number are no change. The two slots of a dual-SIM handset are one handset.
    """
    prepare_matrix(view)
    rows = view.sql(
        """WITH firsts AS (
               SELECT number, 'handset' AS what, device AS item, min(start_utc) AS at_utc
               FROM sim_matrix_uses GROUP BY ALL
               UNION ALL
               SELECT number, 'SIM', sim, min(start_utc) FROM sim_matrix_uses WHERE sim <> number GROUP BY ALL
           )
           SELECT number, what, lag(item) OVER w AS before, item AS after, at_utc FROM firsts
           WINDOW w AS (PARTITION BY number, what ORDER BY at_utc, item) ORDER BY number, at_utc, what, after"""
    ).to_pylist()
    found: dict[str, list[Change]] = {}
    for row in rows:
        seen = found.setdefault(row["number"], [])
        if row["before"] is not None:
            seen.append(Change(**row))
    return {number: tuple(seen) for number, seen in found.items()}


def matrix(view: View) -> Table:
    """Return the handset and SIM matrix: one row per pair with first and last use, uses, days and component.

    Components are groups of handsets and SIMs joined by use, numbered in the order of their first use.
    """
    left_out = prepare_matrix(view)
    cells = view.sql(
        """SELECT device AS handset, sim, min(number) AS number, min(start_utc) AS first_utc,
                  max(start_utc) AS last_utc, count(DISTINCT start_utc) AS uses, count(DISTINCT start_utc::DATE) AS days
           FROM sim_matrix_uses GROUP BY device, sim ORDER BY first_utc, handset, sim"""
    ).to_pylist()
    joined = components(
        [node for row in cells for node in (row["handset"], row["sim"])],
        [(row["handset"], row["sim"]) for row in cells],
    )
    numbered = {first: i for i, first in enumerate(dict.fromkeys(joined.values()), start=1)}
    for row in cells:
        row["component"] = numbered[joined[row["handset"]]]
    columns = [
        Column("handset", "entity"), Column("sim", "entity", "IMSI, or the number where records lack it"),
        Column("number", "entity"), Column("first_utc", "utc"), Column("last_utc", "utc"),
        Column("uses", "integer", "calls, messages and sessions at distinct times"),
        Column("days", "integer", "UTC days with a use"), Column("component", "integer"),
    ]  # fmt: skip
    notes = tuple(f"{{{x.entity_id}}} left out: {x.reason}" for x in left_out)
    return table("Which SIM was used in which handset", columns, cells, notes)
