"""Messages of WhatsApp until about 2021: the table `messages`, with everything in one row."""

from __future__ import annotations

from clew.readers.android.whatsapp.jids import APP, shared
from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further

TABLE = "messages"
#: `status` of a notice of the app, stored as if the owner had sent it.
_NOTICE = 6
#: `media_wa_type` of a call and of a missed call.
_CALL, _MISSED = 8, 10
_SHOWN = (
    "key_remote_jid", "key_from_me", "key_id", "status", "data", "timestamp", "media_wa_type", "media_caption",
    "media_name", "media_mime_type", "media_hash", "media_size", "latitude", "longitude", "remote_resource",
    "received_timestamp",
)  # fmt: skip


def old_message_listing(database: Database, without: str = "") -> Listing:
    """Return the messages of the table; calls are among them where no call log is.

    Args:
        database: The database.
        without: Table whose messages are left out, by their key.
    """
    cell = {name: database.column(TABLE, name, alias="m") for name in _SHOWN}
    columns = {name: sql for name, sql in cell.items() if sql != "NULL"}
    columns["further fields"] = further(database, TABLE, "m", ("_id", *_SHOWN))
    mine, chat = f"{cell['key_from_me']} = 1", cell["key_remote_jid"]
    return Listing(
        table=TABLE,
        rowid="m._id",
        columns=columns,
        fields={
            "caller": f"CASE WHEN {mine} THEN NULL WHEN {shared(chat)} THEN {cell['remote_resource']} ELSE {chat} END",
            "called": f"CASE WHEN {mine} OR {shared(chat)} THEN {chat} END",
            "start": "timestamp",
            "type": f"CASE {cell['media_wa_type']} WHEN {_CALL} THEN 'call ' WHEN {_MISSED} THEN 'missed call ' "
            f"ELSE '' END || {cell['key_from_me']}",
            "text": f"coalesce(nullif({cell['data']}, ''), {cell['media_caption']})",
            "conversation": "key_remote_jid",
            "app": APP,
            "status": f"CASE WHEN {cell['media_wa_type']} = 15 THEN 'revoked' END",
        },
        source=f"FROM {TABLE} m {_left_out(without)} ORDER BY m._id",
        set_aside=_no_message(database, cell),
    )  # fmt: skip


def _no_message(database: Database, cell: dict[str, str]) -> str:
    """Return SQL for why a row is no message, NULL when it is one."""
    calls = ""
    if database.has("call_log"):
        calls = f"WHEN {cell['media_wa_type']} IN ({_CALL}, {_MISSED}) THEN 'a call: read from call_log'"
    return f"""CASE WHEN {cell["key_remote_jid"]} = '-1' OR {cell["status"]} = -1 OR {cell["media_wa_type"]} < 0
        THEN 'a dummy row of the database, no message' {calls}
        WHEN {cell["status"]} = {_NOTICE} THEN 'a notice of the app, no message' END"""


def _left_out(other: str) -> str:
    if not other:
        return ""
    return f"WHERE m.key_id IS NULL OR m.key_id NOT IN (SELECT o.key_id FROM {other} o WHERE o.key_id IS NOT NULL)"
