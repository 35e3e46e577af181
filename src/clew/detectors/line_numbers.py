"""Which numbers count as a line's or its staff's for safeguarding, and on what ground."""

from __future__ import annotations

from dataclasses import dataclass

from clew.detectors import bulk_texts, line_profile
from clew.detectors.runs import run_once
from clew.ledger.view import View

ALERTING = ("partial", "strong")


@dataclass(frozen=True, slots=True)
class LineNumber:
    """A number, its part (`line` or `staff`), the ground, and the finding it rests on if any."""

    number_id: str
    part: str
    ground: str
    finding_id: str = ""


def line_numbers(view: View, confirmed: tuple[str, ...]) -> dict[str, LineNumber]:
    """Return line and staff numbers by id; a number that is both counts as line.

    Grounds, first one wins: confirmed by a person; a recorded line; a line profile of at least partial strength, held
    back by a role or not, with its busiest two-way contacts as staff; strong bulk texts of a number whose billing is
    too short for a profile, because the amount of data must not suppress safeguarding.
    """
    found: dict[str, LineNumber] = {}
    staff: dict[str, LineNumber] = {}
    for number in confirmed:
        found.setdefault(number, LineNumber(number, "line", "confirmed by a person"))
    for number in _recorded(view):
        found.setdefault(number, LineNumber(number, "line", "recorded as a number of a line"))
    profiles = run_once(view, line_profile.DETECTOR)
    for finding in profiles.findings:
        if finding.strength not in ALERTING:
            continue
        ground = f"{finding.strength} line profile, finding {finding.finding_id}"
        for role in finding.roles:
            if role.role.startswith("number"):
                found.setdefault(role.entity_id, LineNumber(role.entity_id, "line", ground, finding.finding_id))
            elif role.role.startswith("staff"):
                staff.setdefault(role.entity_id, LineNumber(role.entity_id, "staff", ground, finding.finding_id))
    for held in profiles.held_back:
        if held.strength in ALERTING:
            ground = f"{held.strength} line profile, held back as {held.role}"
            found.setdefault(held.entity_id, LineNumber(held.entity_id, "line", ground))
    unjudged = {n.entity_id for n in profiles.not_assessable}
    for finding in run_once(view, bulk_texts.DETECTOR).findings:
        number = finding.anchors[0]
        if finding.strength == "strong" and number in unjudged:
            ground = f"strong bulk texts, finding {finding.finding_id}; too little billing for a line profile"
            found.setdefault(number, LineNumber(number, "line", ground, finding.finding_id))
    return dict(sorted({**staff, **found}.items()))


def _recorded(view: View) -> list[str]:
    """Numbers that a record other than one unconfirmed report ties to a line."""
    rows = view.sql(
        """SELECT DISTINCT CASE WHEN a.label = 'Line' THEN l.b_id ELSE l.a_id END AS number
           FROM links l JOIN entities a ON a.entity_id = l.a_id JOIN entities b ON b.entity_id = l.b_id
           WHERE coalesce(l.confirmed, FALSE) AND l.type <> 'IN_CONTACTS_OF'
             AND ((a.label = 'Line' AND b.label = 'Phone') OR (a.label = 'Phone' AND b.label = 'Line'))
           ORDER BY number"""
    )
    return list(rows["number"].to_pylist())
