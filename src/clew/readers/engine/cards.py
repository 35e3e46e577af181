"""Take vCards apart: unfold lines, decode values, gather what a contact record needs.

Versions 2.1, 3.0 and 4.0 are read by one set of rules, because phones mix them within a card. RFC 6350
(4.0), RFC 2426 (3.0) and the versit specification (2.1) give the forms.
"""

from __future__ import annotations

import hashlib
import io
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from clew.readers.engine.xmlbytes import decode_base64, summary

_LINE = re.compile(
    r"(?:(?P<group>[\w-]+)\.)?(?P<name>[A-Za-z][\w-]*)(?P<params>(?:;(?:\"[^\"]*\"|[^\":])*)*):(?P<value>.*)", re.DOTALL
)
_PARAM = re.compile(r";((?:\"[^\"]*\"|[^;\"])*)")
_BINARY = frozenset({"PHOTO", "LOGO", "SOUND", "KEY"})
_SERVICE = re.compile(
    r"X-(?:ANDROID-CUSTOM|[A-Z-]*(?:WHATSAPP|TELEGRAM|SIGNAL|SKYPE|AIM|ICQ|JABBER|QQ|MSN|YAHOO|WECHAT|VIBER|SNAPCHAT|INSTAGRAM|SOCIALPROFILE)[A-Z-]*)"
)
_SILENT = frozenset({"BEGIN", "END", "VERSION", "PRODID", "REV", "UID", "CLASS"})
_LONGEST_CARD_LINES = 200_000


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one card, and whether it was closed."""

    lines: list[str]
    ended: bool

    @property
    def text(self) -> str:
        """The card as it stands."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class Property:
    """One property of a card: name in capitals, parameters, decoded value."""

    group: str
    name: str
    params: dict[str, list[str]]
    value: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card's cells: `raw` one per column of the reader, `values` one per canonical field."""

    raw: tuple[str, ...]
    values: tuple[str, ...]


def blocks(stream: BinaryIO) -> Iterator[Block]:
    """Yield the cards of a file. A card without END ends where the next begins, or at the end of the file."""
    lines: list[str] = []
    inside = False
    for line in io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline=None):
        word = line.lstrip("\ufeff").strip().upper().replace(" ", "")
        if word == "BEGIN:VCARD":
            if inside:
                yield Block(lines, ended=False)
            lines, inside = [line], True
        elif word == "END:VCARD" and inside:
            yield Block([*lines, line], ended=True)
            lines, inside = [], False
        elif inside and len(lines) < _LONGEST_CARD_LINES:
            lines.append(line)
    if inside:
        yield Block(lines, ended=False)


def parse(lines: list[str]) -> Card | None:
    """Return what a card says, or None when no property of it can be read."""
    properties = [p for p in map(_property, unfold(lines)) if p is not None and p.name not in _SILENT]
    if not properties:
        return None
    labels = {p.group: p.value for p in properties if p.name == "X-ABLABEL" and p.group}
    name = _first(properties, "FN") or _name(_first(properties, "N")) or _first(properties, "NICKNAME")
    organisation = " ".join(_pieces(_first(properties, "ORG")))
    phones = [_uri(p.value, "tel") for p in properties if p.name == "TEL" and p.value.strip()]
    emails = [_uri(p.value, "mailto") for p in properties if p.name == "EMAIL" and p.value.strip()]
    handles = [handle for p in properties for handle in _handles(p)]
    addresses = [", ".join(_pieces(p.value)) for p in properties if p.name == "ADR"]
    notes = [p.value for p in properties if p.name == "NOTE"]
    shown = {"FN", "N", "ORG", "TEL", "EMAIL", "IMPP", "ADR", "NOTE", "X-ABLABEL"}
    further = [f"{p.name}={_binary(p)}" for p in properties if p.name not in shown]
    further += [f"{p.name} is {labels[p.group]}" for p in properties if p.group in labels and p.name != "X-ABLABEL"]
    tel, mail, address, note = ("\n".join(found) for found in (phones, emails, addresses, notes))
    messaging = "\n".join(handles)
    return Card(
        raw=(
            _first(properties, "FN"),
            _first(properties, "N"),
            organisation,
            tel,
            mail,
            messaging,
            address,
            note,
            "; ".join(further),
        ),
        values=(name, organisation, tel, mail, messaging, address, note),
    )


def unfold(lines: list[str]) -> Iterator[str]:
    """Join folded lines: those that begin with a blank, and quoted-printable ones that end in `=`."""
    logical = ""
    for line in lines:
        line = line.rstrip("\r\n")
        head = logical.split(":", 1)[0].upper()
        if logical and "QUOTED-PRINTABLE" in head and logical.endswith("="):
            logical += "\n" + line
        elif logical and line[:1] in (" ", "\t"):
            logical += line[1:]
        elif logical and _base64_open(head) and line and ":" not in line:
            logical += line  # 2.1 writes base64 over several lines without a blank in front
        else:
            if logical:
                yield logical
            logical = line
    if logical:
        yield logical


def _base64_open(head: str) -> bool:
    return "BASE64" in head or "ENCODING=B" in head


def _property(line: str) -> Property | None:
    match = _LINE.fullmatch(line)
    if match is None:
        return None
    params: dict[str, list[str]] = {}
    for text in _PARAM.findall(match["params"]):
        key, _, value = text.partition("=")
        if not value:  # 2.1: a bare word is a type
            key, value = "TYPE", key
        params.setdefault(key.strip().upper(), []).extend(v.strip(' "').upper() for v in value.split(","))
    value = match["value"]
    encodings = params.get("ENCODING", []) + params.get("TYPE", [])
    if "QUOTED-PRINTABLE" in encodings:
        value = _quoted_printable(value, next(iter(params.get("CHARSET", [])), "UTF-8"))
    return Property((match["group"] or "").lower(), match["name"].upper(), params, _unescaped(value))


def _quoted_printable(value: str, charset: str) -> str:
    data = quopri.decodestring(value.encode("utf-8"))
    try:
        return data.decode(charset)
    except (LookupError, UnicodeDecodeError):
        return data.decode("utf-8", "replace")


def _unescaped(value: str) -> str:
    """Undo `\\n`, `\\,` and `\\:`; `\\;` stays for `_pieces`, which splits at the others."""
    return re.sub(r"\\([nN,:\\])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def _pieces(value: str) -> list[str]:
    return [piece.replace("\\;", ";").strip() for piece in re.split(r"(?<!\\);", value) if piece.strip()]


def _first(properties: list[Property], name: str) -> str:
    return next((p.value.replace("\\;", ";").strip() for p in properties if p.name == name and p.value.strip(" ;")), "")


def _name(value: str) -> str:
    """Return a name to show from `family;given;middle;prefix;suffix`."""
    family, given, middle, prefix, suffix = ([*value.split(";"), "", "", "", "", ""])[:5]
    return " ".join(piece.strip() for piece in (prefix, given, middle, family, suffix) if piece.strip())


def _uri(value: str, scheme: str) -> str:
    text = value.strip()
    return text[len(scheme) + 1 :] if text.lower().startswith(scheme + ":") else text


def _handles(p: Property) -> list[str]:
    """Return messenger accounts as `service:user`: WhatsApp ids on numbers, IMPP, and the X- fields of phones."""
    found = [f"whatsapp:{number}" for number in p.params.get("WAID", [])]
    if p.name == "IMPP" and p.value.strip():
        service = next(iter(p.params.get("X-SERVICE-TYPE", [])), "").lower()
        scheme, _, user = p.value.strip().partition(":")
        found.append(f"{service or scheme}:{user or scheme}")
    elif p.name == "X-SOCIALPROFILE" and p.value.strip():
        found.append(f"{next(iter(p.params.get('TYPE', [])), 'profile').lower()}:{p.value.strip().rsplit('/', 1)[-1]}")
    elif _SERVICE.fullmatch(p.name) and p.name != "X-ANDROID-CUSTOM" and p.value.strip():
        found.append(f"{p.name.removeprefix('X-').lower()}:{p.value.strip()}")
    return found


def _binary(p: Property) -> str:
    """Return a property's value for the row's text; pictures and sounds as size and hash."""
    if p.name not in _BINARY or len(p.value) < 200:
        return p.value
    data = decode_base64("".join(p.value.split(",", 1)[-1].split()).encode())
    return summary(len(data), hashlib.sha256(data).hexdigest())
