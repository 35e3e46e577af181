"""Whose telephone it was: an analyst's decision, kept with its reason and period, and undone by another decision.

A report never says who held a telephone; its user stays a placeholder. An attribution adds a link from a person to
that placeholder. The decisions in force are an exhibit of their own in the ledger, so that every answer that rests
on one can show it, and a new decision supersedes that exhibit as a corrected load would.
"""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from clew.durable import canonical, locked
from clew.errors import PolicyError, UsageError
from clew.ledger.manifest import commit, in_force, load_id
from clew.ledger.write import LoadWriter
from clew.model.exhibit import Exhibit, PartCount
from clew.model.records import RAW_SEPARATOR, SCHEMAS
from clew.model.table import Column, Table, table

if TYPE_CHECKING:
    from clew.case import Case

TOPIC = "attributions"
READER = "attribution"
TITLES = ("decided_utc", "user", "device", "person record", "from", "to", "reason")

COLUMNS = [
    Column("exhibit", meaning="file the telephone's records came from"),
    Column("person", "entity"),
    Column("decision", meaning="attributed or withdrawn; the last one holds"),
    Column("from", "date"),
    Column("to", "date"),
    Column("reason", "free_text"),
    Column("decided_utc", "utc"),
    Column("user"),
]


def attribute(
    case: Case, exhibit: str, person: str, reason: str, *, since: str = "", until: str = "", undo: bool = False
) -> str:
    """Record that a person used the telephone of an exhibit, or withdraw that; returns the person's id.

    Args:
        case: The case.
        exhibit: Id, reference or part of the path of one exhibit.
        person: Name or id of one person.
        reason: Why; kept for good.
        since: First day, 2026-03-31; empty when not known.
        until: Last day.
        undo: Withdraw the attribution.

    Raises:
        UsageError: no such exhibit or person, the exhibit is of no telephone, or there is nothing to withdraw.
        PolicyError: no reason.
    """
    if not reason.strip():
        raise PolicyError("an attribution needs a recorded reason", hint='add --reason "..."')
    found = _telephone(case, exhibit)
    entity, record = _person(case, person)
    period = {"from": _day(since), "to": _day(until)}
    if period["from"] and period["to"] and period["from"] > period["to"]:
        raise UsageError("the period ends before it begins", hint="check --from and --to")
    subject = f"{found.device}|{record}"
    if undo and subject not in _holding(case):
        raise UsageError("this telephone is not attributed to this person", hint="list decisions: clew attribution")
    decision = "withdrawn" if undo else "attributed"
    more = {"device": found.device, "record": record, "exhibit": found.exhibit_id, **period}
    case.decisions.append(TOPIC, subject, decision, reason, **more)
    publish(case)
    case.audit.append(
        "combine", "withdraw attribution" if undo else "attribute", objects=[entity, found.exhibit_id], reason=reason
    )
    return entity


def attributions(case: Case) -> Table:
    """List every attribution and withdrawal, oldest first."""
    names = {e.device: Path(e.path).name for e in case.exhibits()}
    known = {r["founding_record"]: r["entity_id"] for r in _people(case)}
    rows: list[dict[str, Any]] = [
        {
            "exhibit": names.get(d["device"], d["exhibit"]),
            "person": known.get(d["record"]),
            "decision": d["decision"],
            "from": _parsed(d["from"]),
            "to": _parsed(d["to"]),
            "reason": d["reason"],
            "decided_utc": datetime.fromisoformat(d["utc"]),
            "user": d["user"],
        }
        for d in case.decisions.history(TOPIC)
    ]
    return table("attributions", COLUMNS, rows, ("an attribution is a decision of a person, not evidence",))


def publish(case: Case) -> None:
    """Write the attributions in force as the exhibit that replaces the earlier one."""
    manifests, ledger = case.folder / "exhibits", case.folder / "ledger"
    with locked(case.folder / "decisions" / f"{TOPIC}.published"):
        held = sorted(_holding(case).values(), key=lambda d: (d["utc"], d["subject"]))
        earlier = [e.exhibit_id for e in in_force(manifests) if e.reader == READER]
        content = canonical({"in_force": held, "replaces": earlier})
        digest = hashlib.sha256(content.encode()).hexdigest()
        identity = load_id(digest, reader=READER)
        # Record ids must outlive later decisions, so they hang on the case and the decision, not on all decisions.
        with LoadWriter(ledger, identity, hashlib.sha256(case.settings.case_id.encode()).hexdigest()) as writer:
            writer.records("membership", _memberships(held), TOPIC)
            files = writer.finish()
        commit(manifests, _exhibit(case, identity, digest, len(held), files, tuple(earlier)))


def _memberships(held: list[dict[str, Any]]) -> pa.Table:
    columns: dict[str, list[Any]] = {
        "row_ref": [f"decision {d['utc']}" for d in held],
        "raw": [
            RAW_SEPARATOR.join(
                (d["utc"], d["user"], d["device"], d["record"], d["from"] or "", d["to"] or "", d["reason"])
            )
            for d in held
        ],
        "relation": ["USES"] * len(held),
        "as_own": [False] * len(held),
        "capacity": ["attributed by an analyst"] * len(held),
        "a_kind": ["person"] * len(held),
        "a": [d["record"] for d in held],
        "b_kind": ["device"] * len(held),
        "b": [d["device"] for d in held],
        "from_utc": [_moment(d["from"], 0) for d in held],
        "to_utc": [_moment(d["to"], 1) for d in held],
        "note": [d["reason"] for d in held],
    }
    schema = SCHEMAS["membership"]
    typed = {name: pa.array(values, schema.field(name).type) for name, values in columns.items()}
    return pa.table(typed).append_column("ordinal", pa.array([0] * len(held), pa.int16()))


def _exhibit(
    case: Case, identity: str, digest: str, rows: int, files: dict[str, str], earlier: tuple[str, ...]
) -> Exhibit:
    part = PartCount(
        part=TOPIC, profile=READER, kind="membership", evidence_type="report", columns=TITLES,
        read=rows, kept=rows, duplicate=0, set_aside=0,
    )  # fmt: skip
    path = case.folder / "decisions" / f"{TOPIC}.jsonl"
    return Exhibit(
        exhibit_id=identity, path=str(path), sha256=digest, size_bytes=path.stat().st_size,
        reader=READER, reader_version="1", legal_basis="other:decision of an analyst", owner=case.settings.owner,
        received_date="", timezone="UTC", timezone_basis="offset_in_value", day_order="dmy",
        day_order_basis="stated_for_exhibit", grade="", handling="", reference="",
        loaded_utc=datetime.now(UTC).isoformat(timespec="seconds"), parts=(part,), files=files, supersedes=earlier,
    )  # fmt: skip


def _holding(case: Case) -> dict[str, dict[str, Any]]:
    return {s: d for s, d in case.decisions.in_force(TOPIC).items() if d["decision"] == "attributed"}


def _telephone(case: Case, which: str) -> Exhibit:
    """Return the exhibit meant: its id, its reference, or part of its path, of records out of a telephone."""
    exhibits = [e for e in case.exhibits() if any(p.evidence_type == "handset" for p in e.parts)]
    exact = [e for e in exhibits if which in (e.exhibit_id, e.reference, Path(e.path).name)]
    found = exact or [e for e in exhibits if which and which in e.path]
    if len({e.device for e in found}) == 1:
        return found[0]
    if not found:
        raise UsageError(f"no exhibit out of a telephone matches {which!r}", hint="list them with: clew exhibits")
    raise UsageError(f"{len(found)} exhibits match {which!r}", hint="give the id of one: clew exhibits --format csv")


def _person(case: Case, text: str) -> tuple[str, str]:
    """Return entity id and founding record of one person."""
    entity = case.entity(text)
    for row in _people(case):
        if row["entity_id"] == entity:
            return entity, row["founding_record"]
    raise UsageError("this is no person", hint='a telephone is attributed to a person: clew find "name"')


def _people(case: Case) -> list[dict[str, Any]]:
    found = case.view().sql("SELECT entity_id, founding_record FROM entities WHERE label = 'Person'")
    return list(found.to_pylist())


def _day(text: str) -> str | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date", hint="write it as 2026-03-31") from error


def _parsed(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _moment(text: str | None, days: int) -> datetime | None:
    """Return the first moment of a day, or with `days` 1 the first moment after it."""
    return None if not text else datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC) + timedelta(days)
