"""The table `call` of `call_history.db`, which iPhones kept before iOS 8: Unix seconds and bit flags."""

from __future__ import annotations

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further

_SHOWN = ("rowid", "address", "date", "duration", "flags", "name")
_OUTGOING, _FACETIME = 1, 16


def old_calls(database: Database) -> Listing:
    """Return the calls; an incoming one without a duration was missed, an outgoing one not answered."""
    c = {name: database.column("call", name, alias="c") for name in _SHOWN}
    out = f"({c['flags']} & {_OUTGOING}) <> 0"
    party = f"NULLIF(CAST({c['address']} AS TEXT), '')"
    return Listing(
        table="call",
        rowid="c.ROWID",
        columns={
            "ROWID": "c.ROWID",
            **{name: sql for name, sql in c.items() if name != "rowid"},
            "further fields": further(database, "call", "c", _SHOWN),
        },
        fields={
            "caller": f"CASE WHEN NOT {out} THEN {party} END",
            "called": f"CASE WHEN {out} THEN {party} END",
            "type": f"CASE WHEN COALESCE({c['duration']}, 0) > 0 THEN 'voice ' ELSE 'voice missed ' END"
            f" || CASE WHEN {out} THEN 'out' ELSE 'in' END",
            "app": f"CASE WHEN ({c['flags']} & {_FACETIME}) <> 0 THEN 'FaceTime' END",
            "start": f"NULLIF({c['date']}, 0)",
            "duration": "duration",
            "contact_name": f"NULLIF({c['name']}, '')",
        },
        source="FROM call c ORDER BY c.ROWID",
    )
