"""What Zedbank has on file about its customers: who holds which account, since when, with which contact."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, postcode_of, uk_date, without_postcode, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Surname": "surname",
    "Forename": "forename",
    "Date of Birth": lambda r: uk_date(r["birth"]),
    "NI Number": "nino",
    "Address": lambda r: without_postcode(r["address"]),
    "Postcode": lambda r: postcode_of(r["address"]),
    "Mobile Number": lambda r: local_number(r["phone"]),
    "Sort Code": "sort_code",
    "Account Number": "account",
    "Date From": lambda r: uk_date(r["since"]),
    "Notes": "note",
}


def write(world: World, folder: Folder) -> None:
    """Write the list."""
    write_csv(
        world, folder, "zedbank_customers.csv", "customers", COLUMNS, legal_basis="production-order",
        owner="Zedbank plc", received_date="2026-04-27", timezone="Europe/London", reference="PO/26/119",
        handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="bank-customers", title="Customers of a bank, CSV", write=write)
