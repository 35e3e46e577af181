"""A statement of Gannet Building Society: one account, named above the header, signed amounts, semicolons."""

from __future__ import annotations

import numpy as np

from clew.synth.clock import show
from clew.synth.files.folder import Folder, csv_line
from clew.synth.files.layout import Layout
from clew.synth.files.statements import statement
from clew.synth.world import World

HEADER = ["Date", "Description", "Payee", "Payment Type", "Amount", "Balance"]


def write(world: World, folder: Folder) -> None:
    """Write the statement of the family's account."""
    account = world.cast.get("family account")
    if account is None:
        return
    row = world.accounts.row(account)
    lines = [
        "Gannet Building Society",
        f"Account name: {row['name']}",
        f"Sort code: {row['sort_code']}",
        f"Account number: {row['number']}",
        "",
        csv_line(HEADER, ";"),
    ]
    for line in statement(world, account, 210_000):
        day = show(np.array([line.local]), "%d/%m/%Y")[0]
        cells = [day, line.text, line.party, line.channel, f"{line.pence / 100:.2f}", f"{line.balance / 100:.2f}"]
        lines.append(csv_line(cells, ";"))
    folder.text(
        "gannet_statement.csv", "\r\n".join(lines) + "\r\n", encoding="cp1252", legal_basis="consent",
        owner="Account holder", received_date="2026-04-27", timezone="Europe/London", reference="ZX/STMT/3",
        handling="P",
    )  # fmt: skip


LAYOUT = Layout(name="bank-gannet", title="Statement of one account, semicolons", write=write)
