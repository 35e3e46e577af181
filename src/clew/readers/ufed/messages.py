"""Messages: SMS, MMS, and instant messages inside and outside chats."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import words
from clew.readers.sheets.ends import first_filled
from clew.readers.ufed import sides
from clew.readers.ufed.kind import Kind, Made
from clew.readers.ufed.rows import Rows, blank

SHOWN = {
    "caller": "From",
    "called": "To",
    "contact_name": "From",
    "start": "TimeStamp",
    "type": "Folder",
    "app": "Source",
    "text": "Body",
    "smsc": "SMSC",
    "conversation": "ChatId",
    "status": "Status",
    "deleted": "deleted_state",
}
SAME = ("caller", "called", "start", "type", "app", "text")


def states(rows: Rows) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return what folder and owner mark say of the side, what the status says, and `draft` or `outbox` if unsent."""
    unsent = first_filled(*(rows.each(f, lambda text: _meaning("unsent", text)) for f in ("Folder", "Type", "Status")))
    owner = pc.utf8_lower(rows.text("FromIsOwner"))
    marked = pc.if_else(pc.equal(owner, "true"), "out", "")
    said = first_filled(marked, sides.said(rows, "Folder", "Type"))
    said = pc.if_else(blank(unsent), said, "out")
    by_status = first_filled(sides.said(rows, "Status"), rows.each("Status", lambda text: _meaning("seen", text)))
    return said, by_status, unsent


def content(rows: Rows) -> dict[str, pa.Array]:
    """Return the fields of a message that do not depend on its ends."""
    body, subject = rows.text("Body"), rows.text("Subject")
    return {
        "start": rows.moment("TimeStamp", "Timestamp"),
        "app": rows.app,
        "text": pc.if_else(blank(subject), body, pc.binary_join_element_wise(subject, body, "\n")),
        "smsc": rows.text("SMSC"),
        "conversation": rows.text("ChatId"),
        "status": rows.text("Status"),
        "deleted": rows.deleted,
    }


def types(service: pa.Array, side: pa.Array, unsent: pa.Array) -> pa.Array:
    """Return the type of each message in the words of call records: `sms in`, `app out`, `app draft`."""
    return pc.binary_join_element_wise(service, pc.if_else(blank(unsent), side, unsent), " ")


def _make(service: str, rows: Rows) -> Made:
    said, otherwise, unsent = states(rows)
    found = sides.of(rows, said, otherwise)
    own = pc.if_else(blank(rows.app), service, "app")
    fields = {**content(rows), "type": types(own, found.side, unsent)}
    at = pa.array(found.at)
    taken = {name: column.take(at) for name, column in fields.items()}
    return Made(found.fields | taken, found.at, found.nth, found.row_is_for)


def _meaning(list_: str, text: str) -> str:
    return words.meaning(list_, text)


def make_sms(rows: Rows) -> Made:
    """Return the rows of SMS, and of instant messages outside chats."""
    return _make("sms", rows)


SMS = Kind(
    name="SMS",
    types=("SMS",),
    normaliser="calls",
    shown=SHOWN,
    titles=("Source", "TimeStamp", "Folder", "Status", "Body", "SMSC"),
    same=SAME,
    make=make_sms,
)
MMS = Kind(
    name="MMS",
    types=("MMS",),
    normaliser="calls",
    shown=SHOWN,
    titles=("Source", "TimeStamp", "Folder", "Status", "Subject", "Body", "SMSC"),
    same=SAME,
    make=lambda rows: _make("mms", rows),
)
INSTANT = Kind(
    name="InstantMessage",
    types=("InstantMessage",),
    normaliser="calls",
    shown=SHOWN,
    titles=("Source", "TimeStamp", "Folder", "Status", "Subject", "Body", "ChatId"),
    same=SAME,
    make=make_sms,
)
