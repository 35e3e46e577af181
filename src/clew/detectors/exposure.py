"""What ties each person to a line: contacts, use of its numbers, credit bought by whoever buys it for many."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from clew.detectors.line_contacts import LineContact, line_contacts, users
from clew.detectors.line_numbers import LineNumber
from clew.detectors.topup_hubs import Hub, numbers_of_people, topup_hubs
from clew.ledger.view import View

if TYPE_CHECKING:
    from clew.detectors.safeguarding import Settings


@dataclass(slots=True)
class Exposure:
    """The rows that tie one person to a line or a top-up hub."""

    identifiers: tuple[str, ...] = ()
    contacts: list[LineContact] = field(default_factory=list)
    bulk: list[LineContact] = field(default_factory=list)
    attempts: list[LineContact] = field(default_factory=list)
    uses: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    hubs: list[Hub] = field(default_factory=list)

    def qualifies(self, settings: Settings) -> bool:
        """Whether any condition of rule 1 holds."""
        return len(self.contacts) >= settings.contacts_min or bool(self.uses) or bool(self.hubs)


def exposures(view: View, lines: dict[str, LineNumber], settings: Settings) -> dict[str, Exposure]:
    """Return the exposure of every person with an attributed identifier, by person id."""
    own = numbers_of_people(view)
    found = {person: Exposure(identifiers=tuple(sorted(ids))) for person, ids in sorted(own.items())}
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


def attribution(view: View, person: str, exposure: Exposure) -> list[str]:
    """Return the records that tie the person to the identifiers the exposure came through."""
    rows = view.sql(
        """SELECT DISTINCT unnest(record_ids) AS record_id FROM person_identifiers WHERE person_id = $person
           ORDER BY record_id""",
        person=person,
    )
    used = [record for _, records in exposure.uses for record in records]
    return sorted({*rows["record_id"].to_pylist(), *used})
