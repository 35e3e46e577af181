"""Cells of many labelled lines: `Nickname: Sam`, `Mobile: +447700900123`, `Telegram ID: 1001`."""

from __future__ import annotations

import re

from clew.readers.engine.titles import normalise
from clew.readers.sheets.words import is_number, service

_LINE = re.compile(r"\s*(?:(?P<label>[^:\n@+]{1,40}?)\s*:\s+)?(?P<value>\S.*?)\s*")
_NAMES, _NICKNAMES = ("fullname", "full name", "display name", "name"), ("nickname", "nick name")
_PARTS = ("first name", "middle name", "last name")
_OWNER = re.compile(r"\b(?:device|phone) owner\b|\(owner\)", re.IGNORECASE)
#: Words of a label that say what a value is and not whose service it belongs to.
_PLAIN = re.compile(r"\b(?:id|uid|user|username|name|account|profile|nickname|login)\b", re.IGNORECASE)


def lines(cell: str) -> list[tuple[str, str]]:
    """Return label, normalised, and value of each line; the label is blank where a line has none."""
    found = (_LINE.fullmatch(line) for line in cell.split("\n") if line.strip())
    return [(normalise(match["label"] or ""), match["value"]) for match in found if match]


def name(cell: str) -> str:
    """Return the name in a cell: the full one, else its parts, a nickname, the first line without a label."""
    known = dict(reversed(lines(cell)))
    whole = next((known[label] for label in _NAMES if label in known), "")
    parts = " ".join(known[label] for label in _PARTS if label in known)
    return whole or parts or next((known[label] for label in _NICKNAMES if label in known), known.get("", ""))


def phones(cell: str) -> str:
    """Return the numbers of a cell, a line each."""
    return "\n".join(value for _, value in lines(cell) if is_number(value))


def emails(cell: str) -> str:
    """Return the e-mail addresses of a cell, a line each."""
    return "\n".join(value for _, value in lines(cell) if re.fullmatch(r"[^@\s]+@[^@\s]+\.[A-Za-z]{2,}", value))


def accounts(cell: str) -> str:
    """Return the accounts of a cell as `service:user`, a line each; a line that names no service is left out."""
    found = []
    for label, value in lines(cell):
        app = " ".join(_PLAIN.sub(" ", label).split())
        if app and " " not in value and not value.casefold().startswith(("http:", "https:")):
            found.append(value if "@" in value else f"{service(app)}:{value}")
    return "\n".join(found)


def party(cell: str) -> str:
    """Return who a cell names as cells of parties are written: `+447700900123 Sam`, the owner marked.

    Several numbers in one cell are several parties.
    """
    owner = " (owner)" if _OWNER.search(cell) else ""
    known = lines(_OWNER.sub("", cell))
    numbers = [value for _, value in known if is_number(value) or "@" in value]
    ids = [value for label, value in known if label.endswith(("id", "username")) and value not in numbers]
    called = name("\n".join(f"{label}: {value}" if label else value for label, value in known if value not in numbers))
    identifiers = numbers or ids
    if len(identifiers) > 1:
        return "\n".join(identifier + owner for identifier in identifiers)
    return f"{identifiers[0] if identifiers else ''} {called}".strip() + owner if known else owner.strip()
