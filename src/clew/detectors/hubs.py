"""Services and hub candidates (rule 1.3): who is in touch with nearly everybody.

A service is marked by its number type alone. An ordinary number that many billed numbers contact is only a
*hub candidate*: it is down-weighted and shown, never excluded, because a deal line is itself a hub
among the phones of its customers.
"""

from __future__ import annotations

import math

from clew.detectors.coverage_of import held_numbers
from clew.ledger.view import View

#: Number types that are a fixed line. A line phone is a mobile; a landline points to a business or a home.
LANDLINE_TYPES = ("landline",)
#: Below so many billed numbers rarity cannot be judged.
BILLED_MIN = 10


def is_service(view: View, entity_id: str) -> bool:
    """Whether an entity is a service by its number type: short code, alphanumeric sender, freephone, voicemail."""
    rows = view.sql(
        "SELECT coalesce(service OR kind = 'service', FALSE) AS s FROM entities WHERE entity_id = $id", id=entity_id
    )
    return any(rows["s"].to_pylist())


def billed_contacts(view: View) -> dict[str, int]:
    """Return for every contact the number of billed numbers in touch with it, services left out."""

    def count() -> dict[str, int]:
        held_numbers(view)
        rows = view.sql(
            """SELECT peer_id, count(DISTINCT number_id) AS billed FROM detect_traffic
               WHERE peer_id IS NOT NULL AND NOT peer_service AND evidence_type = 'billing'
               GROUP BY peer_id ORDER BY peer_id"""
        )
        return dict(zip(rows["peer_id"].to_pylist(), rows["billed"].to_pylist(), strict=True))

    return dict(view.once("detectors.billed_contacts", count))


def hub_threshold(billed: int) -> float:
    """Return the count of billed contacts above which a number is a hub candidate."""
    return 0.25 * billed if billed < 200 else max(50.0, 0.02 * billed)


def hub_note(view: View, number_id: str) -> str:
    """Say how many billed numbers are in touch with a number, and whether that makes it a hub candidate.

    The weight is `idf = ln(N_billed / n_j)`; with fewer than `BILLED_MIN` billed numbers rarity is not assessable.
    """
    billed = sum(1 for held in held_numbers(view).values() if held.evidence_type == "billing")
    touching = billed_contacts(view).get(number_id, 0)
    if billed < BILLED_MIN:
        return f"{touching} of {billed} billed numbers are in touch with it; too few billed numbers to judge rarity"
    if touching == 0:
        return f"none of the {billed} billed numbers is in touch with it"
    idf = math.log(billed / touching)
    hub = touching > hub_threshold(billed)
    tail = "a hub candidate, which a business and a shared line both are" if hub else "no hub candidate"
    return f"{touching} of {billed} billed numbers are in touch with it (idf {idf:.2f}): {tail}"
