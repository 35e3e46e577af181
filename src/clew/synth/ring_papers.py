"""The papers of a ring: job forms, tenancies, registrations, bookings, referrals; innocents are in the same stacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clew.synth.dice import Dice
from clew.synth.homes import address
from clew.synth.innocents.innocent import record_role
from clew.synth.people import home_address
from clew.synth.world import World

if TYPE_CHECKING:
    from clew.synth.story_ring import Ring


def identity(world: World, person: int) -> dict[str, Any]:
    """Return the cells of a form that say who somebody is."""
    people = world.people
    return {
        "surname": people["surname"][person],
        "forename": people["forename"][person],
        "birth": people["birth"][person],
        "nino": people["nino"][person],
    }


def foreign_identity(world: World, person: int) -> dict[str, str]:
    """Return kind and number of the identity card of those who have one; the number is of the 2200s."""
    if world.people["origin"][person] != "PL":
        return {"id_kind": "", "id_number": ""}
    return {"id_kind": "PESEL", "id_number": world.reserved.pesel(int(world.people["birth"][person][:4]))}


def number_text(world: World, number: int) -> str:
    """Return a number as E.164, empty for none."""
    return str(world.numbers["e164"][number]) if number >= 0 else ""


def account_cells(world: World, account: int) -> dict[str, str]:
    """Return sort code and account number, empty for none."""
    if account < 0:
        return {"sort_code": "", "account": ""}
    row = world.accounts.row(account)
    return {"sort_code": str(row["sort_code"]), "account": str(row["number"])}


def play_papers(world: World, dice: Dice, ring: Ring) -> None:
    """Write the rows in which the workers, and others innocently, give the same identifiers."""
    shared = number_text(world, ring.shared_number)
    house = address(world, ring.house)
    caseworker = number_text(world, int(world.people["number"][ring.caseworker]))
    interpreter = number_text(world, int(world.people["number"][ring.interpreter]))
    provider = number_text(world, int(world.organisations["number"][ring.provider]))
    provider_address = address(world, int(world.organisations["home"][ring.provider]))
    packhouse, wash = ring.employers

    for i, worker in enumerate(ring.workers):
        firm = packhouse if i < 4 else wash
        name = world.organisations["name"][firm]
        world.add_paper(
            "job_forms", worker, **identity(world, worker), address=house, phone=shared, email="",
            **account_cells(world, ring.account), employer=name, referee=world.full_name(ring.organiser),
            referee_phone=number_text(world, ring.organiser_number), interpreter_phone=interpreter if i < 3 else "",
            signed=f"2026-02-{10 + i:02d}", sheet=name,
        )  # fmt: skip
        world.add_paper(
            "tenancies", worker, **identity(world, worker), address=house, since=f"2026-02-{4 + i:02d}", until="",
            phone=shared, **account_cells(world, ring.account), rooms=world.homes["rooms"][ring.house],
            agent="Keystone Lettings", relation="",
        )  # fmt: skip
        # At the surgery and the advice centre the caseworker's number stands where their own should.
        world.add_paper(
            "registrations", worker, **identity(world, worker), address=house, phone=shared if i % 2 else caseworker,
            interpreter_phone=interpreter if i < 4 else "", contact_phone=caseworker, next_of_kin="",
            registered=f"2026-03-{3 + i:02d}", kind="GP", **foreign_identity(world, worker),
        )  # fmt: skip
        world.add_paper(
            "bookings", worker, **identity(world, worker), reference=f"ZXC{4410 + i}", day=f"2026-02-0{1 + i // 2}",
            source="Port terminal", target="Zellmouth coach station", carrier="Dogger Coaches",
            payer=world.full_name(ring.organiser), card="**** **** **** 3302", phone=shared, seat=f"{10 + i}B",
        )  # fmt: skip
    innocents_on_the_same_papers(world, dice, ring, caseworker, interpreter, provider, provider_address)
    record_roles(world, ring, caseworker, interpreter)
    referred = ring.workers[-1]
    world.add_paper(
        "referrals", referred, **identity(world, referred), category="Potential victim", received="2026-04-21",
        by=world.organisations["name"][ring.charity], contact_phone=caseworker,
        note="Says pay goes to an account that is not theirs.",
    )  # fmt: skip


def innocents_on_the_same_papers(
    world: World, dice: Dice, ring: Ring, caseworker: str, interpreter: str, provider: str, provider_address: str
) -> None:
    """Let the provider's other workers, and some of the ring's, give its office, and clients their caseworker."""
    for i, person in enumerate(ring.others):
        world.add_paper(
            "job_forms", person, **identity(world, person),
            address=provider_address if i >= 3 else home_address(world, person), phone=provider, email="",
            **account_cells(world, int(world.people["account"][person])),
            employer=world.organisations["name"][ring.provider], referee="", referee_phone="",
            interpreter_phone=interpreter if i % 3 == 0 else "", signed=f"2026-02-{12 + i:02d}",
            sheet=world.organisations["name"][ring.provider],
        )  # fmt: skip
        if i < 5:
            world.add_paper(
                "registrations", person, **identity(world, person), address=home_address(world, person),
                phone=caseworker if i < 3 else provider, interpreter_phone=interpreter if i < 2 else "",
                contact_phone=caseworker, next_of_kin="", registered=f"2026-03-{12 + i:02d}", kind="Advice",
            )  # fmt: skip
    for worker in ring.workers[:3]:
        # Through the provider they once applied for work elsewhere, with its office as their contact.
        world.add_paper(
            "registrations", worker, **identity(world, worker), address=provider_address, phone=provider,
            interpreter_phone=interpreter, contact_phone=provider, next_of_kin="", registered="2026-03-20",
            kind="Training",
        )  # fmt: skip
    clients = dice.sample([p for p in range(len(world.people)) if world.people["employer"][p] < 0], 40)
    for person in [p for p in clients if world.people["nino"][p]][:4]:
        world.add_paper(
            "registrations", person, **identity(world, person), address=home_address(world, person), phone=caseworker,
            interpreter_phone="", contact_phone=caseworker, next_of_kin="", registered="2026-03-17", kind="Advice",
        )  # fmt: skip


def record_roles(world: World, ring: Ring, caseworker: str, interpreter: str) -> None:
    """Enter the employers, the provider, the caseworker and the interpreter in the register of innocent roles."""
    for firm in (*ring.employers, ring.provider):
        row = world.organisations.row(firm)
        evidence = f"Company register {row['company']}" + (f", licence {row['licence']}" if row["licence"] else "")
        record_role(world, number_text(world, int(row["number"])), "phone", row["name"], row["role"], evidence)
        record_role(world, address(world, int(row["home"])), "address", row["name"], row["role"], evidence)
    for person, number, role in (
        (ring.caseworker, caseworker, "caseworker"),
        (ring.interpreter, interpreter, "interpreter"),
    ):
        record_role(
            world, number, "phone", "Harbour Light Advice", role, "Staff list of the charity",
            name=world.full_name(person),
        )  # fmt: skip
