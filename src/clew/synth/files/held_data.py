"""The schedule of call data held: which number, from which network, for which days."""

from __future__ import annotations

from clew.synth.files.calls_northlight import uk_day
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.files.paper import local_number
from clew.synth.world import World

HEADER = ["Subject Number", "Network", "Data From", "Data To", "Data Types", "Request"]


def write(world: World, folder: Folder) -> None:
    """Write one row a number held."""
    lines = [csv_line(HEADER)]
    for i in range(len(world.billed)):
        row = world.billed.row(i)
        number = local_number(str(world.numbers["e164"][int(row["number"])]))
        span = [f"{uk_day(row['first_day'])} 00:00:00", f"{uk_day(row['last_day'])} 23:59:59"]
        lines.append(csv_line([number, row["network"], *span, "call,message", row["ticket"]]))
    folder.text(
        "held_data_schedule.csv", "\n".join(lines) + "\n", legal_basis="comms-data",
        owner="Zedshire Constabulary SPoC", received_date="2026-04-30", timezone="Europe/London",
        reference="SPOC/26/0412", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="held-data", title="Schedule of call data held, CSV", write=write)
