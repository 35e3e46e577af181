"""When things happen: shares of the day's hours on the local clock, and times drawn from them."""

from __future__ import annotations

from clew.synth.clock import DAY, to_utc
from clew.synth.dice import Dice, Ints
from clew.synth.world import World

#: Weight of each local hour, 0 to 23.
ORDINARY = [1, 0, 0, 0, 0, 1, 3, 8, 12, 11, 11, 12, 14, 12, 11, 13, 16, 19, 20, 19, 17, 13, 8, 3]
OFFICE = [0, 0, 0, 0, 0, 0, 0, 1, 6, 12, 12, 11, 8, 9, 11, 11, 9, 4, 0, 0, 0, 0, 0, 0]
EVENING_MEALS = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 4, 2, 1, 1, 4, 12, 20, 22, 18, 10, 3, 0]
TAXI = [6, 5, 3, 2, 2, 3, 5, 8, 9, 7, 6, 6, 7, 6, 7, 9, 10, 11, 11, 11, 11, 12, 13, 10]
DAY_AND_NIGHT = [7, 4, 1, 0, 0, 0, 0, 0, 1, 3, 6, 8, 9, 9, 10, 11, 12, 13, 14, 14, 14, 14, 13, 11]


def draw_times(world: World, dice: Dice, n: int, hours: list[int], *, first: int = 0, last: int = 0) -> Ints:
    """Return `n` times (UTC s), unsorted: days evenly, hours by their weight, seconds evenly.

    Args:
        hours: Weight of each local hour.
        first: First day, local midnight as from `clock.day_start`; 0 for the world's first.
        last: Day after the last; 0 for the world's end.
    """
    start = first or world.size.start
    days = ((last or world.size.start + world.size.days * DAY) - start) // DAY
    local = start + dice.between(0, days, n) * DAY + dice.pick(n, hours) * 3600 + dice.between(0, 3600, n)
    return to_utc(local)
