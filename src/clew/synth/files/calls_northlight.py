"""Call records of the network Northlight: a CSV per number, preamble, rulers, UK clock, trailer with a count."""

from __future__ import annotations

from datetime import date

from clew.synth.clock import show, show_duration, to_local
from clew.synth.files.billing import Billing, billing_of, held_by, mast_text, spoil, uk_style
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.world import World

NETWORK = "Northlight"
RULER = "-" * 96
HEADER = "Call Type,B Party Number,Call Date,Call Time,Call Duration,IMEI,IMSI,First Cell ID,Last Cell ID"


def uk_day(iso: str) -> str:
    """Return an ISO date as dd/mm/yyyy."""
    return date.fromisoformat(iso).strftime("%d/%m/%Y")


def data_lines(world: World, billing: Billing) -> list[str]:
    """Return the data lines of one number."""
    local = to_local(billing.start)
    kind = [
        ("SMS-MO" if out else "SMS-MT") if sms else ("MOC" if out else "MTC")
        for out, sms in zip(billing.outgoing, billing.sms, strict=True)
    ]
    cell = mast_text(world, "cell", billing.mast)
    columns = (
        kind, [uk_style(o) for o in billing.other], show(local, "%d/%m/%Y"), show(local, "%H:%M:%S"),
        show_duration(billing.duration), billing.imei, [billing.imsi] * len(billing), cell, cell,
    )  # fmt: skip
    return [csv_line(cells) for cells in zip(*columns, strict=True)]


def impossible_date(line: str) -> str:
    """Return a line whose call happened on 31 February."""
    cells = line.split(",")
    return ",".join([*cells[:2], "31/02/2026", *cells[3:]])


def ruined_imei(line: str) -> str:
    """Return a line whose IMEI a spreadsheet has turned into scientific notation."""
    cells = line.split(",")
    return ",".join([*cells[:5], f"{int(cells[5] or 0):.5E}", *cells[6:]])


def cut_short(line: str) -> str:
    """Return a line that ends in the middle."""
    return ",".join(line.split(",")[:2])


def write(world: World, folder: Folder) -> None:
    """Write one file per number held from this network."""
    for row in held_by(world, NETWORK):
        billing = billing_of(world, row)
        dice = world.dice.stream("files", "northlight", billing.e164)
        spoilers = [("date", impossible_date), ("imei", ruined_imei), ("ragged", cut_short)]
        lines = spoil(data_lines(world, billing), dice, spoilers)
        subject = uk_style(billing.e164)
        preamble = [
            "NORTHLIGHT MOBILE LIMITED - DISCLOSURE UNIT",
            f"Ticket Number : {row['ticket']}",
            f"Subject Number : {subject}",
            f"Period : {uk_day(row['first_day'])} 00:00:00 to {uk_day(row['last_day'])} 23:59:59",
            f"Report Produced : {uk_day(row['produced'])} 10:14",
            "Times are UK local time",
            RULER,
            HEADER,
            RULER,
        ]
        trailer = [RULER, f"CDR COUNT : {len(lines)}", "*** END OF REPORT ***", ""]
        folder.text(
            f"northlight_{subject}.csv", "\r\n".join([*preamble, *lines, *trailer]), encoding="cp1252",
            legal_basis="comms-data", owner="Northlight Mobile disclosure unit", received_date=row["produced"],
            timezone="Europe/London", reference=row["ticket"], handling="P",
        )  # fmt: skip


LAYOUT = Layout(name="calls-northlight", title="Call records, one CSV per number, UK clock", write=write)
