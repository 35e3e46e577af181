"""Job application forms typed up by employers: one sheet an employer, a title row above the header."""

from __future__ import annotations

from typing import Any

from clew.synth.files.folder import Folder, fill_sheet
from clew.synth.files.layout import Layout
from clew.synth.files.paper import Shown, cells, local_number, uk_date
from clew.synth.world import World

FILE = "job_application_forms.xlsx"
COLUMNS: Shown = {
    "Surname": "surname",
    "First Name": "forename",
    "Date of Birth": lambda r: uk_date(r["birth"]),
    "NI Number": "nino",
    "Home Address": "address",
    "Mobile": lambda r: local_number(r["phone"]),
    "Email": "email",
    "Sort Code": "sort_code",
    "Account Number": "account",
    "Employer": "employer",
    "Referee Name": "referee",
    "Referee Phone": lambda r: local_number(r["referee_phone"]),
    "Interpreter Phone": lambda r: local_number(r["interpreter_phone"]),
    "Date Signed": lambda r: uk_date(r["signed"]),
}


def write(world: World, folder: Folder) -> None:
    """Write one sheet for each employer who answered."""
    rows = world.papers.get("job_forms", [])
    sheets: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        sheets.setdefault(str(row["sheet"])[:31], []).append(row)

    def fill(book: Any) -> None:
        for name, own in sorted(sheets.items()):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, len(COLUMNS), 18)
            title = [[f"{name} - application forms received February and March 2026"], []]
            fill_sheet(sheet, [*title, list(COLUMNS), *cells(own, COLUMNS)])

    for name, own in sorted(sheets.items()):
        for at, row in enumerate(own, 4):
            folder.whose(FILE, name, f"row {at}", row["who"])
    folder.workbook(
        FILE, fill, legal_basis="production-order", owner="Employers' payroll offices", received_date="2026-04-23",
        timezone="Europe/London", reference="PO/26/121", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="job-forms", title="Job application forms, one sheet an employer", write=write)
