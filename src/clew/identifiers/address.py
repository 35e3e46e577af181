"""UK addresses: a key at dwelling level, a key of the building, and how precise the text is. Never made more precise.

The key is the folded parts in a fixed order, `flat 2, 14 example road, zx1 2cv`; the town stands in
place of a postcode that is not given. Localities and counties are left out: they come and go.
Status: valid (dwelling or building), partial (street, postcode or town only), placeholder, invalid, empty.
"""

from __future__ import annotations

import re

import pyarrow as pa

from clew.identifiers import cell
from clew.identifiers.address_text import NOTHING, Address, read

SCHEMA = pa.schema(
    [
        (name, pa.string())
        for name in (
            "value", "kind", "status", "issue", "building_key", "precision", "flat", "street", "town", "postcode",
            "display",
        )
    ]
)  # fmt: skip

#: From fine to coarse. A house number without a flat is `building`: the text does not say whether the house is divided.
PRECISIONS = ("dwelling", "building", "street", "postcode", "town")


def clean(texts: pa.Array) -> pa.Table:
    """Return the keys and the precision of each address text (one cell, lines or commas, postcode anywhere).

    Returns:
        Columns `value` (folded key at the precision the text has), `kind` (`address`, null when
        there is no key), `status`, `issue`, `building_key` (key without the flat; null for what is
        coarser than a building), `precision` (one of `PRECISIONS`), `flat`, `street`, `town`,
        `postcode` (canonical), `display` (the text on one line).
    """
    tidy = cell.tidy(texts)
    nothing = cell.absent(tidy)
    rows = [NOTHING if none else read(text) for text, none in zip(tidy.to_pylist(), nothing, strict=True)]
    return pa.table(_columns(rows), schema=SCHEMA)


def join(*lines: pa.Array | None) -> pa.Array:
    """Return one text a row for `clean` out of line, town and postcode columns; null where none says anything."""
    held = [cell.tidy(line) for line in lines if line is not None]
    if not held:
        raise ValueError("an address needs at least one column")
    return cell.join(held, ", ")


def check(value: str) -> bool:
    """Tell whether a text is a canonical address key: reading it gives it back."""
    return read(value).value == value


def show(value: str) -> str:
    """Return a key with capitals: `Flat 2, 14 Example Road, ZX1 2CV`. The display form is kept beside the key."""
    titled = re.sub(r"[a-z]+", lambda m: m.group().title(), value)
    return re.sub(r"[^,]+$", lambda m: m.group().upper() if re.search(r"\d", m.group()) else m.group(), titled)


def _columns(rows: list[Address]) -> list[pa.Array]:
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return [pa.array(c, pa.string()) for c in columns]
