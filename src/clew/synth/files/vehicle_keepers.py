"""Registered keepers of the vehicles the cameras saw."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, postcode_of, uk_date, without_postcode, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "VRM": lambda r: f"{r['vrm'][:4]} {r['vrm'][4:]}",
    "Make": "make",
    "Model": "model",
    "Colour": "colour",
    "Keeper Name": "keeper",
    "Keeper DOB": lambda r: uk_date(r["birth"]),
    "Keeper Address": lambda r: without_postcode(r["address"]),
    "Keeper Postcode": lambda r: postcode_of(r["address"]),
}


def write(world: World, folder: Folder) -> None:
    """Write the list."""
    write_csv(
        world, folder, "vehicle_keepers.csv", "keepers", COLUMNS, legal_basis="intelligence",
        owner="Keeper register, printout", received_date="2026-04-28", timezone="Europe/London", reference="ZX/KPR/1",
        handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="vehicle-keepers", title="Registered keepers, CSV", write=write)
