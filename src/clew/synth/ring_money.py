"""A ring's money: wages of six people into one account, gone within two days; other workers' wages beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from clew.synth.clock import DAY, day_start, to_utc
from clew.synth.dice import Dice, Ints
from clew.synth.money import pay_wages, spend
from clew.synth.people import home_address
from clew.synth.ring_papers import account_cells, identity, number_text
from clew.synth.world import World

if TYPE_CHECKING:
    from clew.synth.story_ring import Ring

FIRST_PAY_WEEK = "2026-02-23"
WEEKS = 9
#: Workers paid by the packhouse besides four of the ring, each into an account of their own.
OTHER_PACKERS = 14


def play_money(world: World, dice: Dice, ring: Ring) -> None:
    """Pay everybody on Fridays; empty the shared account by Sunday."""
    first = day_start(FIRST_PAY_WEEK)
    packhouse, wash = ring.employers
    named = [(world.full_name(w), ring.account) for w in ring.workers]
    fridays = pay_wages(
        world, dice.stream("packhouse"), employer=packhouse, payees=named[:4], first=first, weeks=WEEKS,
        pence=(32_000, 41_000), label="ring wages",
    )  # fmt: skip
    pay_wages(
        world, dice.stream("wash"), employer=wash, payees=named[4:], first=first, weeks=WEEKS,
        pence=(27_000, 33_000), label="ring wages",
    )  # fmt: skip
    others = [p for p in range(len(world.people)) if world.people["account"][p] >= 0]
    packers = dice.stream("packers").sample(others, OTHER_PACKERS)
    own = [(world.full_name(p), int(world.people["account"][p])) for p in packers]
    pay_wages(
        world, dice.stream("others"), employer=packhouse, payees=own, first=first, weeks=WEEKS,
        pence=(31_000, 44_000), label="wages",
    )  # fmt: skip
    onward(world, dice.stream("onward"), ring, fridays)
    customers(world, dice.stream("customers"), ring, packers)
    for i, person in enumerate(packers[:2]):
        spend(
            world, dice.stream("packer", str(i)), int(world.people["account"][person]), first=first, days=7 * WEEKS,
            per_day=0.9, label="spending",
        )  # fmt: skip


def onward(world: World, dice: Dice, ring: Ring, fridays: Ints) -> None:
    """Move each week's pay on: most to the organiser's other account, some in cash, some abroad, nothing to shops."""
    paid = world.payments
    for friday in fridays.tolist():
        week = (paid["b"] == ring.account) & (paid["start"] >= friday - DAY) & (paid["start"] < friday + DAY)
        total = int(paid["pence"][week].sum())
        at = to_utc(friday + np.array([11, 18, 18, 33, 36]) * 3600 + dice.between(0, 1800, 5))
        share = (0.50, 0.12, 0.12, 0.14, 0.08)
        rows = [
            (ring.organiser_account, "FPO", "TRANSFER", world.full_name(ring.organiser).upper()),
            (-1, "ATM", "CASH WITHDRAWAL ATM ZX0031", ""),
            (-1, "ATM", "CASH WITHDRAWAL ATM ZX0031", ""),
            (-1, "FPO", "REMIT REF 7731", "GANNET MONEY TRANSFER"),
            (-1, "SO", "RENT", "KEYSTONE LETTINGS"),
        ]
        for when, part, (to, channel, text, party) in zip(at.tolist(), share, rows, strict=True):
            pence = round(total * part) // 1000 * 1000 if channel == "ATM" else round(total * part)
            paid.add(
                1,
                start=when,
                a=ring.account,
                b=to,
                pence=pence,
                channel=channel,
                text=text,
                party=party,
                label="ring onward",
            )


def customers(world: World, dice: Dice, ring: Ring, packers: list[int]) -> None:
    """Write what the bank knows of its customers: the organiser's two accounts, and those of some packers."""
    shared = number_text(world, ring.shared_number)
    own = number_text(world, ring.organiser_number)
    rows = [
        (ring.organiser, ring.account, shared, "2026-01-29", "Opened at the counter"),
        (ring.organiser, ring.organiser_account, own, "2019-05-14", ""),
    ]
    for person in packers[:9]:
        number = number_text(world, int(world.people["number"][person]))
        rows.append((person, int(world.people["account"][person]), number, dice.day("2014-01-06", 4000), ""))
    for person, account, phone, since, note in rows:
        world.add_paper(
            "customers", person, **identity(world, person), address=home_address(world, person), phone=phone,
            **account_cells(world, account), since=since, note=note,
        )  # fmt: skip
