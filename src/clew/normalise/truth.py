"""Yes and no, as exhibits write them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise.rows import Rows

_YES = pa.array(["yes", "y", "true", "t", "1", "deleted", "x", "recovered"])
_NO = pa.array(["no", "n", "false", "f", "0", "intact", "live", "existing"])


def truth(rows: Rows, field: str) -> pa.Array:
    """Return true, false or null (blank or another word) per row."""
    if not rows.given(field):
        return pa.nulls(rows.size, pa.bool_())
    words = pc.utf8_lower(rows.text(field))
    return pc.if_else(pc.is_in(words, value_set=_YES), True, pc.if_else(pc.is_in(words, value_set=_NO), False, None))
