"""Call records of the network Quayfone: semicolons, calling and called columns, quoted international numbers."""

from __future__ import annotations

from clew.synth.clock import show, to_local
from clew.synth.files.billing import Billing, billing_of, held_by, mast_text, spoil, uk_style
from clew.synth.files.calls_northlight import uk_day
from clew.synth.files.folder import Folder
from clew.synth.files.layout import Layout
from clew.synth.world import World

NETWORK = "Quayfone"
HEADER = "Calling Number;Called Number;Start Date;Start Time;Duration;Service;IMEI;IMSI;First Cell ID;Last Cell ID"


def quoted(e164: str) -> str:
    """Return a number in apostrophes, international and without plus; sender names as they are."""
    return f"'{e164[1:]}'" if e164.startswith("+") else f"'{e164}'"


def data_lines(world: World, billing: Billing) -> list[str]:
    """Return the data lines of one number."""
    local = to_local(billing.start)
    day, time = show(local, "%d/%m/%Y"), show(local, "%H:%M:%S")
    cell = mast_text(world, "cell", billing.mast)
    subject = quoted(billing.e164)
    lines = []
    for i in range(len(billing)):
        other = quoted(billing.other[i])
        ends = (subject, other) if billing.outgoing[i] else (other, subject)
        service, duration = ("SMS", "") if billing.sms[i] else ("VOICE", str(billing.duration[i]))
        # This network writes fourteen digits and a zero instead of the check digit.
        imei = f"'{billing.imei[i][:14]}0'" if billing.imei[i] else ""
        imsi = f"'{billing.imsi}'" if billing.imsi else ""
        lines.append(";".join([*ends, day[i], time[i], duration, service, imei, imsi, cell[i], cell[i]]))
    return lines


def lost_digits(line: str) -> str:
    """Return a line whose calling number a spreadsheet has turned into scientific notation."""
    return ";".join(["4.4770E+11", *line.split(";")[1:]])


def impossible_date(line: str) -> str:
    """Return a line whose call happened on 31 April."""
    cells = line.split(";")
    return ";".join([*cells[:2], "31/04/2026", *cells[3:]])


def write(world: World, folder: Folder) -> None:
    """Write one file per number held from this network."""
    for row in held_by(world, NETWORK):
        billing = billing_of(world, row)
        dice = world.dice.stream("files", "quayfone", billing.e164)
        spoilers = [("number", lost_digits), ("date", impossible_date)]
        lines = spoil(data_lines(world, billing), dice, spoilers)
        preamble = [
            f"MSISDN;{quoted(billing.e164)}",
            f"Period from;{uk_day(row['first_day'])};to;{uk_day(row['last_day'])}",
            f"Ticket;{row['ticket']}",
            "",
            HEADER,
        ]
        folder.text(
            f"quayfone_{uk_style(billing.e164)}.csv", "\n".join([*preamble, *lines, f"Total records;{len(lines)}", ""]),
            legal_basis="comms-data", owner="Quayfone plc", received_date=row["produced"], timezone="Europe/London",
            reference=row["ticket"], handling="P",
        )  # fmt: skip


LAYOUT = Layout(name="calls-quayfone", title="Call records, semicolons, calling and called columns", write=write)
