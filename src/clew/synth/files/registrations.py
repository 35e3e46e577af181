"""Registration forms of a surgery, an advice centre and a training office, in one list."""

from __future__ import annotations

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, local_number, postcode_of, uk_date, without_postcode, write_csv
from clew.synth.world import World

COLUMNS: Shown = {
    "Form": "kind",
    "Date Registered": lambda r: uk_date(r["registered"]),
    "Surname": "surname",
    "Forename": "forename",
    "DOB": lambda r: uk_date(r["birth"]),
    "NI No": "nino",
    "ID Type": "id_kind",
    "ID Number": "id_number",
    "Address": lambda r: without_postcode(r["address"]),
    "Postcode": lambda r: postcode_of(r["address"]),
    "Phone": lambda r: local_number(r["phone"]),
    "Interpreter Phone": lambda r: local_number(r["interpreter_phone"]),
    "Contact Phone": lambda r: local_number(r["contact_phone"]),
    "Next of Kin": "next_of_kin",
}


def write(world: World, folder: Folder) -> None:
    """Write the list; one row gives a birth date no calendar has."""
    write_csv(
        world, folder, "registration_forms.csv", "registrations", COLUMNS, extra=["GP,31/02/2026" + "," * 12],
        legal_basis="production-order", owner="Heron Surgery; Harbour Light Advice", received_date="2026-04-25",
        timezone="Europe/London", reference="PO/26/124", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="registrations", title="Registration forms, CSV", write=write)
