"""Call records of the network Bluebell: one workbook, many numbers, UTC, header in row 9, subscriber sheet."""

from __future__ import annotations

from typing import Any

from clew.synth.clock import show
from clew.synth.files.billing import billing_of, held_by, mast_text
from clew.synth.files.calls_northlight import uk_day
from clew.synth.files.folder import Folder, fill_sheet
from clew.synth.files.layout import Layout
from clew.synth.files.subscribers import HEADER as SUBSCRIBER_HEADER
from clew.synth.files.subscribers import subscriber_rows
from clew.synth.world import World

NETWORK = "Bluebell"
FILE = "bluebell_results.xlsx"
HEADER = [
    "MSISDN", "Service", "Direction", "Other Party Number", "Start DateTime (UTC)", "Duration (s)", "IMEI", "IMSI",
    "Start Cell", "End Cell", "Cell Postcode",
]  # fmt: skip


def call_rows(world: World) -> list[list[Any]]:
    """Return the rows of the sheet of calls: numbers without plus sign, one number after the other."""
    rows: list[list[Any]] = []
    for held in held_by(world, NETWORK):
        billing = billing_of(world, held)
        cell, postcode = mast_text(world, "cell", billing.mast), mast_text(world, "postcode", billing.mast)
        subject = billing.e164.lstrip("+")
        for i, start in enumerate(show(billing.start, "%Y-%m-%d %H:%M:%S")):
            sms = bool(billing.sms[i])
            rows.append(
                [
                    subject,
                    "SMS" if sms else "VOICE",
                    "OUT" if billing.outgoing[i] else "IN",
                    billing.other[i],
                    start,
                    "" if sms else int(billing.duration[i]),
                    billing.imei[i],
                    billing.imsi,
                    cell[i],
                    cell[i],
                    postcode[i],
                ]
            )
    return rows


def write(world: World, folder: Folder) -> None:
    """Write the workbook."""
    held = held_by(world, NETWORK)
    if not held:
        return
    rows = call_rows(world)
    dice = world.dice.stream("files", "bluebell")
    places = sorted(dice.sample(range(50, len(rows)), 4))
    rows[places[0]][3] = "4.47701E+11"
    rows[places[1]][4] = "2026-02-31 09:10:11"
    rows[places[2]][6] = float(rows[places[2]][6] or 0)  # the spreadsheet shows 3.50000E+14 but still holds it
    rows.insert(places[3], list(rows[places[3]]))
    first, last = min(r["first_day"] for r in held), max(r["last_day"] for r in held)
    preamble = [
        ["Bluebell Telecom - Communications Data Results"],
        ["Request reference:", held[0]["ticket"]],
        ["Prepared for:", "Zedshire Constabulary SPoC"],
        ["Period:", f"{uk_day(first)} to {uk_day(last)}"],
        ["Subjects:", ", ".join(str(world.numbers["e164"][r["number"]]).lstrip("+") for r in held)],
        ["All times in this sheet are UTC"],
        ["Total records:", len(rows)],
        [],
    ]
    calls, subscribers = [*preamble, HEADER, *rows], [SUBSCRIBER_HEADER]
    for at, (who, cells) in enumerate(subscriber_rows(world, NETWORK), 2):
        subscribers.append(cells)
        folder.whose(FILE, "Subscribers", f"row {at}", who)

    def fill(book: Any) -> None:
        for name, sheet_rows in (("Calls", calls), ("Subscribers", subscribers)):
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 10, 20)
            fill_sheet(sheet, sheet_rows)

    folder.workbook(
        FILE, fill, legal_basis="comms-data", owner="Bluebell Telecom", received_date=held[0]["produced"],
        timezone="UTC", reference=held[0]["ticket"], handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="calls-bluebell", title="Call records and subscribers in one workbook, UTC", write=write)
