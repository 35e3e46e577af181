"""Call history of an iPhone: `CallHistory.storedata`, `CallHistoryTemp.storedata`, and `call_history.db` before iOS 8.

Calls through FaceTime and through apps of others stand in the same table; the app is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.opened import opened
from clew.readers.database.parts import part, require
from clew.readers.ios.callhistory import CallHistory
from clew.readers.ios.old_calls import old_calls
from clew.readers.reader import Head, Part, Reader, ReadOptions, Source

_PROFILE = "ios-calls"


def recognise(head: Head) -> float:
    """Score a database by the table `ZCALLRECORD`, or `call` beside the properties Apple keeps."""
    tables = set(head.tables)
    if "zcallrecord" in tables:
        return 0.95
    return 0.9 if {"call", "_sqlitedatabaseproperties"} <= tables else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the calls, and who took part in group calls."""
    with opened(source) as database:
        require(database, source, "ZCALLRECORD", "call")
        if not database.has("ZCALLRECORD"):
            listing, profile = old_calls(database), f"{_PROFILE}-old"
            yield part(database, listing, options, name="calls", profile=profile, normaliser="calls")
            return
        found = CallHistory(database)
        yield part(database, found.calls(), options, name="calls", profile=_PROFILE, normaliser="calls")
        if found.has_participants:
            listing = found.participants()
            yield part(database, listing, options, name="group calls", profile=_PROFILE, normaliser="links")


READER = Reader(
    name="ios-calls",
    version="1",
    title="iPhone call history: CallHistory.storedata, call_history.db",
    recognise=recognise,
    read=read,
)
