"""Events whose initiator is each person of a row: stops, missing episodes, journeys."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from clew.normalise.holders import Holders
from clew.normalise.records import Records


def per_holder(records: Records, holders: Holders, **columns: Any) -> None:
    """Add one event per person of each row.

    Args:
        records: Gets the events.
        holders: The persons; organisations get none.
        columns: Columns of the event, as long as the batch or one value.
    """
    at = holders.at
    taken = {n: c.take(at) if isinstance(c, pa.Array) else c for n, c in columns.items()}
    records.add(
        "event", at, subject_kind=holders.kind, subject=holders.value, a_kind=holders.kind, a=holders.value, **taken
    )
