"""What one person's handset would show of the world: messages, calls, saved contacts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clew.synth.dice import Flags, Ints
from clew.synth.files.billing import Texts
from clew.synth.world import SMS, World


@dataclass(frozen=True, slots=True)
class Extraction:
    """Messages and calls of one number, in time order; `start` is UTC seconds by the handset's own clock."""

    start: Ints
    outgoing: Flags
    other: Ints
    sms: Flags
    duration: Ints
    text: Texts


def extraction_of(world: World, number: int, *, first: int, last: int, clock_offset_s: int = 0) -> Extraction:
    """Return what the handset of a number kept between two times (UTC s).

    Args:
        clock_offset_s: How far the handset's clock was ahead of true time.
    """
    traffic = world.traffic
    mine = ((traffic["a"] == number) | (traffic["b"] == number)) & (traffic["a"] != traffic["b"])
    at = np.flatnonzero(mine & (traffic["start"] >= first) & (traffic["start"] < last))
    at = at[np.argsort(traffic["start"][at], kind="stable")]
    outgoing = traffic["a"][at] == number
    return Extraction(
        start=traffic["start"][at] + clock_offset_s,
        outgoing=outgoing,
        other=np.where(outgoing, traffic["b"][at], traffic["a"][at]),
        sms=traffic["service"][at] == SMS,
        duration=traffic["duration"][at],
        text=traffic["text"][at],
    )


def saved_name(world: World, number: int, brand_of: dict[int, str]) -> str:
    """Return the name a number is saved under: the brand of a line, a first name, a firm; empty when not saved."""
    if number in brand_of:
        return brand_of[number]
    row = world.numbers.row(number)
    if row["organisation"] >= 0:
        return str(world.organisations["name"][row["organisation"]])
    if row["person"] >= 0:
        return str(world.people["forename"][row["person"]])
    return ""
