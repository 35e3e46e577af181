"""What the SIM says of itself."""

from __future__ import annotations

import pyarrow.compute as pc

from clew.readers.sheets.ends import first_filled
from clew.readers.ufed.facts import kind_of_item
from clew.readers.ufed.kind import Kind, Made
from clew.readers.ufed.rows import Rows


def _make(rows: Rows) -> Made:
    return Made(
        {
            "kind": rows.each("Name", kind_of_item),
            "value": pc.utf8_trim_whitespace(rows.text("Value")),
            "label": rows.text("Name"),
            "source": first_filled(rows.text("Category"), rows.text("Source")),
        }
    )


SIM_DATA = Kind(
    name="SIMData",
    types=("SIMData",),
    normaliser="devices",
    shown={"kind": "Name", "value": "Value", "label": "Name", "source": "Category"},
    titles=("Source", "Name", "Value", "Category"),
    same=("kind", "value", "label"),
    make=_make,
)
