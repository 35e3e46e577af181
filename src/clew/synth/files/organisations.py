"""Firms and licences, as copied from public registers."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, postcode_of, without_postcode, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Organisation": "name",
    "Company Number": "company",
    "Licence Number": "licence",
    "Licence Type": "licence_type",
    "Role": "role",
    "Address": lambda r: without_postcode(r["address"]),
    "Postcode": lambda r: postcode_of(r["address"]),
    "Phone": lambda r: local_number(r["phone"]),
}


def write(world: World, folder: Folder) -> None:
    """Write the list."""
    write_csv(
        world, folder, "organisations.csv", "organisations", COLUMNS, legal_basis="other:public registers",
        owner="Case analyst", received_date="2026-04-20", timezone="Europe/London", reference="ZX/REG/2", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="organisations", title="Firms and licences, CSV", write=write)
