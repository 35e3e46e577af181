"""Whose billing the investigator was given: eight weeks for some twenty numbers of three networks."""

from __future__ import annotations

from clew.synth.world import World

FIRST_DAY, LAST_DAY = "2026-03-02", "2026-04-26"
TICKETS = {"Northlight": "NL-26-0044", "Bluebell": "BB/26/7731", "Quayfone": "QF260419"}


def hold(world: World, number: int, *, first_day: str = FIRST_DAY, last_day: str = LAST_DAY) -> None:
    """Put a number's billing among what is held. Tickets are numbered in the order of asking."""
    network = str(world.numbers["network"][number])
    ticket = TICKETS[network] if network == "Bluebell" else f"{TICKETS[network]}{len(world.billed) + 17}"
    world.billed.add_one(
        number=number, network=network, first_day=first_day, last_day=last_day, ticket=ticket, produced="2026-04-29"
    )
