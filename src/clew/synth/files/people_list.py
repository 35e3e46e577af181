"""The people list of an enquiry as an analyst keeps it: a workbook with a title row and untidy cells."""

from __future__ import annotations

from typing import Any

from clew.synth.files.folder import Folder, fill_sheet
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, cells, local_number, postcode_of, uk_date, without_postcode
from clew.synth.world import World

FILE = "people_of_the_enquiry.xlsx"
COLUMNS: Shown = {
    "Surname": lambda r: str(r["surname"]).upper(),
    "Forename(s)": "forename",
    "DOB": lambda r: uk_date(r["birth"]),
    "NI No": "nino",
    "PNC ID": "pnc",
    "Address": lambda r: without_postcode(r["address"]),
    "Postcode": lambda r: postcode_of(r["address"]),
    "Mobile": lambda r: local_number(r["phone"]),
    "Nickname": "alias",
    "Category": "category",
    "Grading": "grade",
    "Notes": "note",
}


def write(world: World, folder: Folder) -> None:
    """Write the list; its first row is a title."""
    rows = world.papers.get("people", [])

    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Nominals")
        sheet.set_column(0, len(COLUMNS), 18)
        title = [["OPERATION THREAD - nominals - working copy, do not circulate"]]
        fill_sheet(sheet, [*title, list(COLUMNS), *cells(rows, COLUMNS)])

    for at, row in enumerate(rows, 3):
        folder.whose(FILE, "Nominals", f"row {at}", row["who"])
    folder.workbook(
        FILE, fill, legal_basis="intelligence", owner="Case analyst", received_date="2026-04-30",
        timezone="Europe/London", reference="ZX/NOM/1", grade="1B", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="people-list", title="People of the enquiry, workbook", write=write)
