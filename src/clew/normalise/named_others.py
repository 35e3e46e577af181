"""Others a form names beside its person: next of kin, referee, interpreter, contact, employer."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import name
from clew.identifiers.distinct import distinct
from clew.normalise import organisation
from clew.normalise.ends import column
from clew.normalise.held import Identifiers, Period, belong, phones
from clew.normalise.holders import Holders, references
from clew.normalise.issues import Issues
from clew.normalise.records import Records, indices
from clew.normalise.rows import TEXT, Rows

CAPACITIES = ("next_of_kin", "referee", "interpreter", "contact")

FIELDS = {
    **{f"{c}_name": f"name of the {c.replace('_', ' ')}" for c in CAPACITIES},
    **{f"{c}_phone": f"telephone number of the {c.replace('_', ' ')}" for c in CAPACITIES},
    "employer": "employer's name",
}


def add(rows: Rows, issues: Issues, records: Records, holders: Holders, period: Period) -> None:
    """Add each other person with a link from the row's person, and the number they are reached by.

    The number is linked to both: the person who gave it (capacity tells why), and the one it is said to be of.
    """
    for capacity in CAPACITIES:
        others = named_person(rows, records, f"{capacity}_name", capacity.replace("_", " "))
        link_persons(records, holders, others, "LINKED_TO", capacity)
        if rows.given(f"{capacity}_phone"):
            found = phones(rows, f"{capacity}_phone", issues)
            belong(records, found, holders, "LINKED_TO", capacity=capacity)
            belong(records, found, others, "USES")
    if rows.given("employer"):
        belong(records, organisations(rows, "employer"), holders, "WORKS_FOR", capacity="employer", period=period)


def named_person(rows: Rows, records: Records, field: str, role: str, **facts: pa.Array) -> Holders:
    """Add a person record for each name in a column.

    Args:
        rows: The batch.
        records: Gets the person records.
        field: Canonical field of the name.
        role: Written into `role_raw`.
        facts: Further columns of the person record, as long as the batch.
    """
    if not rows.given(field):
        return Holders(rows.size, np.zeros(0, np.int64), pa.array([], TEXT), pa.array([], TEXT))
    texts = rows.text(field)
    table = distinct(texts, name.clean, rows.memo("name"))
    known = pc.is_in(column(table, "status"), value_set=pa.array(["valid", "partial"]))
    at = indices(known)
    chosen = table.take(at)
    ordinals = records.add(
        "person", at, name_raw=texts.take(at), name=column(chosen, "display"), name_key=column(chosen, "value"),
        forenames=column(chosen, "forenames"), surname=column(chosen, "surname"), aliases=column(chosen, "aliases"),
        role_raw=role, **{n: c.take(at) for n, c in facts.items()},
    )  # fmt: skip
    return Holders(rows.size, at, pa.repeat("person", len(at)), references(ordinals))


def link_persons(records: Records, holders: Holders, others: Holders, relation: str, capacity: str) -> None:
    """Add a membership from every holder of a row to every other person of it."""
    left, right = holders.pair(others.at)
    records.add(
        "membership", others.at[left], relation=relation, as_own=False, capacity=capacity,
        a_kind=holders.kind.take(right), a=holders.value.take(right),
        b_kind=others.kind.take(left), b=others.value.take(left),
    )  # fmt: skip


def organisations(rows: Rows, field: str) -> Identifiers:
    """Read a column of organisation names, keyed by their folded name."""
    texts = rows.text(field)
    keys = organisation.key(texts)
    at = np.flatnonzero(keys.is_valid().to_numpy(zero_copy_only=False))
    kind, status = pa.repeat("organisation", len(at)), pa.repeat("valid", len(at))
    return Identifiers(at, kind, keys.take(at), texts.take(at), status)
