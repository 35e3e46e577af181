"""Calls of the telephone and of apps."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.ufed import sides
from clew.readers.ufed.kind import Kind, Made
from clew.readers.ufed.rows import Rows


def _make(rows: Rows) -> Made:
    outcome = sides.outcome(rows, "Status", "Type", "Direction")
    # An attempt that nobody says the owner made was made by the other end.
    attempt = pc.if_else(pc.equal(outcome, ""), "", "in")
    found = sides.of(rows, sides.said(rows, "Direction", "Type"), attempt)
    kind = pc.binary_join_element_wise("voice", outcome, found.side, " ")
    fields = {
        "start": rows.moment("TimeStamp"),
        "duration": rows.text("Duration"),
        "type": kind,
        "app": rows.app,
        "status": rows.text("Status"),
        "network": rows.text("NetworkName"),
        "deleted": rows.deleted,
    }
    at = pa.array(found.at)
    taken = {name: column.take(at) for name, column in fields.items()}
    return Made(found.fields | taken, found.at, found.nth, found.row_is_for)


CALLS = Kind(
    name="Call",
    types=("Call",),
    normaliser="calls",
    shown={
        "caller": "Parties",
        "called": "Parties",
        "contact_name": "Parties",
        "start": "TimeStamp",
        "duration": "Duration",
        "type": "Direction",
        "app": "Source",
        "status": "Status",
        "network": "NetworkName",
        "deleted": "deleted_state",
    },
    titles=("Source", "Direction", "Type", "Status", "TimeStamp", "Duration", "NetworkName"),
    same=("caller", "called", "start", "duration", "type", "app"),
    make=_make,
)
