"""Compare two exhibits: what both saw, how their clocks differ, what only one of them has and why that may be."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from statistics import median
from typing import Any

import pyarrow as pa

from clew.casework.clocks import in_words
from clew.errors import UsageError
from clew.ledger.view import View
from clew.model.exhibit import Exhibit
from clew.model.table import Column, Table, table

ONLY_COLUMNS = [
    Column("only_in", "text", "the exhibit that has it"),
    Column("start_utc", "utc", "by the clock of that exhibit"),
    Column("event"),
    Column("from", "entity"),
    Column("to", "entity"),
    Column("direction"),
    Column("duration_s", "integer"),
    Column("row", "text", "place in the exhibit"),
    Column("may_be_because", "text", "innocent reasons that fit, to be checked"),
    Column("record_id", "record", detail=True),
]

FACT_COLUMNS = [Column("fact"), Column("value", "free_text")]

UNANSWERED = {"missed", "rejected", "blocked", "voicemail"}

SQL = Path(__file__).with_name("comparing.sql")


def chosen(exhibits: list[Exhibit], which: str) -> Exhibit:
    """Return the one exhibit meant by an id or its beginning, a reference, a file name or part of a path.

    Raises:
        UsageError: none or several match.
    """
    exact = [e for e in exhibits if which in (e.exhibit_id, e.reference, Path(e.path).name)]
    found = exact or [e for e in exhibits if which and (e.exhibit_id.startswith(which) or which in e.path)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no exhibit matches {which!r}", hint="list them with: clew exhibits")
    raise UsageError(f"{len(found)} exhibits match {which!r}", hint="give the id of one: clew exhibits --format csv")


def compare(view: View, one: Exhibit, other: Exhibit, limit: int = 200) -> tuple[Table, Table]:
    """Return what the two have in common, as facts, and the calls and messages only one of them has.

    Only what the other exhibit could have is listed: calls and messages of a number or telephone it is of.

    Args:
        view: The case's view.
        one: An exhibit.
        other: Another one.
        limit: Most rows of the second table.

    Raises:
        UsageError: the two are one, or one of them holds no calls and messages.
    """
    if one.exhibit_id == other.exhibit_id:
        raise UsageError("these are one exhibit", hint="name two: clew exhibits")
    sides = {"one": one.exhibit_id, "other": other.exhibit_id}
    for statement in SQL.read_text(encoding="utf-8").strip().split(";\n\n"):
        view.session.execute(statement, sides)
    names = {one.exhibit_id: Path(one.path).name, other.exhibit_id: Path(other.path).name}
    if len(set(names.values())) == 1:
        names = {e.exhibit_id: f"{Path(e.path).name} ({e.reference or e.exhibit_id})" for e in (one, other)}
    for exhibit in (one, other):
        if not view.sql("SELECT 1 FROM compared WHERE exhibit_id = $id LIMIT 1", id=exhibit.exhibit_id).num_rows:
            raise UsageError(
                "this exhibit holds no calls and messages", where=names[exhibit.exhibit_id], hint="clew exhibits"
            )
    rows = view.sql(
        "SELECT * FROM compared WHERE NOT matched AND comparable ORDER BY start_utc NULLS LAST, record_id"
    ).to_pylist()
    clocks = view.sql("SELECT * FROM clocks WHERE exhibit_id IN ($one, $other) ORDER BY exhibit_id, from_utc", **sides)
    timed = {c["exhibit_id"] for c in clocks.to_pylist()}
    for row in rows:
        row["because"] = reasons(row, {row["exhibit_id"], row["against"]} & timed)
    only = [
        {
            "only_in": names[r["exhibit_id"]], "start_utc": r["start_utc"], "event": r["event_kind"], "from": r["a_id"],
            "to": r["b_id"], "direction": r["direction"], "duration_s": r["duration_s"],
            "row": " ".join(x for x in (r["part"], r["row_ref"]) if x), "may_be_because": "; ".join(r["because"]),
            "record_id": r["record_id"],
        }
        for r in rows[:limit]
    ]  # fmt: skip
    notes = (f"first {limit} of {len(rows)} rows: raise --limit",) if len(rows) > limit else ()
    facts = [*_counts(view, names, rows), *_difference(view, sides), *_clocks(clocks, names)]
    return (
        table(f"{names[one.exhibit_id]} and {names[other.exhibit_id]}", FACT_COLUMNS, facts),
        table(
            "only one of them has it",
            ONLY_COLUMNS,
            only,
            (*notes, "a reason that fits is to be checked; several may fit, and none need be the true one"),
        ),
    )


def reasons(row: dict[str, Any], timed: set[str]) -> list[str]:
    """Return the innocent reasons that fit a call or message the other exhibit does not have.

    Args:
        row: A row of `compared`.
        timed: Which of the two exhibits have a clock that is known.
    """
    unanswered = row["event_kind"] == "call" and (
        row["duration_s"] == 0 or bool({row["direction"], row["status"]} & UNANSWERED)
    )
    against_bill = row["against_type"] == "billing"
    found = {
        "the other exhibit holds no " + ("calls" if row["event_kind"] == "call" else "messages"): row["kind_missing"],
        "outside the period the other exhibit holds": bool(row["outside"]),
        "went over an app or Wi-Fi, which a bill does not list": against_bill and row["service"] == "app",
        "unanswered, which a bill may leave out": against_bill and unanswered,
        "diverted": row["third_id"] is not None or row["direction"] in ("forward", "voicemail"),
        "may have gone over another SIM of the telephone": against_bill and row["several_sims"],
        "the bill shows another handset": not against_bill and row["other_handset"],
        "one of the ends is withheld": row["withheld"],
        "its hour is shown twice by the clock": bool(row["ambiguous"]),
        "the clocks could not be compared": "handset" in (row["evidence_type"], row["against_type"]) and not timed,
        "deleted from the handset, or no longer kept": row["against_type"] == "handset" and not row["outside"],
    }
    return [reason for reason, fits in found.items() if fits] or ["none of the usual reasons fits"]


def _counts(view: View, names: dict[str, str], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    both = view.sql(
        "SELECT event_kind, count(DISTINCT event_id) AS n FROM compared WHERE matched GROUP BY event_kind"
    ).to_pylist()
    seen = {r["event_kind"]: r["n"] for r in both}
    facts = [("both have", _said(seen.get("call", 0), seen.get("message", 0)))]
    alone = Counter((r["exhibit_id"], r["event_kind"]) for r in rows)
    elsewhere = view.sql(
        "SELECT exhibit_id, event_kind, count(DISTINCT event_id) AS n FROM compared"
        " WHERE NOT matched AND NOT comparable GROUP BY ALL"
    ).to_pylist()
    beside = {(r["exhibit_id"], r["event_kind"]): r["n"] for r in elsewhere}
    for exhibit, name in names.items():
        facts.append((f"only {name}", _said(alone[exhibit, "call"], alone[exhibit, "message"])))
        rest = beside.get((exhibit, "call"), 0), beside.get((exhibit, "message"), 0)
        if any(rest):
            facts.append((f"{name}, not of the other's number or telephone", _said(*rest)))
    for exhibit, name in names.items():
        why = Counter(reason for r in rows if r["exhibit_id"] == exhibit for reason in r["because"])
        facts += [
            (f"only {name}, may be", f"{n}: {reason}") for reason, n in sorted(why.items(), key=lambda w: (-w[1], w[0]))
        ]
    return [{"fact": fact, "value": value} for fact, value in facts]


def _said(calls: int, messages: int) -> str:
    return f"{calls} {'call' if calls == 1 else 'calls'}, {messages} {'message' if messages == 1 else 'messages'}"


def _difference(view: View, sides: dict[str, str]) -> list[dict[str, Any]]:
    """Say how far the times of what both have lie apart; received messages lag and are left out."""
    found: pa.Table = view.sql(
        "SELECT epoch(x.start_utc) - epoch(y.start_utc) AS apart FROM compared x JOIN compared y USING (event_id)"
        " WHERE x.exhibit_id = $one AND y.exhibit_id = $other AND x.event_kind = 'call' ORDER BY apart",
        **sides,
    )
    apart = found["apart"].to_pylist()
    if not apart:
        return []
    middle = median(apart)
    off = 1.4826 * median(abs(a - middle) for a in apart)
    value = f"{middle:+.0f} s, the first against the second (spread {off:.0f} s, n={len(apart)})"
    return [{"fact": "times of the calls both have differ by", "value": value}]


def _clocks(clocks: pa.Table, names: dict[str, str]) -> list[dict[str, Any]]:
    facts = []
    for c in clocks.to_pylist():
        by = "another handset" if c["reference_exhibit_id"] else "networks"
        value = (
            f"{_ran(c)} (spread {c['spread_s']:.0f} s, n={c['pairs']}) from {c['from_utc']:%Y-%m-%d %H:%M}"
            f" to {c['to_utc']:%Y-%m-%d %H:%M} UTC, measured by {by}"
        )
        facts.append({"fact": f"clock of {names[c['exhibit_id']]}", "value": value})
    return facts


def _ran(clock: dict[str, Any]) -> str:
    words = in_words(clock)
    return "this handset ran right" if words == "right" else f"this handset ran {words}"
