"""What a network would hand over for one number and period: its events, as columns, before any layout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from clew.synth.clock import DAY, day_start, to_utc
from clew.synth.dice import Dice, Flags, Ints
from clew.synth.phones import handset_at, mast_at
from clew.synth.world import SMS, World

Texts = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True)
class Billing:
    """Events of one number, in time order.

    Attributes:
        number: Its id; `e164` its text.
        start: UTC seconds.
        outgoing: True where the number began it.
        other: E.164 or sender name of the other end.
        sms: True for texts, false for calls.
        duration: Seconds; 0 for texts and unanswered calls.
        imei, imsi: Of the number; empty for landlines.
        mast: Mast id, -1 where the record has none.
    """

    number: int
    e164: str
    start: Ints
    outgoing: Flags
    other: Texts
    sms: Flags
    duration: Ints
    imei: Texts
    imsi: str
    mast: Ints

    def __len__(self) -> int:
        return len(self.start)


def billing_of(world: World, row: dict[str, Any]) -> Billing:
    """Return the billing of one row of `world.billed`: all events of the number in the period, local days."""
    number = int(row["number"])
    span = to_utc(np.array([day_start(row["first_day"]), day_start(row["last_day"]) + DAY]))
    traffic = world.traffic
    mine = ((traffic["a"] == number) | (traffic["b"] == number)) & (traffic["a"] != traffic["b"])
    at = np.flatnonzero(mine & (traffic["start"] >= span[0]) & (traffic["start"] < span[1]))
    at = at[np.argsort(traffic["start"][at], kind="stable")]
    start = traffic["start"][at]
    outgoing = traffic["a"][at] == number
    other = np.where(outgoing, traffic["b"][at], traffic["a"][at])
    mobile = world.numbers["kind"][number] == "mobile"
    dice: Dice = world.dice.stream("billing", str(number))
    handset = handset_at(world, number, start)
    imei = (
        np.where(handset >= 0, world.handsets["imei"][handset], "").astype(object) if len(at) else other.astype(object)
    )
    mast = mast_at(world, dice, number, start) if mobile else np.full(len(at), -1)
    return Billing(
        number=number,
        e164=str(world.numbers["e164"][number]),
        start=start,
        outgoing=outgoing,
        other=world.numbers["e164"][other],
        sms=traffic["service"][at] == SMS,
        duration=traffic["duration"][at],
        imei=imei,
        imsi=str(world.numbers["imsi"][number]),
        mast=np.where(dice.chance(0.03, len(at)), -1, mast),
    )


def held_by(world: World, network: str) -> list[dict[str, Any]]:
    """Return the rows of `world.billed` of one network, in order."""
    return [world.billed.row(int(i)) for i in np.flatnonzero(world.billed["network"] == network)]


def mast_text(world: World, column: str, mast: Ints) -> Texts:
    """Return a column of the mast table for each event; empty where there is no mast."""
    found = world.geography.masts[column][np.maximum(mast, 0)]
    return np.where(mast >= 0, found, "").astype(object)


def uk_style(e164: str) -> str:
    """Return a number as a UK network prints it: 07..., abroad with 00."""
    if e164.startswith("+44"):
        return "0" + e164[3:]
    return "00" + e164[1:] if e164.startswith("+") else e164


def spoil(lines: list[str], dice: Dice, spoilers: list[tuple[str, Any]]) -> list[str]:
    """Repeat two lines exactly and damage one line per spoiler, at drawn places after the tenth line.

    Args:
        lines: Data lines of a file.
        spoilers: A name for the reader of this code, and a function from a line to its damaged copy.
    """
    spoiled = list(lines)
    if len(spoiled) < 40:
        return spoiled
    places = sorted(dice.sample(range(10, len(spoiled)), len(spoilers) + 2))
    for place, (_, damage) in zip(places, spoilers, strict=False):
        spoiled[place] = damage(spoiled[place])
    for offset, place in enumerate(places[len(spoilers) :]):
        spoiled.insert(place + offset + 1, spoiled[place + offset])
    return spoiled
