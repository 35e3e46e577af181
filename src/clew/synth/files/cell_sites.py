"""The masts of all networks: cell, name, position, direction."""

from __future__ import annotations

from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.world import World

HEADER = ["Cell ID", "Site Name", "Latitude", "Longitude", "Azimuth", "Beam Width", "Postcode"]


def write(world: World, folder: Folder) -> None:
    """Write one row a cell."""
    masts = world.geography.masts
    lines = [csv_line(HEADER)]
    for i in range(len(masts)):
        row = masts.row(i)
        lines.append(csv_line([row["cell"], row["name"], row["lat"], row["lon"], row["azimuth"], 120, row["postcode"]]))
    folder.text(
        "cell_sites.csv", "\n".join(lines) + "\n", legal_basis="comms-data", owner="Zedshire Constabulary SPoC",
        received_date="2026-04-29", timezone="Europe/London", reference="SPOC/26/0412", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="cell-sites", title="Cell sites, CSV", write=write)
