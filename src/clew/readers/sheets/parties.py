"""Cells that name who took part: a line each, `From: +447700900123 Sam`, with or without the role in front."""

from __future__ import annotations

import re

from clew.readers.sheets.words import is_number, meaning

#: Place of each text in a party.
ROLE, IDENTIFIER, NAME, OWNER = range(4)
WIDTH = 4

Party = tuple[str, str, str, str]

_ROLE = re.compile(r"([^\W\d_][^\W\d_ ]{0,14})\s*:\s*(.*)", re.DOTALL)
_OWNER = re.compile(
    r"\s*\((?:owner|besitzer|eigentümer|propriétaire|propietario|eigenaar|właściciel)\)\s*", re.IGNORECASE
)
_SPACED_NUMBER = re.compile(r"(\+?\(?\d[\d ()./-]{4,}\d)(?=$|\s)\s*(.*)", re.DOTALL)
#: How AXIOM names the telephone's owner, and how programs put an identifier behind a name.
_LOCAL_USER = re.compile(r"local user\b\s*(.*)", re.IGNORECASE | re.DOTALL)
_BEHIND = re.compile(r"(?P<name>.*?)\s*<(?P<identifier>[^<>]+)>", re.DOTALL)
_LINES = re.compile(r"\n+|;\s*(?=\S)")


def parse(cell: str) -> list[Party]:
    """Return role (`from`, `to` or blank), identifier, name and `owner` or blank of everybody in a cell.

    A party of words only is a name without an identifier, but for one single word: that may be an account or a
    sender's name.
    """
    return [_party(line.strip()) for line in _LINES.split(cell) if line.strip()]


def _party(line: str) -> Party:
    role, rest = "", line
    led = _ROLE.fullmatch(line)
    if led:
        role = meaning("role", led[1])
        rest = led[2] if role else line
        role = "" if role == "none" else role
    owner = "owner" if _OWNER.search(rest) else ""
    rest = _OWNER.sub(" ", rest).strip()
    local = _LOCAL_USER.fullmatch(rest)
    owner, rest = ("owner", local[1]) if local else (owner, rest)
    behind = _BEHIND.fullmatch(rest)
    if behind and (local or _is_identifier(behind["identifier"])):
        return role, behind["identifier"].strip(), behind["name"], owner
    spaced = _SPACED_NUMBER.fullmatch(rest)
    if spaced:
        return role, spaced[1], spaced[2].strip(), owner
    identifier, _, name = rest.partition(" ")
    if rest.casefold().startswith("system message"):
        return role, "System Message", "", owner
    if name and not _is_identifier(identifier):
        return role, "", rest, owner
    return role, identifier, name.strip(), owner


def _is_identifier(word: str) -> bool:
    return "@" in word or is_number(word) or any(ch.isdigit() for ch in word) or "_" in word
