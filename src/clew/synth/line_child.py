"""The child a line drew in: missing three times, found in the line's market, phone credit paid by a stranger."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from clew.synth.clock import DAY, day_start, to_utc
from clew.synth.dice import Dice
from clew.synth.people import home_address
from clew.synth.rhythm import DAY_AND_NIGHT, draw_times
from clew.synth.social import add_calls
from clew.synth.world import World

if TYPE_CHECKING:
    from clew.synth.story_line import Line

FOUND = ("railway station, {town}", "Beacon Terrace, {town}, in the company of adults", "walking on the A9901, {town}")
PAYER = "K. MARLSTONE"
CARD = "**** **** **** 7719"


def reading(text: str) -> int:
    """Return a local time such as `2026-03-20 17:10` as a wall clock's reading in seconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def play_child(world: World, dice: Dice, line: Line) -> None:
    """Add the child's missing episodes, where the phone was served meanwhile, and the credit bought for the line."""
    number = int(world.people["number"][line.child])
    market = int(world.geography.masts_of(line.market)[0])
    mother = int(world.people["number"][line.mother])
    for i, (gone, back) in enumerate(line.episodes):
        start, stop = reading(gone), reading(back)
        span = to_utc(np.array([start, stop]))
        world.away.add_one(number=number, start=int(span[0]) + 3600, stop=int(span[1]), mast=market)
        if mother >= 0:
            asks = np.sort(span[0] + dice.between(1800, int(span[1] - span[0]), 7))
            add_calls(world, asks, mother, number, duration=0, label="family looks for the child")
        world.add_paper(
            "missing", line.child, missing_from=gone, found=back, reported_by=line.mother,
            reported=datetime.fromtimestamp(start + 5 * 3600, UTC).strftime("%Y-%m-%d %H:%M"),
            found_at=FOUND[i % len(FOUND)].format(town=line.market), home=home_address(world, line.child),
            note="Had a phone the family did not buy." if i == 1 else "",
        )  # fmt: skip
    pay_credit(world, dice, line, number)


def pay_credit(world: World, dice: Dice, line: Line, child_number: int) -> None:
    """Let one card buy credit for the line's numbers and for the child's within the same weeks."""
    first = line.at(line.first_day)
    for number, since, times in (
        (line.main, first, 7),
        (line.parallel, line.at(line.parallel_day), 4),
        (line.spare, first, 1),
        (child_number, day_start("2026-03-18"), 4),
    ):
        span = 4 * DAY if number == line.spare else 36 * DAY
        last = min(since + span, day_start("2026-04-26"))
        when = np.sort(draw_times(world, dice, times, DAY_AND_NIGHT, first=since, last=last))
        world.topups.add(
            times, start=when, number=number, pence=np.array(dice.many([1000, 1500, 2000], times)), channel="card",
            payer=PAYER, card=CARD, outlet="Esplanade News, Zarrowby", label="credit paid by one card",
        )  # fmt: skip
