"""Records of a car hire firm: who had which car from when to when."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, postcode_of, uk_date, without_postcode, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Hirer Surname": "surname",
    "Hirer Forename": "forename",
    "Date of Birth": lambda r: uk_date(r["birth"]),
    "Address": lambda r: without_postcode(r["address"]),
    "Postcode": lambda r: postcode_of(r["address"]),
    "Phone": lambda r: local_number(r["phone"]),
    "Registration": "vrm",
    "Make": "make",
    "Model": "model",
    "Colour": "colour",
    "Hire Start": lambda r: uk_date(r["since"]),
    "Hire End": lambda r: uk_date(r["until"]),
}


def write(world: World, folder: Folder) -> None:
    """Write the records."""
    write_csv(
        world, folder, "gannet_hire_records.csv", "hires", COLUMNS, legal_basis="production-order",
        owner="Gannet Vehicle Hire", received_date="2026-04-25", timezone="Europe/London", reference="PO/26/127",
        handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="hire-records", title="Car hires, CSV", write=write)
