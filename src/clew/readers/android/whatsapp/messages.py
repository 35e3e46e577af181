"""Messages of WhatsApp since about 2021: `message`, with sender, chat, media and notices in tables of their own."""

from __future__ import annotations

from clew.readers.android.whatsapp.jids import APP, accounts
from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further

TABLE = "message"
#: `message_type` of a notice of the app, and of an entry for a call that `call_log` lists.
_NOTICE, _CALL = 7, 90
#: Further tables with one row a message -> alias, and the title of the raw column that holds their row.
_BESIDE = {
    "message_media": ("file", "media"),
    "message_location": ("place", "place"),
    "message_revoked": ("gone", "revoked"),
    "message_edit_info": ("edit", "edited"),
    "message_system": ("notice", "notice"),
}
_SHOWN = ("key_id", "from_me", "timestamp", "message_type", "text_data")
_JOINED = ("_id", "chat_row_id", "sender_jid_row_id")


def message_listing(database: Database, without: str = "") -> Listing:
    """Return the messages of the table.

    Args:
        database: The database.
        without: Table whose messages are left out, by their key.
    """
    beside = {t: a for t, (a, _) in _BESIDE.items() if database.has(t, "message_row_id")}
    cell = {n: database.column(TABLE, n, alias="m") for n in (*_SHOWN, *_JOINED, "status")}
    columns = {
        "chat": "chat.jid", "sender": "sender.jid", "title": database.column("chat", "subject", alias="c"),
        "privacy id": "coalesce(nullif(sender.written, sender.jid), nullif(chat.written, chat.jid))",
        **{name: cell[name] for name in _SHOWN},
        **{_BESIDE[t][1]: _row(database, t, alias) for t, alias in beside.items()},
        "further fields": further(database, TABLE, "m", (*_SHOWN, *_JOINED)),
    }  # fmt: skip
    columns = {title: sql for title, sql in columns.items() if sql != "NULL"}
    mine, group = f"{cell['from_me']} = 1", "chat.many"
    joins = " ".join(f"LEFT JOIN {t} {a} ON {a}.message_row_id = m._id" for t, a in beside.items())
    return Listing(
        table=TABLE,
        rowid="m._id",
        columns=columns,
        fields={
            "caller": f"CASE WHEN {mine} THEN NULL WHEN {group} THEN coalesce(sender.jid, '') "
            "ELSE coalesce(sender.jid, chat.jid) END",
            "called": f"CASE WHEN {mine} OR {group} THEN chat.jid END",
            "start": "timestamp",
            "type": "from_me",
            "text": "text_data" if "text_data" in columns else "NULL",
            "conversation": "chat",
            "app": APP,
            "status": _status(beside, cell),
        },
        source=f"""FROM {TABLE} m LEFT JOIN chat c ON c._id = m.chat_row_id
            LEFT JOIN ({accounts(database)}) chat ON chat.id = {database.column("chat", "jid_row_id", alias="c")}
            LEFT JOIN ({accounts(database)}) sender ON sender.id = {cell["sender_jid_row_id"]}
            {joins} {_left_out(without)} ORDER BY m._id""",
        set_aside=_no_message(database, cell, "notice.action_type" if "message_system" in beside else "NULL"),
    )  # fmt: skip


def _row(database: Database, table: str, alias: str) -> str:
    """Return SQL for one cell with a message's row of another table; NULL, at no cost, for messages without one."""
    cells = further(database, table, alias, ("message_row_id", "chat_row_id"))
    return f"CASE WHEN {alias}.message_row_id IS NOT NULL THEN {cells} END"


def _status(beside: dict[str, str], cell: dict[str, str]) -> str:
    revoked = f"{cell['message_type']} = 15" + (" OR gone.message_row_id > 0" if "message_revoked" in beside else "")
    edited = "WHEN edit.message_row_id > 0 THEN 'edited'" if "message_edit_info" in beside else ""
    return f"CASE WHEN {revoked} THEN 'revoked' {edited} END"


def _no_message(database: Database, cell: dict[str, str], action: str) -> str:
    """Return SQL for why a row is no message, NULL when it is one."""
    calls = (
        f"WHEN {cell['message_type']} = {_CALL} THEN 'a call: read from call_log'" if database.has("call_log") else ""
    )
    return f"""CASE WHEN {cell["key_id"]} = '-1' OR {cell["chat_row_id"]} < 1 OR {cell["message_type"]} < 0
        THEN 'a dummy row of the database, no message'
        WHEN {cell["message_type"]} = {_NOTICE} OR {cell["status"]} = 6
        THEN 'a notice of the app, no message' || coalesce(' (action ' || {action} || ')', '') {calls} END"""


def _left_out(other: str) -> str:
    if not other:
        return ""
    return f"WHERE m.key_id IS NULL OR m.key_id NOT IN (SELECT o.key_id FROM {other} o WHERE o.key_id IS NOT NULL)"
