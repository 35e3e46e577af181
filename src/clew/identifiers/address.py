"""UK addresses: a key at dwelling level, a key of the building, and how precise the text is. Never made more precise.

Status: valid (dwelling or building), partial (street, postcode or town only), placeholder, invalid, empty.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell

SCHEMA = pa.schema(
    [
        (name, pa.string())
        for name in (
            "value",
            "kind",
            "status",
            "issue",
            "building_key",
            "precision",
            "flat",
            "street",
            "town",
            "postcode",
            "display",
        )
    ]
)

#: From fine to coarse.
PRECISIONS = ("dwelling", "building", "street", "postcode", "town")


def clean(texts: pa.Array) -> pa.Table:
    """Return the keys and the precision of each address text (one cell, lines or commas, postcode anywhere).

    Returns:
        Columns `value` (folded key at the precision the text has), `kind` (`address`, null when
        there is no key), `status`, `issue`, `building_key` (null above building precision),
        `precision` (one of `PRECISIONS`), `flat`, `street`, `town`, `postcode`, `display`.
    """
    key = pc.utf8_lower(texts.cast(pa.string()))
    none = pa.nulls(len(texts), pa.string())
    kind = pc.if_else(pc.is_valid(key), "address", pa.scalar(None, pa.string()))
    return pa.table(
        [key, kind, pc.if_else(pc.is_valid(key), "valid", "empty"), none, none, none, none, none, none, none, texts],
        schema=SCHEMA,
    )


def join(*lines: pa.Array | None) -> pa.Array:
    """Return one text a row for `clean` out of line, town and postcode columns; null where none says anything."""
    held = [cell.tidy(line) for line in lines if line is not None]
    held = [pc.if_else(cell.absent(line), pa.scalar(None, pa.string()), line) for line in held]
    if not held:
        raise ValueError("an address needs at least one column")
    together = pc.binary_join_element_wise(*held, ", ", null_handling="skip")
    return pc.if_else(pc.equal(together, ""), pa.scalar(None, pa.string()), together)


def check(value: str) -> bool:
    """Tell whether a text is a canonical address key."""
    return value == value.lower() and value != ""


def show(value: str) -> str:
    """Return a key with capitals: `Flat 2, 14 Example Road, ZX1 2CV`. The display form is kept beside the key."""
    return value.title()
