"""Credit bought for prepaid numbers: one list of a reseller, with outlet, card and the payer's name where known."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import show, to_local
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.files.paper import local_number
from clew.synth.world import World

HEADER = ["MSISDN", "Top Up Date", "Top Up Time", "Amount", "Payment Method", "Payer Name", "Card", "Outlet"]


def write(world: World, folder: Folder) -> None:
    """Write the purchases in time order."""
    topups = world.topups
    order = np.argsort(topups["start"], kind="stable")
    local = to_local(topups["start"][order])
    day, clock = show(local, "%d/%m/%Y"), show(local, "%H:%M:%S")
    lines = [csv_line(HEADER)]
    for n, i in enumerate(order.tolist()):
        number = str(world.numbers["e164"][int(topups["number"][i])])
        lines.append(
            csv_line(
                [
                    local_number(number).replace(" ", ""),
                    day[n],
                    clock[n],
                    f"{topups['pence'][i] / 100:.2f}",
                    topups["channel"][i],
                    topups["payer"][i],
                    topups["card"][i],
                    topups["outlet"][i],
                ]
            )
        )
    folder.text(
        "topups.csv", "\n".join(lines) + "\n", legal_basis="comms-data", owner="Paywave Vouchers Ltd",
        received_date="2026-04-30", timezone="Europe/London", reference="PV-5512", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="topups", title="Top-ups of prepaid numbers, CSV", write=write)
