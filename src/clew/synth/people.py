"""People in households: who lives with whom, how old they are, who is family, where they work."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from clew.synth.dice import Dice, Ints
from clew.synth.geography import load
from clew.synth.homes import add_homes, address
from clew.synth.world import World

#: Household kind -> its share, how many adults, how many children at most.
HOUSEHOLDS = [("single", 0.30, 1, 0), ("couple", 0.28, 2, 0), ("family", 0.34, 2, 3), ("shared", 0.08, 3, 0)]
#: The list whose names most people have; whoever a story accuses has one of them.
MOST_COMMON = "GB"
#: Share of each name list in the population; stories draw from the same mix.
ORIGINS = {"GB": 0.70, "PL": 0.06, "CZ": 0.03, "RO": 0.05, "AL": 0.02, "VN": 0.03, "SE": 0.02, "IN": 0.06, "NG": 0.03}
TODAY = date(2026, 4, 1)


def draw_name(dice: Dice, origin: str) -> tuple[str, str]:
    """Return a forename and a surname of a list."""
    names = next(entry for entry in load("names")["list"] if entry["code"] == origin)
    return dice.one(names["forenames"]), dice.one(names["surnames"])


def draw_birth(dice: Dice, youngest: int, oldest: int) -> str:
    """Return a birth date (ISO) of somebody `youngest` to `oldest` years old on 1 April 2026."""
    days = int(dice.between(round(youngest * 365.25) + 1, round((oldest + 1) * 365.25) - 1, 1)[0])
    return (TODAY - timedelta(days=days)).isoformat()


def age_on(birth: str, day: str) -> int:
    """Return the age in full years on a day, both ISO dates."""
    born, then = date.fromisoformat(birth), date.fromisoformat(day)
    return then.year - born.year - ((then.month, then.day) < (born.month, born.day))


def add_person(
    world: World,
    dice: Dice,
    *,
    home: int,
    ages: tuple[int, int] = (22, 60),
    origin: str = "",
    surname: str = "",
    birth: str = "",
) -> int:
    """Add one person with an invented name and return the id; nobody in one home shares a forename.

    Args:
        home: Where they live.
        ages: Youngest and oldest age on 1 April 2026.
        origin: Name list; empty draws one by its share in the population.
        surname: Family name to share; empty draws one.
        birth: Birth date (ISO); empty draws one within `ages`.
    """
    origin = origin or list(ORIGINS)[int(dice.pick(1, list(ORIGINS.values()))[0])]
    forename, family_name = draw_name(dice, origin)
    housemates = {str(world.people["forename"][p]) for p in np.flatnonzero(world.people["home"] == home)}
    while forename in housemates:
        forename, family_name = draw_name(dice, origin)
    birth = birth or draw_birth(dice, *ages)
    nino = world.reserved.ninos(1)[0] if ages[0] >= 16 else ""
    return world.people.add_one(
        forename=forename, surname=surname or family_name, birth=birth, origin=origin, home=home, nino=nino
    )


def relate(world: World, parents: list[int], children: list[int]) -> None:
    """Record parents as each other's partner and as parent of each child."""
    if len(parents) == 2:
        world.kin.add_one(a=parents[0], b=parents[1], relation="partner")
    for parent in parents:
        for child in children:
            world.kin.add_one(a=parent, b=child, relation="parent")


def add_household(world: World, dice: Dice, kind: str, home: int, adults: int, children: int) -> list[int]:
    """Add the people of one home; families share a name, housemates do not. Returns their ids, adults first."""
    household = len(np.unique(world.people["household"]))
    first = add_person(world, dice, home=home, ages=(30, 50) if children else (20, 84))
    name, origin = str(world.people["surname"][first]), str(world.people["origin"][first])
    if kind == "shared":
        grown = [first, *(add_person(world, dice, home=home, ages=(19, 34)) for _ in range(adults - 1))]
    else:
        age = age_on(str(world.people["birth"][first]), TODAY.isoformat())
        span = (max(19, age - 4), age + 4)
        grown = [first]
        grown += [add_person(world, dice, home=home, ages=span, origin=origin, surname=name) for _ in range(adults - 1)]
    young = [add_person(world, dice, home=home, ages=(3, 17), origin=origin, surname=name) for _ in range(children)]
    everybody = grown + young
    world.people["household"][everybody] = household
    if kind != "shared":
        relate(world, grown, young)
    return everybody


def add_population(world: World, dice: Dice, persons: int) -> None:
    """Fill the towns with ordinary households until there are `persons` people."""
    towns = world.geography.towns
    while len(world.people) < persons:
        town = towns[int(dice.pick(1, [t["share"] for t in towns])[0])]["name"]
        kind, _, adults, most = HOUSEHOLDS[int(dice.pick(1, [h[1] for h in HOUSEHOLDS])[0])]
        children = int(dice.between(1, most + 1, 1)[0]) if most else 0
        home = int(add_homes(world, dice, town, 1, kind="flat" if kind == "shared" else "house")[0])
        add_household(world, dice, kind, home, adults, children)


def add_workplaces(world: World, dice: Dice) -> None:
    """Add ordinary employers and give most adults of working age a job in or near their town."""
    firms = load("organisations")["employer"]
    for firm in firms:
        home = int(add_homes(world, dice, firm["town"], 1, kind="office")[0])
        world.organisations.add_one(name=firm["name"], role="employer", home=home, company=firm["company"])
    ages = np.array([age_on(b, TODAY.isoformat()) for b in world.people["birth"]])
    working = np.flatnonzero((ages >= 18) & (ages < 67) & dice.chance(0.72, len(ages)))
    world.people["employer"][working] = dice.between(0, len(firms), len(working))


def adults(world: World, town: str | None = None) -> Ints:
    """Return the adults of the world, or of one town."""
    ages = np.array([age_on(b, TODAY.isoformat()) for b in world.people["birth"]])
    found = ages >= 18
    if town is not None:
        found &= world.homes["town"][world.people["home"]] == world.geography.town(town)
    return np.flatnonzero(found)


def home_address(world: World, person: int) -> str:
    """Return where a person lives, in one line."""
    return address(world, int(world.people["home"][person]))
