"""A ring: six workers from six countries who on every paper give one mobile, one account and one address.

Two employers pay them, both in good faith; the account is another's. The same workers also give, innocently,
the numbers and addresses of an employer, a licensed labour provider, an interpreter and a caseworker, as many
others do. Nothing in a story looks at anybody's name or origin: six countries only stand for six strangers.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clew.synth.dice import Dice
from clew.synth.homes import add_homes
from clew.synth.money import add_account
from clew.synth.people import MOST_COMMON, add_person, relate
from clew.synth.phones import add_number
from clew.synth.ring_money import play_money
from clew.synth.ring_papers import play_papers
from clew.synth.ring_traffic import play_minibus, play_traffic
from clew.synth.world import World

#: Name list of each worker and the country code of the number at home.
WORKERS = (("PL", 48), ("CZ", 420), ("RO", 40), ("AL", 355), ("VN", 84), ("SE", 46))


@dataclass(slots=True)
class Ring:
    """What a ring is made of; ids of the world's tables.

    Attributes:
        shared_number: The mobile all workers give as their own; its subscriber is `organiser`.
        account: The account all workers give as their own; `organiser` holds it.
        house: Where all workers are recorded as tenants.
        employers: A packhouse (paying four of them and many others) and a car wash (paying two).
    """

    name: str = "ring"
    block: int = 2
    town: str = "Zoffham"
    workers: list[int] = field(default_factory=list)
    home_numbers: list[int] = field(default_factory=list)
    organiser: int = -1
    organiser_number: int = -1
    organiser_account: int = -1
    shared_number: int = -1
    account: int = -1
    house: int = -1
    employers: list[int] = field(default_factory=list)
    provider: int = -1
    charity: int = -1
    caseworker: int = -1
    interpreter: int = -1
    recruiter_number: int = -1
    vehicle: int = -1
    licensed_vehicle: int = -1
    others: list[int] = field(default_factory=list)


def cast_ring(world: World, dice: Dice, ring: Ring) -> None:
    """Add the workers, who employs, houses, helps and uses them, with their numbers, account and minibus."""
    e164 = world.reserved.mobiles(ring.block, 5)
    ring.house = int(add_homes(world, dice, ring.town, 1, kind="flat", rooms=3)[0])
    away = int(add_homes(world, dice, "Zellmouth", 1)[0])
    ring.organiser = add_person(world, dice, home=away, ages=(34, 48), origin=MOST_COMMON)
    ring.organiser_number = add_number(world, dice, e164[0], person=ring.organiser)
    world.people["number"][ring.organiser] = ring.organiser_number
    ring.shared_number = add_number(world, dice, e164[1], person=ring.organiser, network="Bluebell")
    ring.account = add_account(world, name=world.full_name(ring.organiser), person=ring.organiser, purpose="ring")
    ring.organiser_account = add_account(
        world, name=world.full_name(ring.organiser), person=ring.organiser, purpose="ring"
    )
    world.people["account"][ring.organiser] = ring.organiser_account
    for origin, code in WORKERS:
        worker = add_person(world, dice, home=ring.house, ages=(22, 44), origin=origin)
        ring.workers.append(worker)
        ring.home_numbers.append(
            add_number(world, dice, world.reserved.foreign(code, 9), network="abroad", kind="foreign")
        )
        world.people["number"][worker] = ring.shared_number
        world.people["account"][worker] = ring.account
    ring.recruiter_number = add_number(world, dice, world.reserved.foreign(48, 9), network="abroad", kind="foreign")
    cast_helpers(world, dice, ring, e164[2:])
    ring.vehicle, ring.licensed_vehicle = world.vehicles.add(
        2, plate=world.reserved.plates("minibus", 2), make="Vauxholm", model="Carrier 9", colour="white"
    ).tolist()
    world.vehicles["person"][ring.vehicle] = ring.organiser
    world.vehicles["organisation"][ring.licensed_vehicle] = ring.provider
    world.cast[ring.name] = ring


def cast_helpers(world: World, dice: Dice, ring: Ring, e164: list[str]) -> None:
    """Add the lawful employers, the licensed labour provider, the charity's caseworker and the interpreter."""
    sites = add_homes(world, dice, ring.town, 3, kind="site")
    office = add_homes(world, dice, "Zellmouth", 2, kind="office")
    firms = [
        ("Zoffham Packhouse Ltd", "employer", sites[0], "ZZ000201", "", 901),
        ("Shorecrest Car Valeting Ltd", "employer", sites[1], "ZZ000202", "", 902),
        ("Sluicegate Labour Ltd", "labour provider", sites[2], "ZZ000203", "ZZLP0007", 903),
        ("Harbour Light Advice", "charity", office[0], "ZZ000204", "", 904),
    ]
    added = []
    for name, role, home, company, licence, last in firms:
        firm = world.organisations.add_one(name=name, role=role, home=int(home), company=company, licence=licence)
        world.organisations["number"][firm] = add_number(
            world, dice, world.reserved.landline("Nottingham", last), organisation=firm, kind="landline"
        )
        added.append(firm)
    *ring.employers, ring.provider, ring.charity = added
    ring.caseworker = add_person(world, dice, home=int(add_homes(world, dice, "Zellmouth", 1)[0]), ages=(30, 58))
    ring.interpreter = add_person(world, dice, home=int(office[1]), ages=(26, 60))
    for person, number in zip((ring.caseworker, ring.interpreter), e164, strict=False):
        world.people["number"][person] = add_number(world, dice, number, person=person)
    world.people["employer"][ring.caseworker] = ring.charity
    # A father and son among the provider's other workers share a home, lawfully.
    home = int(add_homes(world, dice, ring.town, 1)[0])
    father = add_person(world, dice, home=home, ages=(44, 52))
    son = add_person(world, dice, home=home, ages=(19, 22), surname=str(world.people["surname"][father]))
    relate(world, [father], [son])
    homes = add_homes(world, dice, ring.town, 6)
    ring.others = [father, son, *(add_person(world, dice, home=int(h), ages=(20, 55)) for h in homes)]


def play_ring(world: World, dice: Dice, ring: Ring) -> None:
    """Add what happens: papers, wages and where they go, the shared phone's traffic, the minibus; state the truth."""
    play_papers(world, dice.stream("papers"), ring)
    play_money(world, dice.stream("money"), ring)
    play_traffic(world, dice.stream("traffic"), ring)
    play_minibus(world, dice.stream("minibus"), ring)
    state_ring(world, ring)


def state_ring(world: World, ring: Ring) -> None:
    """State what is true of a ring."""
    state = world.truth.state
    e164 = world.numbers["e164"]
    account = f"{world.accounts['sort_code'][ring.account]} {world.accounts['number'][ring.account]}"
    things = [
        (f"N{ring.shared_number}", "phone", e164[ring.shared_number]),
        (f"A{ring.account}", "account", account),
        (f"D{ring.house}", "address", world.homes["postcode"][ring.house]),
        (f"V{ring.vehicle}", "vehicle", world.vehicles["plate"][ring.vehicle]),
    ]
    for entity, kind, value in things:
        state("entities", entity=entity, kind=kind, value=value, story=ring.name)
        for worker in ring.workers:
            state("links", a=f"P{worker}", relation="gives as own", b=entity)
    for person, role in [(ring.organiser, "account holder and organiser"), *((w, "worker") for w in ring.workers)]:
        state("entities", entity=f"P{person}", kind="person", value=world.full_name(person), story=ring.name)
        state("roles", entity=f"P{person}", role=role)
    for worker in ring.workers:
        state("victims", person=f"P{worker}", name=world.full_name(worker), kind="adult", story=ring.name)
    for firm in (*ring.employers, ring.provider, ring.charity):
        row = world.organisations.row(firm)
        number = e164[int(row["number"])]
        state("benign", entity=f"O{firm}", value=f"{row['name']} {number}", **{"class": row["role"]}, imitates="D9 D10")
    for person, role in ((ring.caseworker, "caseworker"), (ring.interpreter, "interpreter")):
        number = e164[int(world.people["number"][person])]
        value = f"{world.full_name(person)} {number}"
        state("benign", entity=f"P{person}", value=value, **{"class": role}, imitates="D9")
    state(
        "unobservable", entity="ring", value="what was said to the workers before they left home", what="recruitment",
        why="only that a number abroad rang the shared mobile is seen",
    )  # fmt: skip
