"""Accounts and money: everybody's account, wages, and statements with a running balance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clew.synth.clock import DAY, to_utc
from clew.synth.dice import Dice, Ints
from clew.synth.people import adults
from clew.synth.world import World

SHOPS = ["GANNET GROCERS", "QUINCE CAFE", "SALTPAN FUELS", "HERON CHEMIST", "PIER AMUSEMENTS", "TERN BOOKS"]
BILLS = ["ZEDSHIRE WATER", "NORTHLIGHT MOBILE", "ZEDSHIRE COUNCIL TAX", "DOGGER ENERGY"]


def add_account(world: World, *, name: str, person: int = -1, organisation: int = -1, purpose: str = "people") -> int:
    """Add an account with a reserved sort code and return its id."""
    sort_code, number = world.reserved.accounts(purpose, 1)[0]
    return world.accounts.add_one(
        sort_code=sort_code, number=number, name=name, person=person, organisation=organisation
    )


def add_accounts(world: World) -> None:
    """Give every adult an account in their own name and every organisation one."""
    for person in adults(world).tolist():
        if world.people["account"][person] < 0:
            name = f"{world.people['forename'][person]} {world.people['surname'][person]}"
            world.people["account"][person] = add_account(world, name=name, person=person)
    for organisation in range(len(world.organisations)):
        if world.organisations["account"][organisation] < 0:
            name = str(world.organisations["name"][organisation])
            account = add_account(world, name=name, organisation=organisation, purpose="firms")
            world.organisations["account"][organisation] = account


def weekdays(first: int, weeks: int, weekday: int) -> Ints:
    """Return local midnights of one weekday (Monday 0) in `weeks` weeks from a day on."""
    offset = (weekday - (first // DAY + 3)) % 7
    return first + (offset + 7 * np.arange(weeks)) * DAY


def pay_wages(
    world: World, dice: Dice, *, employer: int, payees: Sequence[tuple[str, int]], first: int, weeks: int,
    pence: tuple[int, int], label: str,
) -> Ints:  # fmt: skip
    """Pay each payee (name on the payslip, account id) every Friday morning; returns the pay days (local midnights).

    Args:
        employer: Organisation that pays.
        pence: Lowest and highest weekly net pay.
    """
    fridays = weekdays(first, weeks, 4)
    source = int(world.organisations["account"][employer])
    party = str(world.organisations["name"][employer]).upper()
    for name, account in payees:
        base = int(dice.between(*pence, 1)[0])
        amount = base + dice.between(-base // 20, base // 20 + 1, weeks)
        when = to_utc(fridays + 6 * 3600 + dice.between(0, 1800, weeks))
        world.payments.add(
            weeks, start=when, a=source, b=account, pence=amount, channel="BACS", text=f"WAGES {name.upper()}",
            party=party, label=label,
        )  # fmt: skip
    return fridays


def spend(world: World, dice: Dice, account: int, *, first: int, days: int, per_day: float, label: str) -> None:
    """Let an account pay shops and bills: card payments of a few pounds, direct debits once a month."""
    n = round(days * per_day)
    when = to_utc(first + dice.between(0, days, n) * DAY + dice.between(8 * 3600, 21 * 3600, n))
    world.payments.add(
        n, start=when, a=account, pence=dice.skewed(1150, n), channel="CARD", text="CARD PAYMENT",
        party=np.array(dice.many(SHOPS, n), dtype=object), label=label,
    )  # fmt: skip
    for bill in BILLS:
        for month in range(0, days, 30):
            start = to_utc(np.array([first + month * DAY + 4 * 3600]))
            pence = int(dice.between(1800, 16000, 1)[0])
            world.payments.add(
                1, start=start, a=account, pence=pence, channel="DD", text="DIRECT DEBIT", party=bill, label=label
            )
