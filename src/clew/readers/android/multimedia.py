"""Multimedia messages of Android: `pdu` with its addresses (`addr`) and its texts and attachments (`part`)."""

from __future__ import annotations

from clew.readers.android.texts import BOXES
from clew.readers.database.listed import Listing
from clew.readers.database.opened import Database
from clew.readers.database.parts import part
from clew.readers.database.whole import further
from clew.readers.reader import Part, ReadOptions

#: Address types of the MMS standard (OMA-TS-MMS-ENC): From; To, Cc, Bcc.
_FROM, _TO = 137, (151, 130, 129)
#: How Android writes the owner of the telephone.
_SELF = "insert-address-token"
#: Message types of the same standard that only report on a message.
_REPORTS = {134: "a delivery report", 135: "a read report", 136: "a read report"}
_SHOWN = ("_id", "thread_id", "date", "date_sent", "msg_box", "m_type", "sub", "m_id", "read")


def multimedia_part(database: Database, options: ReadOptions) -> Part:
    """Return the multimedia messages. One to several people names them in its conversation, and no single recipient."""
    cell = {name: database.column("pdu", name, alias="m") for name in _SHOWN}
    columns = {
        **{name: cell[name] for name in _SHOWN[1:]},
        "from": "a.sender", "to": "a.recipients", "text": "p.text", "parts": "p.parts",
        "further fields": further(database, "pdu", "m", _SHOWN),
    }  # fmt: skip
    incoming = f"{cell['msg_box']} = 1"
    group = (
        f"coalesce(recipients({cell['thread_id']}), CASE WHEN a.reached > 1 AND NOT {incoming} THEN a.recipients END)"
    )
    reports = " ".join(f"WHEN {code} THEN '{what}, no message'" for code, what in _REPORTS.items())
    listing = Listing(
        table="pdu",
        rowid="m._id",
        columns=columns,
        fields={
            "other": f"CASE WHEN {incoming} THEN a.sender WHEN a.reached = 1 THEN a.recipients END",
            "start": "date",
            "type": "msg_box",
            "text": "coalesce(p.text, sub)".replace("sub", cell["sub"]),
            "conversation": group,
        },
        source=f"FROM pdu m LEFT JOIN ({_addresses(database)}) a ON a.id = m._id "
        f"LEFT JOIN ({_contents(database)}) p ON p.id = m._id ORDER BY m._id",
        set_aside=f"CASE {cell['m_type']} {reports} END" if cell["m_type"] != "NULL" else "NULL",
    )
    words = {code: f"mms {word}" for code, word in BOXES.items()}
    return part(
        database, listing, options, profile="android-mms", normaliser="calls",
        values={"type": words}, meta={"service": "mms"},
    )  # fmt: skip


def _addresses(database: Database) -> str:
    """Return SQL for the sender and the recipients of each message, the owner left out."""
    if not database.has("addr", "msg_id", "address", "type"):
        return "SELECT NULL AS id, NULL AS sender, NULL AS recipients, 0 AS reached"
    to = f"CASE WHEN type IN {_TO} THEN address END"
    return f"""SELECT msg_id AS id, max(CASE WHEN type = {_FROM} THEN address END) AS sender,
        group_concat({to}, '~') AS recipients, count({to}) AS reached
        FROM (SELECT DISTINCT msg_id, address, type FROM addr
              WHERE address IS NOT NULL AND address NOT IN ('', '{_SELF}') ORDER BY msg_id, address)
        GROUP BY msg_id"""


def _contents(database: Database) -> str:
    """Return SQL for the text of each message, and what its other parts are."""
    if not database.has("part", "mid", "ct"):
        return "SELECT NULL AS id, NULL AS text, NULL AS parts"
    cells = {n: database.column("part", n, alias="p") for n in ("seq", "text", "_data", "name", "cl")}
    other = "p.ct NOT IN ('text/plain', 'application/smil')"
    return f"""SELECT mid AS id, group_concat(CASE WHEN ct = 'text/plain' THEN nullif(words, '') END, char(10)) AS text,
        group_concat(other, ' | ') AS parts
        FROM (SELECT p.mid, p.ct, {cells["text"]} AS words,
              CASE WHEN {other} THEN p.ct || coalesce(' ' || coalesce({cells["name"]}, {cells["cl"]}), '')
              || coalesce(' ' || {cells["_data"]}, '') END AS other
              FROM part p ORDER BY p.mid, {cells["seq"]}, p._id)
        GROUP BY mid"""
