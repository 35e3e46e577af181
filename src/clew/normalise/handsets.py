"""Whose handset and SIM a call record prints: the subject's go on the event, the other end's become links."""

from __future__ import annotations

from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import imei, imsi
from clew.normalise.ends import End, end, nowhere, same
from clew.normalise.issues import Issues
from clew.normalise.records import Records, first_of_each
from clew.normalise.rows import Rows

_CLEAN = {"imei": imei.clean, "imsi": imsi.clean}


class Hardware(NamedTuple):
    """Handset or SIM of the subject, of the initiator and of the recipient where that is not the subject."""

    own: pa.Array
    of_a: End
    of_b: End


def read(rows: Rows, field: str, issues: Issues, subject: End, a: End, b: End) -> Hardware:
    """Read `imei` or `imsi` and its `other_` column.

    The first is the subject's and the second the other end's, unless the part's `meta` `imei_of`
    says that the first is the caller's (or the called's): then each stays with the end it was
    printed for, so that nobody is given another person's handset.

    Args:
        rows: The batch.
        field: `imei` or `imsi`.
        issues: Gets the ruined ones.
        subject: Whose records these are.
        a: Initiator.
        b: Recipient.
    """
    first, second = (end(rows, f, issues, _CLEAN[field], field) for f in (field, f"other_{field}"))
    nothing, of = nowhere(rows), rows.meta("imei_of")
    if of is None and not rows.given(f"other_{field}"):
        return Hardware(first.value, nothing, nothing)
    began, reached = same(a, subject), same(b, subject)
    if of in ("caller", "called"):
        of_a, of_b = (first, second) if of == "caller" else (second, first)
        own = of_a.chosen(began, of_b.chosen(reached, nothing))
        return Hardware(own.value, nothing.chosen(began, of_a), nothing.chosen(reached, of_b))
    return Hardware(first.value, second.chosen(reached, nothing), second.chosen(began, nothing))


def link(records: Records, found: Hardware, a: End, b: End, field: str, since: pa.Array) -> None:
    """Add a link from each other end to its handset, or from its SIM to it, once per batch and pair.

    Args:
        records: Gets the links.
        found: What `read` returned.
        a: Initiator.
        b: Recipient.
        field: `imei` or `imsi`.
        since: Time of each row.
    """
    for number, thing in ((a, found.of_a), (b, found.of_b)):
        if thing.value.null_count == len(thing.value):
            continue
        both = pc.and_(pc.is_valid(thing.value), pc.fill_null(pc.equal(number.kind, "phone"), False))
        at = first_of_each(both, number.value, thing.value)
        one, other = (number, thing) if field == "imei" else (thing, number)
        records.add(
            "membership", at, relation="IN_HANDSET" if field == "imei" else "USES", as_own=False,
            capacity=None if field == "imei" else "SIM of the number",
            a_kind=one.kind.take(at), a=one.value.take(at),
            b_kind=other.kind.take(at), b=other.value.take(at), b_raw=other.raw.take(at),
            from_utc=since.take(at), to_utc=since.take(at),
        )  # fmt: skip
