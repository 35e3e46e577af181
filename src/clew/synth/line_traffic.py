"""Calls and texts of a line: bulk texts, the replies to them, customers' short calls, the people who answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from clew.synth.clock import DAY, to_utc
from clew.synth.dice import Dice, Ints
from clew.synth.geography import load
from clew.synth.rhythm import DAY_AND_NIGHT, draw_times
from clew.synth.social import add_calls, add_texts
from clew.synth.world import World

if TYPE_CHECKING:
    from clew.synth.story_line import Line

#: Weekdays (Monday 0) on which the line sends its bulk text.
BURST_WEEKDAYS = (1, 3, 4, 5)
BURST_SECONDS = 240
RECIPIENTS = (38, 46)
REPLY_SHARE = 0.27
CUSTOMER_CALLS_PER_DAY = 36
#: Events a day between the line and each of its staff: two operators, the helper, the child.
STAFF_PER_DAY = (5, 6, 10, 6)
#: Evenings on which the spare SIM takes the first handset for a few minutes: days after the line's first.
SPARE_EVENINGS = (2, 3, 5, 8, 9)


def play_traffic(world: World, dice: Dice, line: Line) -> None:
    """Add all traffic of a line's numbers."""
    end = world.size.start + world.size.days * DAY
    first = line.at(line.first_day)
    spans = [(line.old, world.size.start, first), (line.main, first, end)]
    for number, start, stop in spans:
        name = "old" if number == line.old else "main"
        bursts(world, dice.stream(name, "bursts"), line, number, start, stop)
        customers(world, dice.stream(name, "customers"), line, number, start, stop, CUSTOMER_CALLS_PER_DAY)
        staff(world, dice.stream(name, "staff"), line, number, start, stop, 1.0)
    parallel = line.at(line.parallel_day)
    bursts(world, dice.stream("parallel", "bursts"), line, line.parallel, parallel, end)
    customers(world, dice.stream("parallel", "customers"), line, line.parallel, parallel, end, 14)
    staff(world, dice.stream("parallel", "staff"), line, line.parallel, parallel, end, 0.35)
    late_start(world, line, first)
    spare(world, dice.stream("spare"), line)
    operators(world, dice.stream("operators"), line)
    carried(world, line, first, end)


def numbers_of(world: World, persons: list[int], when: Ints) -> Ints:
    """Return the numbers some persons use, each at its own time."""
    return world.numbers_in_use(np.array(persons, dtype=np.int64), when)


def bursts(world: World, dice: Dice, line: Line, number: int, start: int, stop: int) -> None:
    """Send the same text to most customers within four minutes, four days a week, and let some answer."""
    texts = load("texts")["line"]["bulk"]
    for day in range(start, stop, DAY):
        if (day // DAY + 3) % 7 not in BURST_WEEKDAYS:
            continue
        size = min(int(dice.between(*RECIPIENTS, 1)[0]), len(line.customers))
        chosen = [*line.billed_customers, *dice.sample(line.customers[len(line.billed_customers) :], size - 3)]
        at = day + 10 * 3600 + int(dice.between(0, 7 * 3600, 1)[0])
        sent = to_utc(at + np.sort(dice.between(0, BURST_SECONDS, size)))
        to = numbers_of(world, dice.sample(chosen, size), sent)
        add_texts(world, sent, number, to, label="line bulk text", text=dice.one(texts).format(brand=line.brand))
        answer = dice.chance(REPLY_SHARE, size)
        when = sent[answer] + dice.between(90, 55 * 60, int(answer.sum()))
        by_call = dice.chance(0.65, len(when))
        talk = dice.skewed(24, int(by_call.sum()))
        add_calls(world, when[by_call], to[answer][by_call], number, duration=talk, label="line reply")
        replies = np.array(dice.many(load("texts")["line"]["reply"], int((~by_call).sum())), dtype=object)
        add_texts(world, when[~by_call], to[answer][~by_call], number, label="line reply", text=replies)


def customers(world: World, dice: Dice, line: Line, number: int, start: int, stop: int, per_day: int) -> None:
    """Let customers ring for seconds at a time, some often and some now and then; few are rung back."""
    n = (stop - start) // DAY * per_day
    weight = 0.35 + dice.unit(len(line.customers)) * 1.3
    when = np.sort(draw_times(world, dice, n, DAY_AND_NIGHT, first=start, last=stop))
    caller = np.array(line.customers)[dice.pick(n, weight)]
    caller_number = world.numbers_in_use(caller, when)
    talk = np.where(dice.chance(0.08, n), 0, dice.skewed(26, n))
    add_calls(world, when, caller_number, number, duration=talk, label="line customer call")
    back = dice.chance(0.06, n)
    later = when[back] + dice.between(120, 1500, int(back.sum()))
    add_calls(
        world, later, number, caller_number[back], duration=dice.skewed(20, len(later)), label="line customer call"
    )


def staff(world: World, dice: Dice, line: Line, number: int, start: int, stop: int, share: float) -> None:
    """Let the line and its staff ring and text one another in both directions, all day and half the night."""
    texts = load("texts")["line"]["staff"]
    for person, per_day in zip(line.staff, STAFF_PER_DAY, strict=True):
        n = round((stop - start) // DAY * per_day * share)
        when = draw_times(world, dice, n, DAY_AND_NIGHT, first=start, last=stop)
        theirs = world.numbers_in_use(np.full(n, person), when)
        outward, by_text = dice.chance(0.55, n), dice.chance(0.4, n)
        a, b = np.where(outward, number, theirs), np.where(outward, theirs, number)
        words = np.array(dice.many(texts, int(by_text.sum())), dtype=object)
        add_texts(world, when[by_text], a[by_text], b[by_text], label="line staff", text=words)
        talk = dice.skewed(32, int((~by_text).sum()))
        add_calls(world, when[~by_text], a[~by_text], b[~by_text], duration=talk, label="line staff")


def late_start(world: World, line: Line, first: int) -> None:
    """Move what fell into the first night and morning of the new number to its first afternoon: a gap of hours."""
    traffic = world.traffic
    opens = int(to_utc(np.array([first + 10 * 3600]))[0])
    early = ((traffic["a"] == line.main) | (traffic["b"] == line.main)) & (traffic["start"] < opens)
    traffic["start"][early] += 10 * 3600


def spare(world: World, dice: Dice, line: Line) -> None:
    """Put the spare SIM into the line's first handset on some evenings, minutes after and before the line's own."""
    day_one = line.at(line.first_day)
    helper = int(world.people["number"][line.staff[2]])
    for evening in SPARE_EVENINGS:
        at = day_one + evening * DAY + 18 * 3600 + int(dice.between(0, 2 * 3600, 1)[0])
        window = to_utc(np.array([at, at + 12 * 60]))
        traffic = world.traffic
        mine = (traffic["a"] == line.main) | (traffic["b"] == line.main)
        inside = mine & (traffic["start"] >= window[0] - 240) & (traffic["start"] < window[1] + 300)
        # One handset holds one SIM at a time: what fell into those minutes came a little later.
        traffic["start"][inside] += 17 * 60
        around = np.array([window[0] - 360, window[1] + 420])
        add_calls(world, around, line.main, helper, duration=dice.skewed(20, 2), label="line staff")
        called = np.array([helper, *numbers_of(world, line.operators, window)])
        when = window[0] + np.array([60, 260, 520])
        add_calls(world, when, line.spare, called, duration=dice.skewed(40, 3), label="line spare SIM")


def operators(world: World, dice: Dice, line: Line) -> None:
    """Let the two operators ring each other on their own phones when the shift changes."""
    a, b = (int(world.people["number"][p]) for p in line.operators)
    when = draw_times(world, dice, world.size.days, [0] * 15 + [2, 6, 2] + [0] * 6)
    outward = dice.chance(0.5, len(when))
    talk = dice.skewed(45, len(when))
    add_calls(world, when, np.where(outward, a, b), np.where(outward, b, a), duration=talk, label="line staff")


def carried(world: World, line: Line, first: int, end: int) -> None:
    """Serve the line's numbers from where the operators are: the first by day, the second from evening to morning."""
    masts = [int(world.numbers["mast"][int(world.people["number"][p])]) for p in line.operators]
    for number in (line.old, line.main, line.spare, line.parallel):
        world.numbers["mast"][number] = world.numbers["day_mast"][number] = masts[1]
        for day in range(world.size.start, end, DAY):
            span = to_utc(np.array([day + 8 * 3600, day + 16 * 3600]))
            world.away.add_one(number=number, start=int(span[0]), stop=int(span[1]), mast=masts[0])
