"""The benign role register: who is recorded in an innocent role, and what that holds back.

A recorded role holds a result back, and the result is shown with the reason (R-09): registered firms
have been complicit, so nothing is silently dropped. Roles are read from records only; nothing is inferred from a name.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files

from clew.detectors.evidence import cite_records
from clew.ledger.view import View
from clew.model.finding import Evidence

#: Relations along which a role passes from a person or organisation to its own number, account or address.
CARRIES = ("USES", "SUBSCRIBER_OF", "OPERATES", "HOLDS_ACCOUNT", "LIVES_AT", "KEEPER_OF")


@dataclass(frozen=True, slots=True)
class BenignRole:
    """One kind of role: the detectors whose pattern it gives and what separates it from the pattern."""

    key: str
    title: str
    imitates: frozenset[str]
    separates: str
    protected: bool


@dataclass(frozen=True, slots=True)
class Recorded:
    """A role recorded for an entity, directly or through whoever holds the identifier."""

    role: BenignRole
    from_utc: datetime | None
    to_utc: datetime | None
    record_id: str | None

    def overlaps(self, start: datetime | None, end: datetime | None) -> bool:
        """Whether the role was held in any part of a period; open ends count as always."""
        begun = self.from_utc is None or end is None or self.from_utc <= end
        unfinished = self.to_utc is None or start is None or self.to_utc >= start
        return begun and unfinished


def _folded(word: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", word.casefold()).strip()


@cache
def register() -> dict[str, BenignRole]:
    """Return the register: every spelling of a role, folded, and what it stands for."""
    data = tomllib.loads(files("clew.detectors").joinpath("roles.toml").read_text(encoding="utf-8"))
    spelt: dict[str, BenignRole] = {}
    for key, row in data.items():
        role = BenignRole(key, row["title"], frozenset(row["imitates"]), row["separates"], row.get("protected", False))
        for word in (key, *row.get("also", ())):
            spelt[_folded(word)] = role
    return spelt


def role_named(word: str | None) -> BenignRole | None:
    """Return the register's role for a word of a role record, or None when the register does not know it."""
    return register().get(_folded(word or ""))


def recorded_roles(view: View) -> dict[str, tuple[Recorded, ...]]:
    """Return the recorded roles of every entity, those that come through its holder included."""
    return dict(view.once("detectors.roles", lambda: _recorded_roles(view)))


def _recorded_roles(view: View) -> dict[str, tuple[Recorded, ...]]:
    found: dict[str, list[Recorded]] = {}
    rows = view.sql(
        """SELECT entity_id, role, from_utc, to_utc, record_id, 0 AS passed FROM roles
           UNION ALL
           SELECT l.b_id, r.role, r.from_utc, r.to_utc, r.record_id, 1 FROM roles r JOIN links l ON l.a_id = r.entity_id
           JOIN entities e ON e.entity_id = l.a_id
           WHERE l.type IN (SELECT unnest($carries)) OR (l.type = 'LINKED_TO' AND e.label = 'Organisation')
           ORDER BY passed, entity_id, role, from_utc, to_utc, record_id""",
        carries=list(CARRIES),
    ).to_pylist()
    for row in rows:
        role = role_named(row["role"])
        if role is not None and row["entity_id"] is not None:
            found.setdefault(row["entity_id"], []).append(
                Recorded(role, row["from_utc"], row["to_utc"], row["record_id"])
            )
    return {entity: tuple(roles) for entity, roles in sorted(found.items())}


def held_back_by(
    view: View, entity_ids: Iterable[str], detector: str, start: datetime | None = None, end: datetime | None = None
) -> Recorded | None:
    """Return the first recorded role that gives this detector's pattern innocently in the period, or None."""
    roles = recorded_roles(view)
    for entity in entity_ids:
        for recorded in roles.get(entity, ()):
            if detector in recorded.role.imitates and recorded.overlaps(start, end):
                return recorded
    return None


def reason_for(recorded: Recorded, tested: str = "") -> str:
    """Say why a result is held back: the recorded role, what separates it, and what the data showed."""
    masked = "; protected role, masked in shared outputs" if recorded.role.protected else ""
    shown = f"; {tested}" if tested else ""
    return (
        f"recorded as {recorded.role.title}{masked}. What separates it: {recorded.role.separates}{shown}. "
        "A recorded role does not end the enquiry"
    )


def role_evidence(view: View, recorded: Recorded) -> tuple[Evidence, ...]:
    """Cite the record that states the role; none for a protected role."""
    if recorded.role.protected or recorded.record_id is None:
        return ()
    cited = cite_records(view, [recorded.record_id], "role")
    if cited:
        return cited
    rows = view.sql(
        """SELECT DISTINCT record_id, exhibit_id, coalesce(part, '') AS part, coalesce(row_ref, '') AS row_ref
           FROM roles WHERE record_id = $id ORDER BY ALL""",
        id=recorded.record_id,
    ).to_pylist()
    return tuple(Evidence(**row, evidence_type="report", field="role", value=recorded.role.title) for row in rows[:1])
