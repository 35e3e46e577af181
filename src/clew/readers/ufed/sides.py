"""Both ends of calls and of messages outside chats: a row for each other party, the telephone's owner left blank."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets.cells import Spread
from clew.readers.sheets.ends import UNKNOWN, first_filled, placed, side_of
from clew.readers.sheets.words import meaning
from clew.readers.ufed.rows import IDENTIFIER, NAME, OWNER, ROLE, Rows, blank, is_system
from clew.readers.ufed.tags import Ints


@dataclass(frozen=True, slots=True)
class Sides:
    """Rows of ours.

    Args:
        at: Record each row was made from, ascending.
        nth: Which row of its record it is, from 0.
        side: `in`, `out`, or blank where nothing tells; by record.
        fields: `caller`, `called`, `contact_name`.
        row_is_for: The party, where a record gives several rows.
    """

    at: Ints
    nth: Ints
    side: pa.Array
    fields: dict[str, pa.Array]
    row_is_for: pa.Array


def of(rows: Rows, said: pa.Array, otherwise: pa.Array) -> Sides:
    """Return the ends of each record.

    A side nothing tells leaves the second end unknown: no direction is made up. Of a record that came in only its
    sender is left: whom else it reached stands in the row's text.

    Args:
        rows: The records.
        said: `in`, `out` or blank: what the record says by direction, type, folder or owner mark.
        otherwise: The same, for records whose parties do not tell either.
    """
    everybody = rows.parties("Parties", "From", "To", "Cc", "Bcc")
    is_owner = pc.equal(everybody.columns[OWNER], "owner")
    owners_role = everybody.where(is_owner).first_of(rows.size, ROLE)
    by_owner = pc.if_else(pc.equal(owners_role, "from"), "out", pc.if_else(pc.equal(owners_role, "to"), "in", ""))
    others = everybody.where(pc.invert(pc.or_(is_owner, is_system(everybody.columns[IDENTIFIER]))))
    sent, reached = (others.rows_with(rows.size, ROLE, role) for role in ("from", "to"))
    by_role = pa.array(np.where(sent & ~reached, "in", np.where(reached & ~sent, "out", "")).tolist(), pa.string())
    side = first_filled(said, by_owner, by_role, otherwise)
    sides = np.asarray(side.to_numpy(zero_copy_only=False))[others.at]
    roles = others.columns[ROLE].to_numpy(zero_copy_only=False)
    both = (sent & reached)[others.at]
    senders = others.where(pa.array((roles == "from") & both & (sides == ""), pa.bool_()))
    not_meant = ((roles == "from") & (sides != "in") & both) | ((roles == "to") & (sides == "in") & sent[others.at])
    counterparts = others.where(pa.array(~not_meant, pa.bool_())).filled_up(rows.size)
    return _sides(counterparts, senders, side)


def said(rows: Rows, *fields: str) -> pa.Array:
    """Return the side these fields tell, blank where none does."""
    return first_filled(*(rows.each(field, side_of) for field in fields))


def outcome(rows: Rows, *fields: str) -> pa.Array:
    """Return `missed`, `rejected`, `blocked`, `voicemail` or blank."""
    return first_filled(*(rows.each(field, lambda text: meaning("outcome", text)) for field in fields))


def _sides(counterparts: Spread, senders: Spread, side: pa.Array) -> Sides:
    at = pa.array(counterparts.at)
    sides = side.take(at)
    other = counterparts.columns[IDENTIFIER]
    other = pc.if_else(blank(other), UNKNOWN, other)
    sender = senders.first_of(len(side), IDENTIFIER).take(at)
    caller, called = placed(sides, other, sender)
    name = counterparts.columns[NAME]
    several = np.bincount(counterparts.at, minlength=1)[counterparts.at] > 1
    row_is_for = pc.if_else(pa.array(several, pa.bool_()), first_filled(other, name), "")
    return Sides(
        counterparts.at, counterparts.nth, side, {"caller": caller, "called": called, "contact_name": name}, row_is_for
    )
