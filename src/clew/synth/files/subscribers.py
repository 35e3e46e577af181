"""Who is on record for a number: the subscriber list of two networks as a CSV, the third's as a sheet."""

from __future__ import annotations

from typing import Any

import numpy as np

from clew.synth.clock import DAY, show
from clew.synth.files.calls_northlight import uk_day
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.people import home_address
from clew.synth.world import World

FILE = "subscriber_checks.csv"
HEADER = [
    "MSISDN", "Network", "Subscriber Name", "Date of Birth", "Address", "Postcode", "Activation Date", "Tariff",
    "Payment Method", "IMSI",
]  # fmt: skip


def asked_for(world: World, network: str) -> list[int]:
    """Return the numbers of a network an investigator asked about: those billed, and the unbilled one of the line."""
    billed = {int(n) for n in world.billed["number"]}
    numbers = sorted(billed | {int(n) for n in world.cast.get("subscriber checks", [])})
    return [n for n in numbers if world.numbers["network"][n] == network]


def subscriber_rows(world: World, network: str) -> list[tuple[list[int], list[Any]]]:
    """Return, per number asked for, the person truly concerned and the cells of the row."""
    rows: list[tuple[list[int], list[Any]]] = []
    for number in asked_for(world, network):
        row = world.numbers.row(number)
        person, organisation = int(row["person"]), int(row["organisation"])
        name, birth, address, who = "NOT REGISTERED", "", "", []
        if person >= 0 and row["tariff"] != "prepaid":
            name, who = world.full_name(person), [person]
            birth, address = uk_day(world.people["birth"][person]), home_address(world, person)
        elif organisation >= 0:
            name = world.organisations["name"][organisation]
        override = world.cast.get("subscriber names", {}).get(number)
        if override is not None:
            who, name, birth, address = override
        postcode = address.rpartition(", ")[2]
        activated = activation(world, number)
        paid = "Voucher" if row["tariff"] == "prepaid" else "Direct debit"
        number_text = str(row["e164"]).lstrip("+")
        cells = [number_text, network, name, birth, address, postcode, activated, row["tariff"], paid, row["imsi"]]
        rows.append((who, cells))
    return rows


def activation(world: World, number: int) -> str:
    """Return the day a number was first connected: years ago, or the day its story gives."""
    start = int(world.numbers["start"][number])
    if start <= world.size.start - 90 * DAY:
        days_ago = world.dice.stream("activation", str(number)).between(400, 3000, 1)
        start = world.size.start - int(days_ago[0]) * DAY
    return str(show(np.array([start]), "%d/%m/%Y")[0])


def write(world: World, folder: Folder) -> None:
    """Write the list of the networks that answer in text files."""
    lines = [csv_line(HEADER)]
    for network in ("Northlight", "Quayfone"):
        for who, cells in subscriber_rows(world, network):
            lines.append(csv_line(cells))
            folder.whose(FILE, "", f"row {len(lines)}", who)
    folder.text(
        FILE, "\n".join(lines) + "\n", legal_basis="comms-data", owner="Zedshire Constabulary SPoC",
        received_date="2026-04-30", timezone="Europe/London", reference="SPOC/26/0412", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="subscribers", title="Subscriber checks, CSV", write=write)
