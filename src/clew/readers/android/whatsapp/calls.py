"""Calls of WhatsApp: `call_log`, with the participants of group calls."""

from __future__ import annotations

from clew.readers.android.whatsapp.jids import APP, accounts
from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further

TABLE = "call_log"
_PARTICIPANTS = "call_log_participant_v2"
#: `call_result` by direction, from parsers: 5 answered, 2 refused, 3 unavailable, 4 missed, 0 and 7 cancelled.
RESULTS = {
    "in 5": "voice in", "in 2": "voice rejected in",
    **{f"in {code}": "voice missed in" for code in (0, 3, 4, 7)},
    "out 5": "voice out", **{f"out {code}": "voice missed out" for code in (0, 2, 3, 4, 7)},
}  # fmt: skip
_SHOWN = ("from_me", "timestamp", "duration", "video_call", "call_result")


def call_listing(database: Database) -> Listing:
    """Return the calls. One of a group's chat is to the group; one among several people names them as conversation."""
    cell = {n: database.column(TABLE, n, alias="c") for n in (*_SHOWN, "jid_row_id", "group_jid_row_id")}
    columns = {
        "account": "one.written", "group": "many.written", **{n: cell[n] for n in _SHOWN},
        "participants": "p.people",
        "further fields": further(database, TABLE, "c", ("_id", *cell)),
    }  # fmt: skip
    columns = {title: sql for title, sql in columns.items() if sql != "NULL"}
    mine = f"{cell['from_me']} = 1"
    return Listing(
        table=TABLE,
        rowid="c._id",
        columns=columns,
        fields={
            "caller": f"CASE WHEN NOT {mine} THEN one.jid END",
            "called": f"CASE WHEN many.jid IS NOT NULL THEN many.jid WHEN {mine} THEN one.jid END",
            "start": "timestamp" if "timestamp" in columns else "NULL",
            "type": f"CASE WHEN {mine} THEN 'out' ELSE 'in' END || ' ' || coalesce({cell['call_result']}, "
            f"CASE WHEN {cell['duration']} > 0 THEN 5 ELSE 4 END)",
            "duration": "duration" if "duration" in columns else "NULL",
            "conversation": "coalesce(many.jid, CASE WHEN p.reached > 1 THEN p.people END)",
            "app": APP,
        },
        source=f"""FROM {TABLE} c LEFT JOIN ({accounts(database)}) one ON one.id = {cell["jid_row_id"]}
            LEFT JOIN ({accounts(database)}) many ON many.id = {cell["group_jid_row_id"]}
            LEFT JOIN ({_participants(database)}) p ON p.id = c._id ORDER BY c._id""",
    )  # fmt: skip


def _participants(database: Database) -> str:
    if not database.has(_PARTICIPANTS, "call_log_row_id", "jid_row_id"):
        return "SELECT NULL AS id, NULL AS people, 0 AS reached"
    return f"""SELECT id, group_concat(jid, '~') AS people, count(*) AS reached
        FROM (SELECT DISTINCT v.call_log_row_id AS id, a.jid FROM {_PARTICIPANTS} v
              JOIN ({accounts(database)}) a ON a.id = v.jid_row_id WHERE a.jid IS NOT NULL ORDER BY id, a.jid)
        GROUP BY id"""
