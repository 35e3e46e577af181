"""Missing episodes as a police system exports them: a workbook with real date cells."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import local_number
from clew.synth.world import World

FILE = "missing_episodes.xlsx"
HEADER = [
    "Reference", "Surname", "Forename", "DOB", "Home Address", "Phone", "Missing From", "Reported At", "Found At",
    "Found Location", "Reported By", "Circumstances",
]  # fmt: skip


def write(world: World, folder: Folder) -> None:
    """Write one row an episode."""
    rows = sorted(world.papers.get("missing", []), key=lambda r: str(r["missing_from"]))
    people = world.people

    def fill(book: Any) -> None:
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet("Episodes")
        sheet.set_column(0, len(HEADER), 18)
        sheet.write_row(0, 0, HEADER)
        for at, row in enumerate(rows, 1):
            person = row["who"][0]
            number = int(people["number"][person])
            sheet.write_string(at, 0, f"MISPER/26/{410 + at}")
            sheet.write_string(at, 1, str(people["surname"][person]).upper())
            sheet.write_string(at, 2, people["forename"][person])
            sheet.write_datetime(
                at, 3, datetime.combine(date.fromisoformat(people["birth"][person]), datetime.min.time()), day
            )
            sheet.write_string(at, 4, row["home"])
            sheet.write_string(at, 5, local_number(str(world.numbers["e164"][number])) if number >= 0 else "")
            for column, key in ((6, "missing_from"), (7, "reported"), (8, "found")):
                sheet.write_datetime(at, column, datetime.fromisoformat(row[key]), moment)
            sheet.write_string(at, 9, row["found_at"])
            sheet.write_string(at, 10, world.full_name(row["reported_by"]))
            sheet.write_string(at, 11, row["note"])

    for at, row in enumerate(rows, 2):
        folder.whose(FILE, "Episodes", f"row {at}", row["who"])
    folder.workbook(
        FILE, fill, legal_basis="intelligence", owner="Zedshire Constabulary missing persons unit",
        received_date="2026-04-22", timezone="Europe/London", reference="MPU/26/77", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="missing", title="Missing episodes, workbook", write=write)
