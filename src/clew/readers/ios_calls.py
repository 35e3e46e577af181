"""Call history of an iPhone: `CallHistory.storedata`, `CallHistoryTemp.storedata`, and `call_history.db` before iOS 8.

Calls through FaceTime and through apps of others stand in the same table; the app is named.
"""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.opened import opened
from clew.readers.ios.callhistory import CallHistory
from clew.readers.ios.old_calls import old_calls
from clew.readers.ios.part import listed_part
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
        if not database.has("zcallrecord"):
            yield listed_part(
                database, old_calls(database), options,
                name="calls", profile=f"{_PROFILE}-old", normaliser="calls", notes=(database.log_note("call"),),
            )  # fmt: skip
            return
        found = CallHistory(database)
        yield listed_part(
            database, found.calls(), options,
            name="calls", profile=_PROFILE, normaliser="calls", notes=(database.log_note("ZCALLRECORD"),),
        )  # fmt: skip
        if found.has_participants:
            yield listed_part(
                database, found.participants(), options,
                name="group calls", profile=_PROFILE, normaliser="links",
            )  # fmt: skip


READER = Reader(
    name="ios-calls",
    version="1",
    title="iPhone call history: CallHistory.storedata, call_history.db",
    recognise=recognise,
    read=read,
)
