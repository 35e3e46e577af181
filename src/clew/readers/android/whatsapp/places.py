"""Places sent in WhatsApp messages: mentioned, wherever the sender was."""

from __future__ import annotations

from clew.readers.android.whatsapp.jids import APP, accounts
from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.whole import further

_SOMEWHERE = "({lat} <> 0 OR {lon} <> 0)"


def place_listings(database: Database) -> list[Listing]:
    """Return the places of both generations, as far as the database has them."""
    found = []
    if database.has("message_location", "message_row_id", "latitude", "longitude"):
        found.append(_new(database))
    if database.has("messages", "latitude", "longitude"):
        found.append(_old(database))
    return found


def _new(database: Database) -> Listing:
    cell = {n: database.column("message_location", n, alias="l") for n in ("place_name", "place_address")}
    columns = {
        "latitude": "l.latitude", "longitude": "l.longitude", **{n: sql for n, sql in cell.items() if sql != "NULL"},
        "timestamp": "m.timestamp", "from_me": "m.from_me", "sender": "coalesce(sender.jid, chat.jid)",
        "further fields": further(
            database, "message_location", "l", ("message_row_id", "latitude", "longitude", *cell)
        ),
    }  # fmt: skip
    return Listing(
        table="message_location",
        rowid="l.message_row_id",
        columns=columns,
        fields={
            "start": "timestamp", "lat": "latitude", "lon": "longitude", "basis": "'mentioned'",
            "name": "place_name" if "place_name" in columns else "NULL",
            "address": "place_address" if "place_address" in columns else "NULL", "source": APP,
        },
        source=f"""FROM message_location l LEFT JOIN message m ON m._id = l.message_row_id
            LEFT JOIN chat c ON c._id = m.chat_row_id
            LEFT JOIN ({accounts(database)}) chat ON chat.id = c.jid_row_id
            LEFT JOIN ({accounts(database)}) sender ON sender.id = m.sender_jid_row_id
            WHERE {_SOMEWHERE.format(lat="l.latitude", lon="l.longitude")} ORDER BY l.message_row_id""",
    )  # fmt: skip


def _old(database: Database) -> Listing:
    columns = {
        "latitude": "m.latitude", "longitude": "m.longitude", "timestamp": "m.timestamp",
        "key_from_me": "m.key_from_me", "key_remote_jid": "m.key_remote_jid",
        "media_name": database.column("messages", "media_name", alias="m", otherwise="''"),
    }  # fmt: skip
    seen = ""
    if database.has("message_location") and database.has("message", "key_id"):
        seen = "AND m.key_id NOT IN (SELECT n.key_id FROM message n WHERE n.key_id IS NOT NULL)"
    return Listing(
        table="messages",
        rowid="m._id",
        columns=columns,
        fields={
            "start": "timestamp", "lat": "latitude", "lon": "longitude", "basis": "'mentioned'",
            "name": "media_name", "source": APP,
        },
        source=f"FROM messages m WHERE {_SOMEWHERE.format(lat='m.latitude', lon='m.longitude')} {seen} ORDER BY m._id",
    )  # fmt: skip
