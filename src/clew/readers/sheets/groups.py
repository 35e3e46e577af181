"""Which messages outside chats went to a group: by its address, by the word, or by several others in an app."""

from __future__ import annotations

import hashlib
import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.sheets import parties, words
from clew.readers.sheets.cells import Cells, each

#: Address of a WhatsApp group. It begins where a word begins: else each letter of a long word is a new start.
ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@g\.us")
_COLUMNS = ("from", "to", "parties")


def of(cells: Cells, app: pa.Array) -> pa.Array:
    """Return the address of each row's group, blank where it is a message to one or a text of the network."""
    conversation = cells.text("conversation", "identifier")
    joined = pc.binary_join_element_wise(
        conversation, cells.text("conversation_type"), *(cells.text(column) for column in _COLUMNS), app, "\x1f"
    )
    return each(joined, lambda text: _group(*text.split("\x1f")))


def _group(conversation: str, kind: str, sender: str, recipients: str, partners: str, app: str) -> str:
    address = next((m.group() for text in (conversation, recipients, partners) if (m := ADDRESS.search(text))), "")
    if address or not app:
        return address
    reached = [p for p in parties.parse(recipients) if p[parties.IDENTIFIER] or p[parties.NAME]]
    if "group" not in kind.casefold() and len(reached) < 2:
        return ""
    everybody = sorted({p[parties.IDENTIFIER] for p in (*reached, *parties.parse(sender), *parties.parse(partners))})
    told = conversation or hashlib.sha256("\x1f".join(everybody).encode()).hexdigest()[:16]
    return f"group:{words.service(app)}:{told}"
