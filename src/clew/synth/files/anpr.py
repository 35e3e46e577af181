"""Number-plate reads: one CSV, UK clock, the plates as the cameras read them, misreads included."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import show, to_local
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.world import World

HEADER = ["VRM", "Capture Time", "Camera ID", "Camera Name", "Latitude", "Longitude", "Direction", "Lane", "Confidence"]


def write(world: World, folder: Folder) -> None:
    """Write the reads in time order, with one read doubled by two lanes and one that has no time."""
    reads = world.reads
    order = np.lexsort((reads["vehicle"], reads["start"]))
    when = show(to_local(reads["start"][order]), "%d/%m/%Y %H:%M:%S")
    dice = world.dice.stream("files", "anpr")
    score = 100 - dice.skewed(4, len(order))
    lines = [csv_line(HEADER)]
    for n, i in enumerate(order.tolist()):
        camera = world.geography.cameras[int(reads["camera"][i])]
        plate = reads["plate"][i]
        spaced = f"{plate[:4]} {plate[4:]}" if n % 7 == 0 else plate
        lines.append(
            csv_line(
                [
                    spaced,
                    when[n],
                    camera["id"],
                    camera["name"],
                    camera["lat"],
                    camera["lon"],
                    reads["direction"][i],
                    reads["lane"][i],
                    max(int(score[n]), 40),
                ]
            )
        )
    lines.insert(200, lines[200])
    lines.append("ZX25 ABC,31/02/2026 08:14:00,ZX-05,A9902 Zoffham gate,54.574,2.578,E,1,97")
    folder.text(
        "anpr_reads.csv", "\n".join(lines) + "\n", legal_basis="anpr", owner="Zedshire Constabulary ANPR bureau",
        received_date="2026-04-28", timezone="Europe/London", reference="ANPR/26/0907", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="anpr", title="Number-plate reads, CSV", write=write)
