"""What the cells of a chat say of it as a whole: group or not, its address, who else is in it, who the owner is."""

from __future__ import annotations

import hashlib

import pyarrow.compute as pc

from clew.readers.sheets import groups, parties, words
from clew.readers.sheets.cells import Cells, Spread, spread

#: Place of each text of a chat.
GROUP, CONVERSATION, OWNER, OTHER, OTHER_NAME = range(5)
WIDTH = 5

_FACTS = ("identifier", "name", "participants", "source", "start_time", "chat_number")


def of(cells: Cells) -> Spread:
    """Return for each row, exactly one thing: the chat's group address or blank, its id, owner, other end and name."""
    joined = pc.binary_join_element_wise(*(cells.text(column) for column in _FACTS), "\x1f")
    return spread(joined, lambda text: [_chat(*text.split("\x1f"))], WIDTH)


def members(cells: Cells) -> Spread:
    """Return the members of each row's chat: whether it is the owner, the party, the name it is shown under."""
    joined = pc.binary_join_element_wise(cells.text("participants"), cells.text("source"), "\x1f")
    return spread(joined, lambda text: _members(*text.split("\x1f")), 3)


def _members(participants: str, source: str) -> list[tuple[str, str, str]]:
    app = words.app_of(source)
    found = []
    for _, identifier, name, owner in parties.parse(participants):
        if owner or (identifier and not groups.ADDRESS.fullmatch(identifier) and identifier != "System Message"):
            found.append((owner, "self" if owner else words.party(identifier, app), name))
    return found


def _chat(
    identifier: str, name: str, participants: str, source: str, start: str, number: str
) -> tuple[str, str, str, str, str]:
    app = words.app_of(source)
    everybody = parties.parse(participants)
    others = [p for p in everybody if not p[parties.OWNER] and p[parties.IDENTIFIER] != "System Message"]
    owner = next((p[parties.IDENTIFIER] for p in everybody if p[parties.OWNER]), "")
    conversation = identifier or name or f"chat {number}"
    if "@broadcast" in identifier:
        return "", conversation, owner, "", ""
    address = next((m.group() for text in (identifier, participants) for m in [groups.ADDRESS.search(text)] if m), "")
    if address or len(others) > 1:
        # Without an id of its own a group is known by all that is said of it.
        told = identifier or hashlib.sha256("\x1f".join((name, participants, start)).encode()).hexdigest()[:16]
        return address or f"group:{words.service(app or 'sms')}:{told}", conversation, owner, "", ""
    if others:
        return "", conversation, owner, others[0][parties.IDENTIFIER], others[0][parties.NAME]
    alone = identifier if identifier != owner and ("@" in identifier or words.is_number(identifier)) else ""
    return "", conversation, owner, alone, ""
