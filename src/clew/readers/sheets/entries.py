"""Cells with the numbers and accounts of a contact: a line each, `Phone-Mobile: +44...`, `User ID-Username: ...`."""

from __future__ import annotations

import re

from clew.readers.sheets.words import is_number, meaning, service

#: Place of each text in an entry.
PHONE, EMAIL, MESSAGING, WEB, OTHER = range(5)
WIDTH = 5

_LINE = re.compile(r"\s*([^:\n]{1,60}?)\s*:\s*(\S.*)")
_LABEL = re.compile(r"(?P<domain>.*?)\s*-\s*(?P<category>[^-]*)")
#: Words some versions put between the dash and the category.
_INSERTED = re.compile(r"^(?:message|general)\s+(?=\S)", re.IGNORECASE)


def parse(cell: str, app: str) -> tuple[str, str, str, str, str]:
    """Return the numbers, e-mail addresses, accounts, web addresses and other entries of a cell, a line each.

    Args:
        cell: The cell.
        app: App the contact comes from, empty for the telephone's own address book.
    """
    found: tuple[list[str], ...] = ([], [], [], [], [])
    for line in cell.split("\n"):
        if not line.strip():
            continue
        kind, text = _entry(line, app)
        if text not in found[kind]:
            found[kind].append(text)
    phone, email, messaging, web, other = ("\n".join(texts) for texts in found)
    return phone, email, messaging, web, other


def _entry(line: str, app: str) -> tuple[int, str]:
    parts = _LINE.fullmatch(line)
    label = parts[1] if parts else ""
    value = (parts[2] if parts else line).strip()
    domain, category = _domain(label)
    if domain == "email" or (not domain and _is_email(value)):
        return EMAIL, value
    if domain == "web":
        return WEB, value
    if domain == "user":
        return _account(value, category, app)
    if domain == "phone" or (not label and is_number(value)):
        return (PHONE, value) if "@" not in value else (MESSAGING, value)
    return OTHER, line.strip()


def _domain(label: str) -> tuple[str, str]:
    """Return the kind of an entry and its category; the kind may hold a dash itself (`E-Mail-Privat`)."""
    pieces = label.split("-")
    for cut in range(len(pieces), 0, -1):
        domain = " ".join(" ".join(pieces[:cut]).split())
        means = meaning("domain", domain)
        if means:
            return means, _INSERTED.sub("", "-".join(pieces[cut:]).strip())
    return "", ""


def _account(value: str, category: str, app: str) -> tuple[int, str]:
    if "@" in value:
        return (EMAIL, value) if _is_email(value) else (MESSAGING, value)
    name = meaning("service", category) or service(app)
    if name in ("whatsapp", "signal", "viber") and is_number(value):
        return PHONE, value
    return MESSAGING, f"{name}:{value.replace(' ', '')}"


def _is_email(value: str) -> bool:
    return re.fullmatch(r"[^@\s]+@(?!s\.whatsapp\.net|g\.us|c\.us|lid\b)[^@\s]+\.[A-Za-z]{2,}", value) is not None
