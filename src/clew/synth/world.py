"""The world: tables of people, things and events, and what is truly so about them.

Every table is `Columns`; ids are row numbers. Builders (`people`, `homes`, `phones`, ...) fill the
ordinary world, stories and innocents add to the same tables, and files show an investigator's part of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from clew.synth.clock import day_start
from clew.synth.columns import Columns
from clew.synth.dice import Dice, Ints
from clew.synth.geography import Geography
from clew.synth.reserved import Reserved
from clew.synth.truth import Truth

#: Service of an event in `traffic`.
VOICE, SMS = 0, 1
FOREVER = day_start("2030-01-01")


@dataclass(frozen=True, slots=True)
class Size:
    """How large a world is and which days it covers (first day included, last day not)."""

    persons: int = 400
    first_day: str = "2026-02-23"
    last_day: str = "2026-05-04"

    @property
    def start(self) -> int:
        """First second of the world, local clock."""
        return day_start(self.first_day)

    @property
    def days(self) -> int:
        """Number of days covered."""
        return (day_start(self.last_day) - self.start) // 86_400


#: Tiers: S for tests and the sample, M for scoring.
SIZES = {"S": Size(persons=400), "M": Size(persons=5_000)}


def _homes() -> Columns:
    return Columns(house="", street="", town=0, postcode="", lat=0.0, lon=0.0, rooms=3, kind="house")


def _people() -> Columns:
    return Columns(
        forename="", surname="", birth="", origin="GB", household=-1, home=-1, employer=-1, nino="", pnc="", email="",
        number=-1, next_number=-1, switch_at=FOREVER, account=-1,
    )  # fmt: skip


def _numbers() -> Columns:
    return Columns(
        e164="", kind="mobile", person=-1, organisation=-1, network="", imsi="", start=0, stop=FOREVER, tariff="",
        mast=-1, day_mast=-1,
    )  # fmt: skip


@dataclass(slots=True)
class World:
    """Everything there is. `cast` names the ids the stories are about; `papers` holds documents row by row.

    Attributes:
        homes: Dwellings and premises.
        people: Persons; `number`, then from `switch_at` (UTC s) `next_number`, is the phone they use.
        kin: Family relations: `a` is `relation` of `b`.
        organisations: Firms, services, clubs.
        numbers: Phone numbers; `mast` by night and `day_mast` in working hours serve them.
        slots: Which handset a number sat in, from `start` to `stop` (UTC s).
        away: Where a number was served from at other times than usual.
        ties: How often one person gets in touch with another (events a day), both of them person ids.
        traffic: Calls and texts: start (UTC s), numbers `a` to `b`, service, duration (s), label, text.
        billed: Whose billing an investigator was given, from whom and for which period (local clock).
        vehicles, reads: Vehicles and their camera reads.
        accounts, payments: Accounts, and money from `a` to `b` (account ids, -1 the outside world), pence.
        topups: Credit bought for prepaid numbers.
        papers: Document kind -> rows; each row has `who` (person ids it truly concerns) and what is written there.
    """

    seed: int
    size: Size
    dice: Dice
    reserved: Reserved
    geography: Geography
    homes: Columns = field(default_factory=_homes)
    people: Columns = field(default_factory=_people)
    kin: Columns = field(default_factory=lambda: Columns(a=0, b=0, relation=""))
    organisations: Columns = field(
        default_factory=lambda: Columns(name="", role="", home=-1, company="", licence="", number=-1, account=-1)
    )
    numbers: Columns = field(default_factory=_numbers)
    handsets: Columns = field(default_factory=lambda: Columns(imei="", model=""))
    slots: Columns = field(default_factory=lambda: Columns(number=0, handset=0, start=0, stop=FOREVER))
    away: Columns = field(default_factory=lambda: Columns(number=0, start=0, stop=0, mast=0))
    ties: Columns = field(default_factory=lambda: Columns(a=0, b=0, per_day=0.0, kind=""))
    traffic: Columns = field(
        default_factory=lambda: Columns(start=0, a=0, b=0, service=VOICE, duration=0, label="", text="")
    )
    billed: Columns = field(
        default_factory=lambda: Columns(number=0, network="", first_day="", last_day="", ticket="", produced="")
    )
    vehicles: Columns = field(
        default_factory=lambda: Columns(plate="", make="", model="", colour="", person=-1, organisation=-1)
    )
    reads: Columns = field(
        default_factory=lambda: Columns(start=0, vehicle=0, camera=0, direction="", lane=1, plate="")
    )
    accounts: Columns = field(
        default_factory=lambda: Columns(sort_code="", number="", name="", person=-1, organisation=-1)
    )
    payments: Columns = field(
        default_factory=lambda: Columns(start=0, a=-1, b=-1, pence=0, channel="", text="", party="", label="")
    )
    topups: Columns = field(
        default_factory=lambda: Columns(start=0, number=0, pence=0, channel="", payer="", card="", outlet="", label="")
    )
    papers: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    cast: dict[str, Any] = field(default_factory=dict)
    truth: Truth = field(default_factory=Truth)

    def full_name(self, person: int) -> str:
        """Return a person's forenames and surname."""
        return f"{self.people['forename'][person]} {self.people['surname'][person]}"

    def add_paper(self, kind: str, who: list[int] | int, /, **written: Any) -> None:
        """Write one row of a document; `who` are the persons it truly concerns."""
        row = {"who": [who] if isinstance(who, int) else who, **written}
        self.papers.setdefault(kind, []).append(row)

    def numbers_in_use(self, person: Ints, when: Ints) -> Ints:
        """Return the number each person uses at a time; -1 for those who have none."""
        people = self.people
        later = when >= people["switch_at"][person]
        return np.where(later, people["next_number"][person], people["number"][person])
