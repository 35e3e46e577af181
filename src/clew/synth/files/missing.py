"""Missing episodes as a police system exports them: a workbook with real date cells."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.files.paper import local_number
from clew.synth.world import World

FILE = "missing_episodes.xlsx"
HEADER = [
    "Reference", "Surname", "Forename", "DOB", "PNC ID", "Home Address", "Phone", "Missing From", "Reported At",
    "Found At", "Found Location", "Reported By", "Circumstances",
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
            number = int(people["number"][row["who"][0]])
            phone = local_number(str(world.numbers["e164"][number])) if number >= 0 else ""
            texts = {
                0: f"MISPER/26/{410 + at}", 1: str(row["surname"]).upper(), 2: row["forename"], 4: row["pnc"],
                5: row["home"], 6: phone, 10: row["found_at"], 11: world.full_name(row["reported_by"]), 12: row["note"],
            }  # fmt: skip
            for column, text in texts.items():
                sheet.write_string(at, column, text)
            sheet.write_datetime(at, 3, datetime.fromisoformat(row["birth"]), day)
            for column, key in ((7, "missing_from"), (8, "reported"), (9, "found")):
                sheet.write_datetime(at, column, datetime.fromisoformat(row[key]), moment)

    for at, row in enumerate(rows, 2):
        folder.whose(FILE, "Episodes", f"row {at}", row["who"])
    folder.workbook(
        FILE, fill, legal_basis="intelligence", owner="Zedshire Constabulary missing persons unit",
        received_date="2026-04-22", timezone="Europe/London", reference="MPU/26/77", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="missing", title="Missing episodes, workbook", write=write)
