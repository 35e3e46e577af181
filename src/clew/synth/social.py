"""Who is in touch with whom: family, friends of the same town, colleagues, and the traffic between them."""

from __future__ import annotations

import numpy as np

from clew.synth.dice import Dice, Ints
from clew.synth.people import TODAY, age_on
from clew.synth.rhythm import ORDINARY, draw_times
from clew.synth.world import SMS, VOICE, World

FRIENDS = 5
COLLEAGUES = 2
#: Events a day a tie of each kind gives rise to, both directions together.
PER_DAY = {"family": 0.45, "friend": 0.13, "colleague": 0.10}
MISSED_SHARE = 0.12


def tie(world: World, a: Ints, b: Ints, kind: str, per_day: float) -> None:
    """Add ties between pairs of persons; pairs of a person with themselves are left out."""
    real = a != b
    if real.any():
        world.ties.add(int(real.sum()), a=a[real], b=b[real], per_day=per_day, kind=kind)


def add_ties(world: World, dice: Dice) -> None:
    """Tie everybody who has a phone to family, to friends in their town and to colleagues."""
    people = world.people
    ages = np.array([age_on(b, TODAY.isoformat()) for b in people["birth"]])
    able = np.flatnonzero((people["number"] >= 0) & (ages >= 11))
    kin = world.kin
    both = np.isin(kin["a"], able) & np.isin(kin["b"], able)
    tie(world, kin["a"][both], kin["b"][both], "family", PER_DAY["family"])
    town = world.homes["town"][people["home"]]
    for here in np.unique(town[able]):
        for young in (False, True):
            group = able[(town[able] == here) & ((ages[able] < 18) == young)]
            one = np.repeat(group, FRIENDS if not young else FRIENDS - 2)
            other = group[dice.between(0, len(group), len(one))]
            tie(world, one, other, "friend", PER_DAY["friend"])
    for firm in np.unique(people["employer"][able]):
        if firm < 0:
            continue
        group = able[people["employer"][able] == firm]
        one = np.repeat(group, COLLEAGUES)
        tie(world, one, group[dice.between(0, len(group), len(one))], "colleague", PER_DAY["colleague"])


def keep_apart(world: World, ones: list[int], others: list[int]) -> None:
    """End whatever ties chance has made between two groups of persons whose stories must not touch."""
    ties = world.ties
    across = np.isin(ties["a"], ones) & np.isin(ties["b"], others)
    across |= np.isin(ties["a"], others) & np.isin(ties["b"], ones)
    ties["per_day"][across] = 0.0


def add_calls(world: World, start: Ints, a: Ints | int, b: Ints | int, *, duration: Ints | int, label: str) -> None:
    """Add voice calls between numbers (ids) at times (UTC s); 0 seconds is a call nobody answered."""
    world.traffic.add(len(start), start=start, a=a, b=b, service=VOICE, duration=duration, label=label)


def add_texts(world: World, start: Ints, a: Ints | int, b: Ints | int, *, label: str, text: object = "") -> None:
    """Add text messages between numbers (ids) at times (UTC s)."""
    world.traffic.add(len(start), start=start, a=a, b=b, service=SMS, label=label, text=text)


def add_ordinary_traffic(world: World, dice: Dice) -> None:
    """Turn ties into calls and texts over the whole period, either side starting about as often."""
    ties = world.ties
    expected = ties["per_day"] * world.size.days
    count = np.floor(expected).astype(np.int64) + dice.chance(expected % 1.0, len(expected))
    pair = np.repeat(np.arange(len(ties)), count)
    when = draw_times(world, dice, len(pair), ORDINARY)
    turned = dice.chance(0.5, len(pair))
    first = np.where(turned, ties["b"][pair], ties["a"][pair])
    second = np.where(turned, ties["a"][pair], ties["b"][pair])
    a, b = world.numbers_in_use(first, when), world.numbers_in_use(second, when)
    texts = dice.chance(0.55, len(pair))
    talk = np.where(dice.chance(MISSED_SHARE, len(pair)), 0, dice.skewed(70, len(pair)))
    add_texts(world, when[texts], a[texts], b[texts], label="ordinary")
    add_calls(world, when[~texts], a[~texts], b[~texts], duration=talk[~texts], label="ordinary")
