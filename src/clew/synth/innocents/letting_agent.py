"""A letting agent: tenants of many homes give its number and office address; a licensed shared house at its limit."""

from __future__ import annotations

from clew.synth.dice import Dice
from clew.synth.homes import add_homes, address
from clew.synth.innocents.innocent import Innocent, record_role, state_benign
from clew.synth.people import add_person, home_address
from clew.synth.phones import add_number
from clew.synth.ring_papers import account_cells, identity, number_text
from clew.synth.world import World

TENANTS = 46
#: Tenants who give the agent's number, or its office, as their own while they move.
IN_BETWEEN = 7


def cast(world: World, dice: Dice) -> None:
    """Add the agent, and a licensed shared house of five rooms with five unrelated tenants."""
    office = int(add_homes(world, dice, "Zellmouth", 1, kind="office")[0])
    firm = world.organisations.add_one(name="Keystone Lettings", role="letting agent", home=office, company="ZZ000305")
    number = add_number(
        world, dice, world.reserved.landline("Leeds", 555), organisation=firm, network="Quayfone", kind="landline"
    )
    world.organisations["number"][firm] = number
    shared = int(add_homes(world, dice, "Zarrowby", 1, kind="flat", rooms=5)[0])
    housemates = [add_person(world, dice, home=shared, ages=(20, 38)) for _ in range(5)]
    world.cast |= {"letting agent": number, "letting firm": firm, "shared house": shared, "housemates": housemates}


def play(world: World, dice: Dice) -> None:
    """Write the tenancy schedule: the shared house, ordinary tenants, and those in between two homes."""
    number = number_text(world, world.cast["letting agent"])
    office = address(world, int(world.organisations["home"][world.cast["letting firm"]]))
    population = [p for p in range(world.cast["population"]) if world.people["nino"][p]]
    tenants = [*world.cast["housemates"], *dice.sample(population, TENANTS)]
    for i, person in enumerate(tenants):
        between = 5 <= i < 5 + IN_BETWEEN
        own = number_text(world, int(world.people["number"][person]))
        world.add_paper(
            "tenancies", person, **identity(world, person), address=office if between else home_address(world, person),
            since=f"202{int(dice.between(0, 6, 1)[0])}-{int(dice.between(1, 13, 1)[0]):02d}-01", until="",
            phone=number if between else own, **account_cells(world, int(world.people["account"][person])),
            rooms=5 if i < 5 else int(world.homes["rooms"][int(world.people["home"][person])]),
            agent="Keystone Lettings", relation="",
        )  # fmt: skip
    evidence = "Client money protection certificate; company ZZ000305"
    record_role(world, number, "phone", "Keystone Lettings", "letting agent", evidence)
    record_role(world, office, "address", "Keystone Lettings", "letting agent", evidence)
    state_benign(world, world.cast["letting agent"], "letting agent", "D9 D11")
    house = world.cast["shared house"]
    record_role(
        world, address(world, house), "address", "Keystone Lettings", "licensed HMO", "Council licence HMO/0419"
    )
    world.truth.state(
        "benign",
        entity=f"D{house}",
        value=address(world, house),
        **{"class": "licensed shared house"},
        imitates="D9 D11",
    )


INNOCENT = Innocent(name="letting-agent", imitates="D9 D11", cast=cast, play=play)
