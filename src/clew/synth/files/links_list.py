"""Links between people that officers recorded: family, seen together."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, uk_date, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "source": "a",
    "source_type": lambda r: "person",
    "source_dob": lambda r: uk_date(r["a_birth"]),
    "target": "b",
    "target_type": lambda r: "person",
    "target_dob": lambda r: uk_date(r["b_birth"]),
    "link_type": "link",
    "note": "note",
}


def write(world: World, folder: Folder) -> None:
    """Write the list."""
    write_csv(
        world, folder, "recorded_links.csv", "links", COLUMNS, legal_basis="intelligence", owner="Case analyst",
        received_date="2026-04-30", timezone="Europe/London", reference="ZX/LNK/1", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="links-list", title="Recorded links, CSV", write=write)
