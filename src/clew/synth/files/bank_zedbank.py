"""Statements of Zedbank for several accounts in one CSV: paid in and paid out apart, counterparties named."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import show
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.files.statements import pounds, statement
from clew.synth.world import World

HEADER = [
    "Sort Code", "Account Number", "Account Name", "Transaction Date", "Transaction Time", "Type", "Description",
    "Counterparty Name", "Counterparty Sort Code", "Counterparty Account", "Paid In", "Paid Out", "Balance",
]  # fmt: skip


def write(world: World, folder: Folder) -> None:
    """Write the accounts asked for: the one many people named, its holder's other one, the packhouse's payroll."""
    ring = world.cast.get("ring")
    if ring is None:
        return
    payroll = int(world.organisations["account"][ring.employers[0]])
    lines = [csv_line(HEADER)]
    for account in (ring.account, ring.organiser_account, payroll):
        row = world.accounts.row(account)
        opening = 6_000_000 if account == payroll else 45_000
        for line in statement(world, account, opening):
            moment = np.array([line.local])
            lines.append(
                csv_line(
                    [
                        row["sort_code"],
                        row["number"],
                        row["name"],
                        show(moment, "%d/%m/%Y")[0],
                        show(moment, "%H:%M:%S")[0],
                        line.channel,
                        line.text,
                        line.party,
                        line.party_sort_code,
                        line.party_account,
                        pounds(line.pence) if line.pence > 0 else "",
                        pounds(-line.pence) if line.pence < 0 else "",
                        pounds(line.balance),
                    ]
                )
            )
    lines.insert(30, lines[30])
    lines.append('00-00-11,,,,"",,BALANCE CARRIED FORWARD,,,,,,')
    folder.text(
        "zedbank_statements.csv", "\n".join(lines) + "\n", legal_basis="production-order", owner="Zedbank plc",
        received_date="2026-04-27", timezone="Europe/London", reference="PO/26/119", handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="bank-zedbank", title="Statements of several accounts, CSV", write=write)
