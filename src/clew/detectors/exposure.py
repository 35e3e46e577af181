"""What ties each person to a line: contacts, use of its numbers, credit bought by whoever buys it for many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clew.detectors.children import prepare_identifiers
from clew.detectors.line_contacts import LineContact, line_contacts, users
from clew.detectors.line_numbers import LineNumber
from clew.detectors.topup_hubs import Hub, numbers_of_people, topup_hubs
from clew.ledger.view import View

if TYPE_CHECKING:
    from clew.detectors.safeguarding import Settings


@dataclass(slots=True)
class Exposure:
    """The rows that tie one person to a line or a top-up hub."""

    identifiers: set[str] = field(default_factory=set)
    contacts: list[LineContact] = field(default_factory=list)
    bulk: list[LineContact] = field(default_factory=list)
    attempts: list[LineContact] = field(default_factory=list)
    uses: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    hubs: list[Hub] = field(default_factory=list)

    @property
    def rows(self) -> list[str]:
        """Records of contacts, then of top-ups by the same payers."""
        topups = sorted({r for hub in self.hubs for records in hub.records.values() for r in records})
        return [*dict.fromkeys(c.record_id for c in self.contacts), *topups]

    def qualifies(self, settings: Settings) -> bool:
        """Whether any condition of rule 1 holds."""
        return len(self.contacts) >= settings.contacts_min or bool(self.uses) or bool(self.hubs)

    def joined(self, other: Exposure) -> Exposure:
        """Return both together, each row once: two records that may be of one person."""
        return Exposure(
            self.identifiers | other.identifiers,
            sorted({*self.contacts, *other.contacts}),
            sorted({*self.bulk, *other.bulk}),
            sorted({*self.attempts, *other.attempts}),
            sorted({*self.uses, *other.uses}),
            [*self.hubs, *(hub for hub in other.hubs if hub not in self.hubs)],
        )

    def touches(self, part: str, lines: dict[str, LineNumber]) -> bool:
        """Whether any contact or use is of a `line` or a `staff` number."""
        numbers = {c.number_id for c in self.contacts} | {number for number, _ in self.uses}
        return any(lines[number].part == part for number in numbers)


def exposures(view: View, lines: dict[str, LineNumber], settings: Settings) -> dict[str, Exposure]:
    """Return the exposure of every person with an attributed identifier, by person id."""
    own = numbers_of_people(view)
    found = {person: Exposure(identifiers=set(ids)) for person, ids in sorted(own.items())}
    for person, contacts in line_contacts(view, list(lines)).items():
        kinds = {"contact": found[person].contacts, "bulk text": found[person].bulk, "attempt": found[person].attempts}
        for contact in contacts:
            kinds[contact.kind].append(contact)
    for person, uses in users(view, list(lines)).items():
        found[person].uses = uses
    for hub in topup_hubs(view, settings.topped_up_numbers_min, settings.visit_minutes):
        for person, ids in own.items():
            # Whoever pays with an account or card of their own is no third party.
            if ids & set(hub.records) and person not in hub.payers and not ids & set(hub.payers):
                found[person].hubs.append(hub)
    return found


def attribution(view: View, persons: tuple[str, ...]) -> list[str]:
    """Return the records that tie these persons to their identifiers, and their person records to one another."""
    prepare_identifiers(view)
    rows = view.sql(
        """SELECT DISTINCT unnest(record_ids) AS record_id FROM person_identifiers
           WHERE person_id IN (SELECT unnest($persons))
           UNION SELECT DISTINCT unnest(record_ids) FROM links WHERE type = 'POSSIBLY_SAME_AS'
                 AND a_id IN (SELECT unnest($persons)) AND b_id IN (SELECT unnest($persons))
           ORDER BY record_id""",
        persons=list(persons),
    )
    return list(rows["record_id"].to_pylist())
