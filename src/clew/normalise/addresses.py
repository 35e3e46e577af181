"""Addresses of a row, out of one cell or out of lines, town and postcode: key, precision and parts."""

from __future__ import annotations

import re
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import address
from clew.identifiers.distinct import distinct
from clew.normalise.ends import column
from clew.normalise.held import Identifiers, usable
from clew.normalise.issues import Issues
from clew.normalise.rows import TEXT, Rows

FIELDS = {
    "address": "address in one cell",
    "address_1": "first line", "address_2": "second line", "address_3": "third line", "address_4": "fourth line",
    "town": "town", "postcode": "postcode", "uprn": "unique property reference number",
}  # fmt: skip

#: Fields an address is put together from, its postcode apart.
LINES = ("address", "address_1", "address_2", "address_3", "address_4", "town")

#: Precise enough to say where somebody lives; a street, postcode or town names many homes.
HOME_PRECISIONS = ("dwelling", "building")


class Addresses(NamedTuple):
    """Addresses a batch gives, and what is known of each.

    Args:
        found: Those precise enough to be a home.
        facts: Attribute -> text per address of `found`.
        label: Display text per address of `found`.
    """

    found: Identifiers
    facts: dict[str, pa.Array]
    label: pa.Array


def read(rows: Rows, issues: Issues, texts: pa.Array) -> Addresses:
    """Read an address text per row. One coarser than a building is no home: noted, and kept in the row's text."""
    table = distinct(texts, address.clean, rows.memo("address"))
    issues.add("address", column(table, "issue"))
    precision = column(table, "precision")
    home = pc.or_(pc.is_in(precision, value_set=pa.array(HOME_PRECISIONS)), pc.is_null(precision))
    coarse = pc.and_(pc.is_valid(column(table, "kind")), pc.invert(home))
    issues.add("address", pc.if_else(coarse, pc.binary_join_element_wise("only the", precision, "given", " "), None))
    kept = np.flatnonzero(pc.fill_null(home, False).to_numpy(zero_copy_only=False))
    home_table, home_texts = table.take(kept), texts.take(kept)
    found = usable(kept, home_table, home_texts)
    chosen = np.searchsorted(kept, found.at)
    facts = {n: column(home_table, n).take(chosen) for n in ("precision", "building_key", "postcode")}
    facts["uprn"] = rows.text("uprn").take(found.at)
    return Addresses(found, facts, column(home_table, "display").take(chosen))


def address_texts(rows: Rows, postcode_field: str = "postcode") -> pa.Array:
    """Return one address text per row; a postcode the text already ends with is not added again."""
    lines = [
        rows.text(f) for f in ("address", "address_1", "address_2", "address_3", "address_4", "town") if rows.given(f)
    ]
    postcode = rows.text(postcode_field)
    if not lines:
        return address.join(postcode)
    text = address.join(*lines)
    if not rows.given(postcode_field):
        return text
    bare = [_bare(t) for t in text.to_pylist()]
    extra = [p if p and _bare(p) not in known else None for p, known in zip(postcode.to_pylist(), bare, strict=True)]
    return address.join(text, pa.array(extra, TEXT))


def _bare(text: str | None) -> str:
    return re.sub(r"\W", "", text or "").upper()
