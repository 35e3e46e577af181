"""A ring's phone and minibus: who rings the shared mobile, and the runs between house and worksite."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from clew.synth.clock import DAY, day_start, to_utc
from clew.synth.dice import Dice
from clew.synth.rhythm import OFFICE, ORDINARY, draw_times
from clew.synth.social import add_calls, add_texts
from clew.synth.vehicles import add_reads
from clew.synth.world import World

if TYPE_CHECKING:
    from clew.synth.story_ring import Ring

#: Local hour the minibus leaves the house and comes back.
RUNS = ((5.3, "out"), (16.6, "back"))


def play_traffic(world: World, dice: Dice, ring: Ring) -> None:
    """Let the employers, the provider, the organiser, homes abroad and the recruiter ring the shared mobile."""
    organisations = world.organisations["number"]
    callers = [(int(organisations[f]), 30, OFFICE) for f in (*ring.employers, ring.provider)]
    callers += [(number, 9, ORDINARY) for number in ring.home_numbers]
    callers += [(ring.organiser_number, 150, ORDINARY), (ring.recruiter_number, 14, ORDINARY)]
    callers += [(int(world.people["number"][ring.interpreter]), 11, OFFICE)]
    for i, (number, n, hours) in enumerate(callers):
        draw = dice.stream(str(i))
        when = draw_times(world, draw, n, hours)
        inward, by_text = draw.chance(0.62, n), draw.chance(0.3 if number != ring.organiser_number else 0.5, n)
        a = np.where(inward, number, ring.shared_number)
        b = np.where(inward, ring.shared_number, number)
        add_texts(world, when[by_text], a[by_text], b[by_text], label="ring contact")
        talk = draw.skewed(95, int((~by_text).sum()))
        add_calls(world, when[~by_text], a[~by_text], b[~by_text], duration=talk, label="ring contact")


def play_minibus(world: World, dice: Dice, ring: Ring) -> None:
    """Drive the minibus past the estate's cameras six days a week, the licensed one five; that one also to the sea."""
    first = day_start("2026-03-02")
    gate, estate = "ZX-05", "ZX-06"
    for vehicle, weekdays, label in (
        (ring.vehicle, range(6), "ring minibus"),
        (ring.licensed_vehicle, range(5), "licensed minibus"),
    ):
        draw = dice.stream(label)
        days = first + np.array([d for d in range(56) if (d % 7) in weekdays]) * DAY
        days = days[~draw.chance(0.06, len(days))]
        for hour, way in RUNS:
            at = days + round(hour * 3600) + draw.between(-600, 600, len(days))
            cameras = (gate, estate) if way == "out" else (estate, gate)
            for leg, camera in enumerate(cameras):
                add_reads(world, draw, to_utc(at + leg * 420), vehicle, camera, direction="E" if way == "out" else "W")
    trips = to_utc(first + np.array([6, 13, 20, 34, 41, 48]) * DAY + 10 * 3600)
    draw = dice.stream("outing")
    add_reads(world, draw, trips + draw.between(0, 1800, 6), ring.licensed_vehicle, "ZX-08", direction="N")
