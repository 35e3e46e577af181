"""Identifiers people give as their own, and the unrelated people who give the same one at the same time."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from clew.detectors.components import components
from clew.detectors.kin import family_ties, pairs_of
from clew.ledger.view import View
from clew.model.entities import OWN_RELATIONS

#: People named beside the person of a form; their numbers are given by that person, who answers for them.
CAPACITIES = {"next_of_kin": "next-of-kin phone", "referee": "referee phone", "interpreter": "interpreter phone"}
#: Records in which people give identifiers, besides forms (`as_own`): bank and tenancy or council records.
GIVING = ("financial", "address")
BEGINNING = datetime.min.replace(tzinfo=UTC)
END = datetime.max.replace(tzinfo=UTC)

_GIVEN = """
CREATE OR REPLACE TEMP TABLE given_identifiers AS
SELECT l.a_id AS person_id, l.b_id AS identifier_id, l.type AS relation, l.record_ids, l.from_utc, l.to_utc,
       coalesce(l.as_own, FALSE) OR l.type = 'LINKED_TO' OR list_contains(l.evidence_types, 'address') AS own,
       CASE WHEN l.type = 'LINKED_TO' THEN l.capacity
            WHEN i.kind = 'account' AND starts_with(coalesce(i.value, ''), 'card:') THEN 'card'
            ELSE i.kind END AS kind
FROM links l JOIN entities p ON p.entity_id = l.a_id AND p.label = 'Person'
JOIN entities i ON i.entity_id = l.b_id AND NOT coalesce(i.service, FALSE) AND i.kind <> 'device'
WHERE (l.type IN (SELECT unnest($own)) AND (coalesce(l.as_own, FALSE) OR l.type = 'KEEPER_OF'
                                            OR list_has_any(l.evidence_types, $giving)))
   OR (l.type = 'LINKED_TO' AND i.label = 'Phone' AND l.capacity IN (SELECT unnest($capacities)))
ORDER BY ALL
"""

_TYPES = {
    "phone": "phone", "email": "e-mail", "messaging": "messaging account", "account": "bank account", "card": "card",
    "imei": "device", "imsi": "SIM", "iccid": "SIM", "address": "address", "vehicle": "vehicle", **CAPACITIES,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Giving:
    """One person who gives an identifier, between two moments; `own`: they gave it themselves, as their own."""

    person_id: str
    start: datetime
    end: datetime
    records: tuple[str, ...]
    own: bool


@dataclass(frozen=True, slots=True)
class Shared:
    """An identifier, as which type it is given, and who gives it at one time.

    Args:
        identifier_id: The phone, account, address, ...
        type: What people give it as: `phone`, `bank account`, `referee phone`, ...
        givings: Those in force when most unrelated people give it.
        groups: Unrelated people among them, each by the first person of their group.
        precision: Of an address, what its text is precise to; empty for others.
    """

    identifier_id: str
    type: str
    givings: tuple[Giving, ...]
    groups: frozenset[str]
    precision: str = ""

    @property
    def persons(self) -> tuple[str, ...]:
        """Persons who give it, sorted."""
        return tuple(sorted({g.person_id for g in self.givings}))


def shared_identifiers(view: View, least: int) -> tuple[list[Shared], dict[str, str], int]:
    """Return the identifiers that at least `least` unrelated people give at one time.

    People who may be one person count once (their records carry one name), and so does a recorded family.
    Living together and a common surname change nothing: people who are exploited are housed together.

    Returns:
        The shared identifiers by id and type; the group of every person; how many identifiers were examined.
    """
    view.session.execute(_GIVEN, {"own": list(OWN_RELATIONS), "giving": list(GIVING), "capacities": list(CAPACITIES)})
    everyone = view.sql("SELECT DISTINCT person_id FROM given_identifiers ORDER BY person_id")["person_id"].to_pylist()
    ties = [*pairs_of(view, "POSSIBLY_SAME_AS"), *family_ties(view)]
    # A relative or second record who gives nothing still ties two who do.
    tied = components([*everyone, *sorted({p for pair in ties for p in pair} - set(everyone))], ties)
    group = {person: tied[person] for person in everyone}
    rows = view.sql(
        """SELECT g.* EXCLUDE (relation), e.attributes FROM given_identifiers g JOIN entities e
           ON e.entity_id = g.identifier_id
           WHERE (identifier_id, g.kind) IN (
               SELECT (identifier_id, kind) FROM given_identifiers GROUP BY identifier_id, kind
               HAVING count(DISTINCT person_id) >= $least)
           ORDER BY identifier_id, g.kind, person_id, from_utc, to_utc, record_ids""",
        least=least,
    ).to_pylist()
    held: dict[tuple[str, str], list[Giving]] = {}
    precisions: dict[str, str] = {}
    for row in rows:
        start = row["from_utc"] or BEGINNING
        # A statement for a single day, or with its dates swapped, holds on that day.
        end = max(row["to_utc"] or END, min(start, END - timedelta(days=1)) + timedelta(days=1))
        giving = Giving(row["person_id"], start, end, tuple(row["record_ids"] or ()), row["own"])
        held.setdefault((row["identifier_id"], _TYPES.get(row["kind"], row["kind"])), []).append(giving)
        precisions[row["identifier_id"]] = json.loads(row["attributes"] or "{}").get("precision", "")
    found = []
    for (identifier, kind), givings in held.items():
        if kind == "vehicle":
            givings = _one_keeper_after_another(givings)
        together = _at_one_time(givings, group)
        groups = frozenset(group[g.person_id] for g in together)
        if len(groups) >= least:
            precision = precisions[identifier] if kind == "address" else ""
            found.append(Shared(identifier, kind, tuple(together), groups, precision))
    examined = view.sql("SELECT count(DISTINCT identifier_id) AS n FROM given_identifiers")["n"][0].as_py()
    return found, group, examined


def _one_keeper_after_another(givings: list[Giving]) -> list[Giving]:
    """A registered keeper without an end date is keeper until the next one's start: a car has one at a time."""
    ordered = sorted(givings, key=lambda g: (g.start, g.person_id))
    starts = sorted({g.start for g in ordered})
    after = dict(zip(starts, [*starts[1:], END], strict=True))
    return [Giving(g.person_id, g.start, min(g.end, after[g.start]), g.records, g.own) for g in ordered]


def _at_one_time(givings: list[Giving], group: dict[str, str]) -> list[Giving]:
    """Return those in force at the first moment when most groups give the identifier: tenants in turn share nothing."""
    moments = sorted(
        [(g.start, 1, group[g.person_id]) for g in givings] + [(g.end, 0, group[g.person_id]) for g in givings]
    )
    active: Counter[str] = Counter()
    best, when = 0, givings[0].start
    for moment, begins, who in moments:
        active[who] += 1 if begins else -1
        if active[who] == 0:
            del active[who]
        if len(active) > best:
            best, when = len(active), moment
    return [g for g in givings if g.start <= when < g.end]
