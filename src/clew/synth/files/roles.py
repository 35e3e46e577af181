"""The register of innocent roles an investigator keeps: taxi offices, surgeries, agents, caseworkers."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, uk_date, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Subject": "subject",
    "Subject Kind": "kind",
    "Organisation": "organisation",
    "Full Name": "name",
    "Role": "role",
    "From": lambda r: uk_date(r["since"]),
    "To": lambda r: uk_date(r["until"]),
    "Evidence": "evidence",
}


def write(world: World, folder: Folder) -> None:
    """Write the register."""
    write_csv(
        world, folder, "role_register.csv", "roles", COLUMNS, legal_basis="other:open-source and registers",
        owner="Case analyst", received_date="2026-04-20", timezone="Europe/London", reference="ZX/REG/1", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="roles", title="Register of innocent roles, CSV", write=write)
