"""Both ends of calls and messages from the parties a row names; a row of ours for each other party."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import parties, words
from clew.readers.sheets.cells import Cells, Indices, Spread, pairs, spread

UNKNOWN = "Unknown"


@dataclass(slots=True)
class Ends:
    """Rows of ours, one for each other party.

    Args:
        at: Row of the sheet each was made from.
        nth: Which of its row's parties each is for, from 0.
        side: `in`, `out`, or blank where nothing tells; by row of the sheet.
        fields: `caller`, `called`, `contact_name`.
        tails: What follows the row's number for the second and further parties.
        row_is_for: The party, where its row names several.
    """

    at: Indices
    nth: Indices
    side: pa.Array
    fields: dict[str, pa.Array]
    tails: pa.Array
    row_is_for: pa.Array

    def where(self, keep: pa.Array) -> Ends:
        """Return some of the rows."""
        mask = np.asarray(keep)
        fields = {name: column.filter(keep) for name, column in self.fields.items()}
        return Ends(
            self.at[mask], self.nth[mask], self.side, fields, self.tails.filter(keep), self.row_is_for.filter(keep)
        )

    def take(self, columns: dict[str, pa.Array]) -> dict[str, pa.Array]:
        """Return columns of the sheet by row of ours, with the ends before them."""
        at = pa.array(self.at)
        return self.fields | {name: column.take(at) for name, column in columns.items()}


def of(cells: Cells, app: pa.Array, said: pa.Array, otherwise: pa.Array) -> Ends:
    """Return the ends of each row.

    The owner of the telephone is left blank. Where both sides are named, what the row says of its direction tells
    which is the owner; a row that says nothing keeps both. A side nothing tells leaves the second end unknown:
    no direction is made up.

    Args:
        cells: The rows.
        app: App of each row, blank for the telephone itself.
        said: `in`, `out` or blank: what the row says by direction, type or folder.
        otherwise: The same, for rows whose parties' roles do not tell either.
    """
    everybody = _everybody(cells)
    owner = pc.equal(everybody.columns[parties.OWNER], "owner")
    owners_role = everybody.where(owner).first_of(cells.size, parties.ROLE)
    by_owner = pc.if_else(pc.equal(owners_role, "from"), "out", pc.if_else(pc.equal(owners_role, "to"), "in", ""))
    others = everybody.where(pc.invert(owner))
    has_from, has_to = (others.rows_with(cells.size, parties.ROLE, word) for word in ("from", "to"))
    by_role = np.where(has_from & ~has_to, "in", np.where(has_to & ~has_from, "out", ""))
    side = first_filled(said, by_owner, pa.array(by_role.tolist(), pa.string()), otherwise)
    sided = side.to_numpy(zero_copy_only=False)[others.at]
    roles = others.columns[parties.ROLE].to_numpy(zero_copy_only=False)
    both = (has_from & has_to)[others.at]
    # Of a row that names both sides only the other one is left; of one that says nothing, those reached.
    dropped = both & (((roles == "from") & (sided != "in")) | ((roles == "to") & (sided == "in")))
    senders = others.where(pa.array((roles == "from") & both & (sided == ""), pa.bool_()))
    return _ends(others.where(pa.array(~dropped, pa.bool_())).filled_up(cells.size), senders, side, app)


def _ends(rows: Spread, senders: Spread, side: pa.Array, app: pa.Array) -> Ends:
    at = pa.array(rows.at)
    sides, apps = side.take(at), app.take(at)
    other = pairs(rows.columns[parties.IDENTIFIER], apps, words.party)
    other = pc.if_else(pc.equal(other, ""), UNKNOWN, other)
    sender = pairs(senders.first_of(len(side), parties.IDENTIFIER).take(at), apps, words.party)
    caller, called = placed(sides, other, sender)
    counts = np.bincount(rows.at, minlength=1)[rows.at] if len(rows.at) else rows.at
    party = first_filled(rows.columns[parties.IDENTIFIER], rows.columns[parties.NAME])
    return Ends(
        rows.at,
        rows.nth,
        side,
        {"caller": caller, "called": called, "contact_name": rows.columns[parties.NAME]},
        pa.array(["" if nth == 0 else f", party {nth + 1}" for nth in rows.nth.tolist()], pa.string()),
        pc.if_else(pa.array(counts > 1, pa.bool_()), party, ""),
    )


def placed(side: pa.Array, other: pa.Array, sender: pa.Array) -> tuple[pa.Array, pa.Array]:
    """Return caller and called; the owner's end is blank, and no direction is made up where nothing tells.

    Args:
        side: `in`, `out`, or blank where nothing tells.
        other: The other party.
        sender: Who sent it, where both sides are named and nothing tells which of them is the owner; else blank.
    """
    two = pc.not_equal(sender, "")
    out, open_ = pc.equal(side, "out"), pc.equal(side, "")
    caller = pc.if_else(out, "", pc.if_else(two, sender, other))
    return caller, pc.if_else(pc.or_(out, two), other, pc.if_else(open_, UNKNOWN, ""))


def first_filled(*columns: pa.Array) -> pa.Array:
    """Return the first of these columns that is filled, row by row."""
    found = columns[0]
    for more in columns[1:]:
        found = pc.if_else(pc.equal(found, ""), more, found)
    return found


def side_of(text: str) -> str:
    """Return `in`, `out` or blank."""
    return words.meaning("side", text)


def _everybody(cells: Cells) -> Spread:
    """Return everybody a row names, by whichever columns name them; the column is the role of those without one."""
    texts = cells.text("parties")
    for role in ("from", "to"):
        if cells.has(role):
            named = pairs(cells.text(role), pa.repeat(role, cells.size), _with_role)
            texts = pc.utf8_trim_whitespace(pc.binary_join_element_wise(texts, named, "\n"))
    found = spread(texts, parties.parse, parties.WIDTH)
    nobody = pc.and_(pc.equal(found.columns[parties.IDENTIFIER], ""), pc.equal(found.columns[parties.NAME], ""))
    return found.where(pc.invert(nobody))


def _with_role(text: str, role: str) -> str:
    lines = [line for line in text.split("\n") if line.strip()]
    led = [bool(words.meaning("role", line.partition(":")[0])) for line in lines]
    return "\n".join(line if has else f"{role}: {line}" for line, has in zip(lines, led, strict=True))
