"""Referrals by other services: who was referred as what."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, uk_date, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Date Received": lambda r: uk_date(r["received"]),
    "Surname": "surname",
    "Forename": "forename",
    "DOB": lambda r: uk_date(r["birth"]),
    "NI No": "nino",
    "Category": "category",
    "Referred By": "by",
    "Contact Phone": lambda r: local_number(r["contact_phone"]),
    "Notes": "note",
}


def write(world: World, folder: Folder) -> None:
    """Write the list."""
    write_csv(
        world, folder, "referrals.csv", "referrals", COLUMNS, legal_basis="intelligence",
        owner="Multi-agency safeguarding hub", received_date="2026-04-22", timezone="Europe/London",
        reference="MASH/26/31", handling="C",
    )  # fmt: skip


LAYOUT = Layout(name="referrals", title="Referrals, CSV", write=write)
