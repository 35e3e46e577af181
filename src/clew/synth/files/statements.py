"""Lines of a bank statement: what an account received and paid, with its running balance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clew.synth.clock import to_local
from clew.synth.world import World


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One line; `local` is the wall clock's reading in seconds, money in pence, positive when paid in."""

    local: int
    pence: int
    channel: str
    text: str
    party: str
    party_sort_code: str
    party_account: str
    balance: int


def statement(world: World, account: int, opening: int = 45_000) -> list[StatementLine]:
    """Return the lines of an account's statement in time order.

    Args:
        opening: Balance before the first line, pence.
    """
    paid = world.payments
    at = np.flatnonzero((paid["a"] == account) | (paid["b"] == account))
    at = at[np.argsort(paid["start"][at], kind="stable")]
    local = to_local(paid["start"][at])
    lines, balance = [], opening
    for i, when in zip(at.tolist(), local.tolist(), strict=True):
        incoming = paid["b"][i] == account
        other = int(paid["a"][i] if incoming else paid["b"][i])
        pence = int(paid["pence"][i]) * (1 if incoming else -1)
        balance += pence
        lines.append(
            StatementLine(
                local=when,
                pence=pence,
                channel=str(paid["channel"][i]),
                text=str(paid["text"][i]),
                party=str(paid["party"][i]) or (str(world.accounts["name"][other]).upper() if other >= 0 else ""),
                party_sort_code=str(world.accounts["sort_code"][other]) if other >= 0 else "",
                party_account=str(world.accounts["number"][other]) if other >= 0 else "",
                balance=balance,
            )
        )
    return lines


def pounds(pence: int) -> str:
    """Return pence as pounds with a thousands comma: `1,234.50`."""
    return f"{pence / 100:,.2f}"
