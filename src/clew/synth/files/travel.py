"""Bookings of a coach firm: who travelled when, and whose card paid."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, uk_date, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Booking Reference": "reference",
    "Travel Date": lambda r: uk_date(r["day"]),
    "Passenger Surname": "surname",
    "Passenger Forename": "forename",
    "Passenger DOB": lambda r: uk_date(r["birth"]),
    "From Place": "source",
    "To Place": "target",
    "Carrier": "carrier",
    "Payer Name": "payer",
    "Card": "card",
    "Phone": lambda r: local_number(r["phone"]),
    "Seat": "seat",
}


def write(world: World, folder: Folder) -> None:
    """Write the bookings."""
    write_csv(
        world, folder, "coach_bookings.csv", "bookings", COLUMNS, legal_basis="production-order",
        owner="Dogger Coaches",
        received_date="2026-04-26", timezone="Europe/London", reference="PO/26/130", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="travel", title="Coach bookings, CSV", write=write)
