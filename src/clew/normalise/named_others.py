"""Others a form names beside its person: next of kin, referee, interpreter, contact, employer."""

from __future__ import annotations

import pyarrow as pa

from clew.normalise import named, organisation
from clew.normalise.held import Identifiers, Period, belong, phones
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.records import Records, indices
from clew.normalise.rows import Rows

CAPACITIES = ("next_of_kin", "referee", "interpreter", "contact")

FIELDS = {
    **{f"{c}_name": f"name of the {c.replace('_', ' ')}" for c in CAPACITIES},
    **{f"{c}_phone": f"telephone number of the {c.replace('_', ' ')}" for c in CAPACITIES},
    "employer": "employer's name",
}


def add(rows: Rows, issues: Issues, records: Records, holders: Holders, period: Period) -> None:
    """Add each other person or organisation with a link from the row's person, and the number they are reached by.

    The number is linked to both: the person who gave it (capacity tells why), and the one it is said to be of.
    """
    for capacity in CAPACITIES:
        if not rows.given(f"{capacity}_name", f"{capacity}_phone"):
            continue
        others = named.either(rows, records, rows.text(f"{capacity}_name"), capacity.replace("_", " "))
        named.link(records, holders, others, "LINKED_TO", capacity)
        found = phones(rows, f"{capacity}_phone", issues)
        belong(records, found, holders, "LINKED_TO", capacity=capacity)
        belong(records, found, others, "USES")
    if rows.given("employer"):
        belong(records, employers(rows), holders, "WORKS_FOR", capacity="employer", period=period)


def employers(rows: Rows) -> Identifiers:
    """Read the employer of each row as an organisation."""
    texts = rows.text("employer")
    keys = organisation.key(texts)
    at = indices(keys.is_valid())
    kind, status = pa.repeat("organisation", len(at)), pa.repeat("valid", len(at))
    return Identifiers(at, kind, keys.take(at), texts.take(at), status)
