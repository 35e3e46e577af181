"""What is recorded as a person's own: numbers, mail, handsets and SIMs, homes, vehicles, accounts."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

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


def add(
    rows: Rows,
    issues: Issues,
    records: Records,
    holders: Holders,
    period: Period,
    *,
    vehicle: str = "KEEPER_OF",
    vehicle_capacity: str | None = None,
    home_postcode: str = "postcode",
) -> None:
    """Add memberships of everything the row's people are recorded with, and records of what the row tells of it.

    The profile steers it: `meta` `relation.<kind>`, `capacity`, `as_own` (people gave these as their own).

    Args:
        rows: The batch.
        issues: Gets what was wrong with the cells.
        records: Gets the records.
        holders: Whose they are; a row without any keeps its identifiers as records of their own.
        period: When it held, per row.
        vehicle: Link type to a vehicle where neither row nor profile tells.
        vehicle_capacity: Capacity of that link where the row has no `relation`.
        home_postcode: Field of the home's postcode; empty where the postcode column is of another place.
    """
    own = (rows.meta("as_own") or "").lower() == "true"
    _phones(rows, issues, records, holders, own, period)
    addresses.homes(rows, issues, records, holders, own, period, home_postcode)
    _vehicles(rows, issues, records, holders, own, period, vehicle, vehicle_capacity)
    _accounts(rows, issues, records, holders, own, period)


def _phones(rows: Rows, issues: Issues, records: Records, holders: Holders, own: bool, period: Period) -> None:
    """Add numbers, e-mail addresses, handsets and SIMs; a number's handset and SIM are linked to it too."""
    activated = instant(rows, "activated", issues)
    since = Period(pc.coalesce(period.start, activated), period.end)
    relation, capacity = held.relations(rows, "phone", "USES"), held.capacities(rows)
    numbers = [held.phones(rows, field, issues) for field in PHONES if rows.given(field)]
    for found in numbers:
        belong(records, found, holders, relation, as_own=own, capacity=capacity, period=since)
        facts = {n: rows.text(n).take(found.at) for n in ("network", "tariff", "payment_method", "activated")}
        _describe(rows, records, found, holders, facts)
    if rows.given("email"):
        mails = held.emails(rows, "email", issues)
        belong(records, mails, holders, "USES", as_own=own, period=period)
        _describe(rows, records, mails, holders, {})
    for field in HARDWARE:
        if rows.given(field):
            found = held.hardware(rows, field, issues)
            belong(records, found, holders, "USES", as_own=own, period=period)
            _describe(rows, records, found, holders, {})
            for number in numbers[:1]:
                _join_hardware(records, number, found, field, since)


def _join_hardware(records: Records, numbers: Identifiers, found: Identifiers, field: str, period: Period) -> None:
    """Link the row's number to its handset (`IN_HANDSET`), or its SIM to the number (`USES`).

    A row with several numbers does not tell which of them it is, and links none.
    """
    only = np.bincount(numbers.at, minlength=len(period.start))[numbers.at] == 1
    numbers = numbers.take(np.flatnonzero(only))
    phones = Holders(len(period.start), numbers.at, numbers.kind, numbers.value)
    left, right = phones.pair(found.at)
    at, number, other = found.at[left], numbers.take(right), found.take(left)
    is_handset = field == "imei"
    a, b = (number, other) if is_handset else (other, number)
    records.add(
        "membership", at, relation="IN_HANDSET" if is_handset else "USES", as_own=False,
        capacity=None if is_handset else "SIM of the number",
        a_kind=a.kind, a=a.value, b_kind=b.kind, b=b.value, b_raw=b.raw,
        from_utc=period.start.take(at), to_utc=period.end.take(at),
    )  # fmt: skip


def _vehicles(
    rows: Rows, issues: Issues, records: Records, holders: Holders, own: bool, period: Period,
    default: str, default_capacity: str | None,
) -> None:  # fmt: skip
    if not rows.given("vehicle"):
        return
    found = held.plates(rows, "vehicle", issues)
    capacity = pc.coalesce(held.capacities(rows), rows.constant(default_capacity))
    relation = held.relations(rows, "vehicle", default)
    belong(records, found, holders, relation, as_own=own, capacity=capacity, period=period)
    _describe(rows, records, found, holders, {n: rows.text(n).take(found.at) for n in ("make", "model", "colour")})


def _accounts(rows: Rows, issues: Issues, records: Records, holders: Holders, own: bool, period: Period) -> None:
    relation = held.relations(rows, "account", "HOLDS_ACCOUNT")
    for found in accounts.all_of(rows, issues):
        belong(records, found, holders, relation, as_own=own, capacity=held.capacities(rows), period=period)
        _describe(rows, records, found, holders, {})


def _describe(rows: Rows, records: Records, found: Identifiers, holders: Holders, facts: dict[str, pa.Array]) -> None:
    """Add identifier records: where the row tells more, and where it names nobody the identifier could belong to."""
    alone = holders.per_row[found.at] == 0
    describe(records, found.take(np.flatnonzero(~alone)), _some(facts, ~alone), always=False)
    describe(records, found.take(np.flatnonzero(alone)), _some(facts, alone), always=True)


def _some(facts: dict[str, pa.Array], mask: NDArray[np.bool_]) -> dict[str, pa.Array]:
    return {n: c.filter(pa.array(mask)) for n, c in facts.items()}
