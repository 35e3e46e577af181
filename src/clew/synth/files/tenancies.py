"""A letting agent's schedule of tenants: who is recorded at which address since when."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, postcode_of, uk_date, without_postcode, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Tenant Surname": "surname",
    "Tenant Forename": "forename",
    "Date of Birth": lambda r: uk_date(r["birth"]),
    "NI Number": "nino",
    "Property Address": lambda r: without_postcode(r["address"]),
    "Postcode": lambda r: postcode_of(r["address"]),
    "Rooms": "rooms",
    "Tenancy Start": lambda r: uk_date(r["since"]),
    "Tenancy End": lambda r: uk_date(r["until"]),
    "Tenant Phone": lambda r: local_number(r["phone"]),
    "Rent Account Sort Code": "sort_code",
    "Rent Account Number": "account",
    "Relationship to Lead Tenant": "relation",
    "Letting Agent": "agent",
}


def write(world: World, folder: Folder) -> None:
    """Write the schedule with the line ends of the agent's old program."""
    write_csv(
        world, folder, "tenancy_schedule.csv", "tenancies", COLUMNS, end="\r\n", encoding="utf-8-sig",
        extra=["Total,,,,,,,,,,,,,"], legal_basis="production-order", owner="Keystone Lettings",
        received_date="2026-04-24", timezone="Europe/London", reference="PO/26/118", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="tenancies", title="Schedule of tenants, CSV", write=write)
