"""Call logs of Android: the table `calls`, and Samsung's older `logs` that lists messages too."""

from __future__ import annotations

from collections.abc import Iterator

from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.parts import missing, part
from clew.readers.database.whole import columns
from clew.readers.reader import Part, ReadOptions

#: `type` of CallLog.Calls, from Android's documentation; an unanswered outgoing call has type 2 and lasts 0 s.
CALL_TYPES = {
    "1": "voice in", "2": "voice out", "2 unanswered": "voice missed out", "3": "voice missed in",
    "4": "voice voicemail in", "5": "voice rejected in", "6": "voice blocked in", "7": "voice in",
}  # fmt: skip
#: Samsung's `logtype`, from parsers: what the entry is of.
SAMSUNG_KINDS = {"200": "mms", "300": "sms"}
_MESSAGE_SIDES = {"1": "in", "2": "out"}
_OPTIONAL = {"duration": "duration", "contact_name": "name", "deleted": "deleted", "text": "m_content"}
_NEEDED = ("number", "date", "type")


def call_parts(database: Database, options: ReadOptions) -> Iterator[Part]:
    """Yield the call logs a database holds. A table that lacks a column all call logs have is reported, not read."""
    for table in ("calls", "logs"):
        if database.has(table):
            yield _part(database, table, options)


def _part(database: Database, table: str, options: ReadOptions) -> Part:
    lacking = missing(database, table, *_NEEDED)
    if lacking:
        nothing = Listing(table, "rowid", {}, {}, f"FROM {table} WHERE 0")
        return part(
            database, nothing, options, profile="android-calls", normaliser="calls",
            notes=[f"{lacking}: it is no call log of Android, {database.count(table):,} rows not read"],
        )  # fmt: skip
    cell = {name: database.column(table, name, alias="c") for name in ("number", "type", "duration", "logtype")}
    kind = f"CASE WHEN {cell['type']} = 2 AND {cell['duration']} = 0 THEN '2 unanswered' ELSE {cell['type']} END"
    if database.has(table, "logtype"):
        kind = (
            f"CASE WHEN {cell['logtype']} IN (200, 300) THEN {cell['logtype']} || ' ' || {cell['type']} ELSE {kind} END"
        )
    fields = {
        "other": _number(database, table),
        "start": "date",
        "type": kind,
        **{field: column if database.has(table, column) else "NULL" for field, column in _OPTIONAL.items()},
        "status": f"CASE {cell['type']} WHEN 7 THEN 'answered on another device' END",
    }
    listing = Listing(
        table=table,
        rowid=database.column(table, "_id", alias="c", otherwise="c.rowid"),
        columns=columns(database, table, "c"),
        fields=fields,
        source=f"FROM {table} c ORDER BY c.rowid",
    )
    shadows = {f"{k} {s}": f"{word} {side}" for k, word in SAMSUNG_KINDS.items() for s, side in _MESSAGE_SIDES.items()}
    return part(
        database, listing, options, profile="android-calls", normaliser="calls",
        values={"type": {**CALL_TYPES, **shadows}},
    )  # fmt: skip


def _number(database: Database, table: str) -> str:
    """Return the number as dialled, or the international form the telephone worked out beside a national one."""
    worked_out = database.column(table, "normalized_number", alias="c")
    if worked_out == "NULL":
        return "number"
    return f"CASE WHEN c.number NOT LIKE '+%' AND {worked_out} LIKE '+%' THEN {worked_out} ELSE c.number END"
