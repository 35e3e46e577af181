"""Graded intelligence reports (3x5x2), one of them from abroad, one known to be false."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, uk_date, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Reference": "reference",
    "Date": lambda r: uk_date(r["day"]),
    "Source Grade": "source",
    "Information Grade": "information",
    "Handling": "handling",
    "Action": "action",
    "Sanitisation": "sanitisation",
    "Country": "country",
    "Subject Name": "name",
    "Subject Phone": lambda r: local_number(r["phone"]),
    "Subject Vehicle": "vehicle",
    "Subject Address": "address",
    "Text": "text",
}


def write(world: World, folder: Folder) -> None:
    """Write the reports."""
    write_csv(
        world, folder, "intelligence_reports.csv", "intelligence", COLUMNS, legal_basis="intelligence",
        owner="Zedshire Constabulary intelligence bureau", received_date="2026-04-20", timezone="Europe/London",
        reference="ZX/INT", handling="C",
    )  # fmt: skip


LAYOUT = Layout(name="intelligence", title="Graded intelligence reports, CSV", write=write)
