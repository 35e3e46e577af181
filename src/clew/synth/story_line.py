"""A county line: one brand, its numbers and handsets, who answers them, who buys, and one child drawn in.

The written rule it must meet is that of bulk texts, line profile, SIM/handset matrix and
safeguarding; `tests/synth/test_planted_patterns.py` counts it over the truth.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from clew.synth.clock import DAY, day_start
from clew.synth.dice import Dice
from clew.synth.homes import add_homes
from clew.synth.line_child import play_child
from clew.synth.line_traffic import play_traffic
from clew.synth.people import MOST_COMMON, add_person, adults, relate
from clew.synth.phones import add_handset, add_number, put_in_handset
from clew.synth.world import World


@dataclass(slots=True)
class Line:
    """What a line is made of. Ids are those of `world.numbers`, `people` and `handsets`; days are ISO local.

    Attributes:
        first_day: The first day of the number `main`; the evening before, `old` falls silent.
        swaps: Days on which `main` moved to the next of `handsets`.
        episodes: When the child was missing: local day and clock from, to.
    """

    name: str
    brand: str
    block: int
    hub: str
    market: str
    first_day: str = "2026-03-12"
    parallel_day: str = "2026-04-02"
    swaps: tuple[str, ...] = ("2026-03-24", "2026-04-04", "2026-04-20")
    episodes: tuple[tuple[str, str], ...] = (
        ("2026-03-20 17:10", "2026-03-22 11:30"),
        ("2026-04-02 16:05", "2026-04-04 09:40"),
        ("2026-04-16 18:20", "2026-04-19 14:15"),
    )
    main: int = -1
    old: int = -1
    parallel: int = -1
    spare: int = -1
    handsets: list[int] = field(default_factory=list)
    operators: list[int] = field(default_factory=list)
    staff: list[int] = field(default_factory=list)
    customers: list[int] = field(default_factory=list)
    billed_customers: list[int] = field(default_factory=list)
    child: int = -1
    mother: int = -1
    holder: int = -1

    def at(self, day: str, hour: float = 0.0) -> int:
        """Return a local time of the story as a wall clock's reading in seconds."""
        return day_start(day) + round(hour * 3600)


#: The line of the sample; a larger world takes more rows, each with a block of drama mobiles of its own.
LINES = (Line("line", brand="Zeb", block=1, hub="Zellmouth", market="Zarrowby"),)


def cast_line(world: World, dice: Dice, line: Line) -> None:
    """Add the people, numbers and handsets of a line to the world."""
    e164 = world.reserved.mobiles(line.block, 11)
    start = line.at(line.first_day) - 30 * DAY
    line.handsets = [add_handset(world, dice) for _ in range(len(line.swaps) + 1)]
    line.old = add_number(
        world, dice, e164[0], tariff="prepaid", network="Quayfone", start=start, handset=line.handsets[0]
    )
    young = line.at(line.first_day) - 2 * DAY
    line.main = add_number(world, dice, e164[1], tariff="prepaid", network="Northlight", start=young, handset=-1)
    line.parallel = add_number(
        world, dice, e164[2], tariff="prepaid", network="Bluebell", start=line.at(line.parallel_day) - DAY
    )
    line.spare = add_number(
        world, dice, e164[3], tariff="prepaid", network="Quayfone", start=young, handset=line.handsets[0]
    )
    edges = [line.first_day, *line.swaps]
    for i, handset in enumerate(line.handsets):
        stop = line.at(edges[i + 1], 19.5) if i + 1 < len(edges) else line.at("2030-01-01")
        put_in_handset(world, line.main, handset, line.at(edges[i], 19.5 if i else 0.0), stop)

    homes = add_homes(world, dice, line.hub, 5)
    for i, network in enumerate(("Northlight", "Bluebell")):
        person = add_person(world, dice, home=int(homes[i]), ages=(20, 27), origin=MOST_COMMON)
        line.operators.append(person)
        world.people["number"][person] = add_number(world, dice, e164[4 + i], person=person, network=network)
    helper = add_person(world, dice, home=int(homes[2]), ages=(22, 26), origin=MOST_COMMON)
    world.people["number"][helper] = add_number(world, dice, e164[6], person=helper, tariff="prepaid")
    line.holder = add_person(world, dice, home=int(homes[3]), ages=(31, 38), origin=MOST_COMMON)
    cast_child(world, dice, line, int(homes[4]), e164[7])
    line.staff = [*line.operators, helper, line.child]

    buyers = add_homes(world, dice, line.market, 3)
    for i, network in enumerate(NETWORKS_OF_BILLED_CUSTOMERS):
        person = add_person(world, dice, home=int(buyers[i]), ages=(24, 52))
        world.people["number"][person] = add_number(world, dice, e164[8 + i], person=person, network=network)
        line.billed_customers.append(person)
    others = dice.sample(adults(world, line.market)[:-3], 45)
    line.customers = [*line.billed_customers, *(int(p) for p in others)]
    world.cast[line.name] = line


#: One customer with each network, so that every layout of call records shows one.
NETWORKS_OF_BILLED_CUSTOMERS = ("Northlight", "Bluebell", "Quayfone")


def cast_child(world: World, dice: Dice, line: Line, home: int, e164: str) -> None:
    """Add a mother, her child of 15 whose birth date is on record, and a younger one."""
    line.mother = add_person(world, dice, home=home, ages=(37, 45))
    name, origin = str(world.people["surname"][line.mother]), str(world.people["origin"][line.mother])
    birth = (date(2010, 6, 3) + timedelta(days=int(dice.between(0, 200, 1)[0]))).isoformat()
    line.child = add_person(world, dice, home=home, origin=origin, surname=name, birth=birth, ages=(15, 15))
    younger = add_person(world, dice, home=home, origin=origin, surname=name, ages=(8, 10))
    relate(world, [line.mother], [line.child, younger])
    world.people["number"][line.child] = add_number(
        world, dice, e164, person=line.child, tariff="prepaid", network="Bluebell"
    )


def play_line(world: World, dice: Dice, line: Line) -> None:
    """Add what happens on a line: its traffic, the child's episodes and who pays for credit; state the truth."""
    play_traffic(world, dice.stream("traffic"), line)
    play_child(world, dice.stream("child"), line)
    state_line(world, line)


def state_line(world: World, line: Line) -> None:
    """State what is true of a line."""
    e164 = world.numbers["e164"]
    state = world.truth.state
    state("entities", entity=line.name, kind="line", value=line.brand, story=line.name)
    for number, role, since, until in (
        (line.old, "line number, earlier", "", line.first_day),
        (line.main, "line number", line.first_day, ""),
        (line.parallel, "line number, parallel", line.parallel_day, ""),
        (line.spare, "spare SIM of the line's handset", line.first_day, ""),
    ):
        state("entities", entity=f"N{number}", kind="phone", value=e164[number], story=line.name)
        state("roles", entity=f"N{number}", role=role, **{"from": since, "to": until})
        state("links", a=line.name, relation="uses number", b=f"N{number}", **{"from": since, "to": until})
    for handset in line.handsets:
        imei = world.handsets["imei"][handset]
        state("entities", entity=f"H{handset}", kind="imei", value=imei, story=line.name)
    roles = {line.operators[0]: "operator by day", line.operators[1]: "operator by night", line.holder: "holder"}
    roles |= {line.staff[2]: "helper", line.child: "child used by the line"}
    roles |= dict.fromkeys(line.customers, "customer")
    for person, role in roles.items():
        state("entities", entity=f"P{person}", kind="person", value=world.full_name(person), story=line.name)
        state("roles", entity=f"P{person}", role=role)
        number = int(world.people["number"][person])
        if number >= 0:
            state("links", a=f"P{person}", relation="uses number", b=f"N{number}")
    state("victims", person=f"P{line.child}", name=world.full_name(line.child), kind="child", story=line.name)
    state(
        "unobservable", entity=f"P{line.holder}", value=world.full_name(line.holder), what="holder of the line",
        why="never calls, texts or pays in any record an investigator was given",
    )  # fmt: skip
    state(
        "unobservable", entity=f"N{line.parallel}", value=e164[line.parallel], what="bulk texts of the parallel number",
        why="no billing is held for it; only what reached billed numbers is seen",
    )  # fmt: skip


def billed_numbers(world: World, line: Line) -> list[int]:
    """Return the numbers of a line whose billing an investigator was given; the parallel number is not among them."""
    persons = [*line.operators, line.child, *line.billed_customers]
    return [line.main, line.old, line.spare, *(int(world.people["number"][p]) for p in persons)]
