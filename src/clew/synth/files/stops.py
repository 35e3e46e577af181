"""Stops by officers: who was stopped where, with whom, in which vehicle."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, uk_date, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Stop Date": lambda r: uk_date(r["day"]),
    "Stop Time": "clock",
    "Place": "place",
    "Surname": "surname",
    "Forename": "forename",
    "DOB": lambda r: uk_date(r["birth"]),
    "PNC ID": "pnc",
    "Age Disputed": "disputed",
    "Vehicle": "vehicle",
    "Phone": lambda r: local_number(r["phone"]),
    "Companion Name": "companion",
    "Companion DOB": lambda r: uk_date(r["companion_birth"]),
    "Reason": "reason",
    "Outcome": "outcome",
}


def write(world: World, folder: Folder) -> None:
    """Write the stops; the last line was cut off in the export."""
    write_csv(
        world, folder, "stops.csv", "stops", COLUMNS, extra=["29/04/2026,11:0"], legal_basis="intelligence",
        owner="Zedshire Constabulary records", received_date="2026-04-29", timezone="Europe/London",
        reference="ZX/STOP/1", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="stops", title="Stops, CSV", write=write)
