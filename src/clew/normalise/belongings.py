"""What is recorded as a person's own: numbers, mail, handsets and SIMs, homes, vehicles, accounts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import accounts, addresses, held
from clew.normalise.held import Identifiers, Period, belong, describe
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.records import Records
from clew.normalise.rows import Rows
from clew.normalise.times import instant

FIELDS = {
    **addresses.FIELDS,
    "phone": "telephone number; a cell may hold several",
    "phone_2": "second number",
    "phone_3": "third number",
    "email": "e-mail address",
    "vehicle": "number plate",
    "make": "make of the vehicle",
    "model": "model of the vehicle",
    "colour": "colour of the vehicle",
    "account_number": "bank account number",
    "sort_code": "sort code",
    "iban": "international account number",
    "card": "payment card number",
    "network": "operator of the number",
    "activated": "activation of the number",
    "tariff": "contract or prepaid",
    "payment_method": "how the number is paid for",
    "imei": "handset of the person",
    "imsi": "SIM of the person",
    "iccid": "SIM card of the person",
}

PHONES = ("phone", "phone_2", "phone_3")
HARDWARE = ("imei", "imsi", "iccid")


class Belongings:
    """Adds memberships of everything the row's people are recorded with, and records of what the row tells of it.

    The profile steers it: `meta` `relation.<kind>`, `capacity`, `as_own` (people gave these as their own).

    Args:
        rows: The batch.
        issues: Gets what was wrong with the cells.
        records: Gets the records.
        holders: Whose they are; a row without any keeps its identifiers as records of their own.
        period: When it held, per row.
    """

    def __init__(self, rows: Rows, issues: Issues, records: Records, holders: Holders, period: Period) -> None:
        self._rows = rows
        self._issues = issues
        self._records = records
        self._holders = holders
        self._period = period
        self._own = (rows.meta("as_own") or "").lower() == "true"
        self._capacity = held.capacities(rows)

    def numbers(self) -> None:
        """Add numbers, e-mail addresses, handsets and SIMs; a number's handset and SIM are linked to it too."""
        rows, period = self._rows, self._period
        activated = instant(rows, "activated", self._issues)
        since = Period(pc.coalesce(period.start, activated), period.end)
        relation = held.relations(rows, "phone", "USES")
        numbers = [held.phones(rows, field, self._issues) for field in PHONES if rows.given(field)]
        for found in numbers:
            facts = {n: rows.text(n).take(found.at) for n in ("network", "tariff", "payment_method", "activated")}
            self._keep(found, relation, facts, since)
        if rows.given("email"):
            self._keep(held.emails(rows, "email", self._issues), "USES", {}, period)
        for field in HARDWARE:
            if rows.given(field):
                found = held.hardware(rows, field, self._issues)
                self._keep(found, "USES", {}, period)
                for number in numbers[:1]:
                    _join_hardware(self._records, number, found, since, is_handset=field == "imei")

    def homes(self, postcode: str = "postcode") -> None:
        """Add where they live; `postcode` is the field of the home's postcode, empty where that is of another place."""
        if not self._rows.given(*addresses.LINES, postcode):
            return
        home = addresses.read(self._rows, self._issues, addresses.address_texts(self._rows, postcode))
        relation = held.relations(self._rows, "address", "LIVES_AT")
        self._belong(home.found, relation, self._capacity, self._period)
        describe(self._records, home.found, home.facts, always=True, label=home.label)

    def vehicles(self, default: str = "KEEPER_OF", capacity: str | None = None) -> None:
        """Add vehicles, by `default` and in `capacity` where neither row nor profile tells."""
        rows = self._rows
        if rows.given("vehicle"):
            found = held.plates(rows, "vehicle", self._issues)
            relation = held.relations(rows, "vehicle", default)
            self._belong(found, relation, pc.coalesce(self._capacity, rows.constant(capacity)), self._period)
            self._describe(found, {n: rows.text(n).take(found.at) for n in ("make", "model", "colour")})

    def accounts(self) -> None:
        """Add bank accounts."""
        if self._rows.given("account_number", "iban"):
            relation = held.relations(self._rows, "account", "HOLDS_ACCOUNT")
            self._keep(held.from_end(accounts.read(self._rows, self._issues)), relation, {}, self._period)

    def cards(self) -> None:
        """Add payment cards."""
        if self._rows.given("card"):
            relation = held.relations(self._rows, "account", "HOLDS_ACCOUNT")
            self._keep(accounts.cards(self._rows, "card", self._issues), relation, {}, self._period)

    def _keep(self, found: Identifiers, relation: str | pa.Array, facts: dict[str, pa.Array], period: Period) -> None:
        self._belong(found, relation, self._capacity, period)
        self._describe(found, facts)

    def _belong(self, found: Identifiers, relation: str | pa.Array, capacity: pa.Array, period: Period) -> None:
        belong(self._records, found, self._holders, relation, as_own=self._own, capacity=capacity, period=period)

    def _describe(self, found: Identifiers, facts: dict[str, pa.Array]) -> None:
        """Add identifier records: where the row tells more, and where it names nobody it could belong to."""
        alone = self._holders.per_row[found.at] == 0
        for mask, always in ((~alone, False), (alone, True)):
            some = {n: c.filter(pa.array(mask)) for n, c in facts.items()}
            describe(self._records, found.take(np.flatnonzero(mask)), some, always=always)


def _join_hardware(
    records: Records, numbers: Identifiers, found: Identifiers, period: Period, *, is_handset: bool
) -> None:
    """Link the row's number to its handset (`IN_HANDSET`), or its SIM to the number (`USES`).

    A row with several numbers does not tell which of them it is, and links none.
    """
    only = np.bincount(numbers.at, minlength=len(period.start))[numbers.at] == 1
    numbers = numbers.take(np.flatnonzero(only))
    phones = Holders(len(period.start), numbers.at, numbers.kind, numbers.value)
    left, right = phones.pair(found.at)
    at, number, other = found.at[left], numbers.take(right), found.take(left)
    a, b = (number, other) if is_handset else (other, number)
    records.add(
        "membership", at, relation="IN_HANDSET" if is_handset else "USES", as_own=False,
        capacity=None if is_handset else "SIM of the number",
        a_kind=a.kind, a=a.value, b_kind=b.kind, b=b.value, b_raw=b.raw,
        from_utc=period.start.take(at), to_utc=period.end.take(at),
    )  # fmt: skip
