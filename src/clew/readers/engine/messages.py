"""SMS and MMS elements of a phone backup as rows, one for each other participant."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import ClassVar

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.textrows import TextRows
from clew.readers.engine.twins import Twins
from clew.readers.engine.xmlbytes import decode_base64, summary
from clew.readers.engine.xmlrow import dropped, plain, rest_of
from clew.readers.reader import SetAside, Tally

_SELF = "insert-address-token"
_FROM, _TO = "137", ("151", "130", "129")
_IN, _OUT = "1", "2"
#: Two copies of a message may carry times this far apart.
_SAME_MS = 1000
#: A longer number is no time, and fits no 64 bits.
_LONGEST_DATE = 16
#: Digits that must agree for two spellings of a number, with and without country code.
_SAME_DIGITS = 7
_NO_SIDE = "does not say whether it was sent or received"


class Messages:
    """Collects `<sms>` and `<mms>` elements.

    Phones store some messages twice, as SMS and as MMS. The later one is set aside when counterpart, side and
    text agree and the times differ by a second at most.

    Attributes:
        ready: Rows not yet given out.
        elements: Messages met so far.
    """

    columns: ClassVar[tuple[str, ...]] = (
        "kind", "address", "date", "type", "subject", "text", "contact_name", "readable_date", "date_sent", "read",
        "status", "sub_id", "service_center", "parts", "participants", "further attributes", "row is for",
    )  # fmt: skip
    fields: ClassVar[dict[str, str]] = {
        "service": "kind",
        "caller": "address",
        "called": "address",
        "start": "date",
        "type": "type",
        "text": "text",
        "contact_name": "contact_name",
        "conversation": "participants",
    }
    values: ClassVar[dict[str, dict[str, str]]] = {
        "type": {_IN: "in", _OUT: "out", "3": "draft", "4": "outbox", "5": "unsent", "6": "queued"},
    }
    _RENAMED: ClassVar[dict[str, str]] = {
        "body": "text",
        "m_subject": "subject",
        "sub": "subject",
        "msg_box": "type",
        "name": "contact_name",
    }

    def __init__(self, tally: Tally) -> None:
        self.ready = TextRows(tuple(self.fields))
        self.elements = 0
        self._tally = tally
        self._numbers = {"sms": 0, "mms": 0}
        self._mms: dict[str, str] | None = None
        self._parts: list[dict[str, str]] = []
        self._addresses: list[tuple[str, str]] = []
        self._seen = {"sms": Twins(), "mms": Twins()}

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take an element."""
        if tag == "sms":
            self._message("sms", dict(attributes), [])
        elif tag == "mms":
            self._mms, self._parts, self._addresses = dict(attributes), [], []
        elif tag == "part" and self._mms is not None:
            self._parts.append(dict(attributes))
        elif tag == "addr" and self._mms is not None:
            self._addresses.append((attributes.get("type", ""), attributes.get("address", "")))
        elif tag not in ("parts", "addrs"):
            dropped(self._tally, tag)

    def end(self, tag: str) -> None:
        """An MMS is whole once its element ends."""
        if tag == "mms" and self._mms is not None:
            attributes, self._mms = self._mms, None
            texts = [plain(p.get("text", "")) for p in self._parts if p.get("ct", "").startswith("text/plain")]
            attributes["text"] = "\n".join(text for text in texts if text)
            self._message("mms", attributes, self._addresses)

    def finish(self) -> None:
        """An MMS the file breaks off in is kept with what was read of it."""
        if self._mms is not None:
            self.end("mms")

    def _message(self, kind: str, attributes: dict[str, str], addresses: list[tuple[str, str]]) -> None:
        self.elements += 1
        self._numbers[kind] += 1
        row_ref = f"{kind} {self._numbers[kind]}"
        for old, new in self._RENAMED.items():
            if old in attributes and new not in attributes:
                attributes[new] = attributes.pop(old)
        others = [a for a in plain(attributes.get("address", "")).split("~") if a and a != _SELF]
        if not others:
            others = [a for _, a in addresses if a and a != _SELF]
        sender = _sender(addresses, others)
        box = plain(attributes.get("type", "")) or _box_of(addresses)
        raw = self._raw(kind, attributes, addresses)
        twin = self._twin(kind, attributes, others, box)
        reason = f"same message stored twice ({twin})" if twin else "" if box else _NO_SIDE
        if reason:
            self._tally.read += 1
            self._tally.set_aside.append(SetAside(row_ref, reason, RAW_SEPARATOR.join((*raw, ""))))
            return
        self._rows(kind, row_ref, raw, attributes, others, sender, box)

    def _rows(
        self,
        kind: str,
        row_ref: str,
        raw: tuple[str, ...],
        attributes: dict[str, str],
        others: list[str],
        sender: str,
        box: str,
    ) -> None:
        group = "~".join(sorted(others)) if len(others) > 1 else ""
        name = "" if group else plain(attributes.get("contact_name", ""))
        text = plain(attributes.get("text", ""))
        ends: list[tuple[str, str, str]]
        if box == _IN:
            first = sender or (others[0] if others else "")
            rest = [other for other in others if other != first]
            # What one participant sent to the others is no message of the phone's owner: neither in nor out.
            ends = [(first, "", box), *((first, other, "") for other in rest)]
        else:
            ends = [("", other, box) for other in others] or [("", "", box)]
        for place, (caller, called, side) in enumerate(ends):
            self._tally.read += 1
            self.ready.add(
                row_ref if place == 0 else f"{row_ref}, participant {place + 1}",
                (*raw, (called or caller) if group else ""),
                (kind, caller, called, attributes.get("date", ""), side, text, name, group),
            )

    def _raw(self, kind: str, attributes: dict[str, str], addresses: list[tuple[str, str]]) -> tuple[str, ...]:
        known = {**attributes, "kind": kind, "further attributes": rest_of(attributes, self.columns)}
        if kind == "mms":
            known["parts"] = " | ".join(_part(part) for part in self._parts)
            known["participants"] = " ".join(f"{side}:{address}" for side, address in addresses)
        return tuple([known.get(title, "") for title in self.columns[:-1]])

    def _twin(self, kind: str, attributes: dict[str, str], others: list[str], box: str) -> str:
        """Return the place of the same message stored as the other kind, or nothing; remember this one."""
        text = " ".join(plain(attributes.get("text", "")).split())
        date = attributes.get("date", "")
        if not text or not date.lstrip("-").isdigit() or len(date) > _LONGEST_DATE:
            return ""
        moment = int(date) if len(date) > 11 else int(date) * 1000
        counterpart = _tail(others[0]) if len(others) == 1 else "~".join(sorted(map(_tail, others)))
        bucket = moment // _SAME_MS
        other_kind = "mms" if kind == "sms" else "sms"
        stored = self._seen[other_kind]
        if stored:
            for near in (bucket, bucket - 1, bucket + 1):
                number = stored.find(hash((counterpart, box, text, near)), moment, _SAME_MS)
                if number is not None:
                    return f"{other_kind} {number}"
        self._seen[kind].add(hash((counterpart, box, text, bucket)), moment, self._numbers[kind])
        return ""


def _sender(addresses: list[tuple[str, str]], others: list[str]) -> str:
    """Return who sent a received MMS, as it is spelt in `address`, which has the country code more often."""
    if len(others) == 1:
        return others[0]
    for side, address in addresses:
        if side == _FROM and address and address != _SELF:
            return next((other for other in others if _tail(other) == _tail(address)), address)
    return ""


def _box_of(addresses: list[tuple[str, str]]) -> str:
    """Return the box of an MMS that names none: received when somebody else stands as its sender."""
    senders = [address for side, address in addresses if side == _FROM]
    return "" if not senders else _OUT if _SELF in senders else _IN


@lru_cache(maxsize=65_536)
def _tail(number: str) -> str:
    digits = "".join(ch for ch in number if ch.isdigit())
    return digits[-_SAME_DIGITS:] if len(digits) >= _SAME_DIGITS else number


def _part(part: dict[str, str]) -> str:
    """Describe a part of an MMS; an attachment by its size and hash."""
    name = next((plain(part[key]) for key in ("name", "cl", "fn") if plain(part.get(key, ""))), "")
    data = part.get("data", "")
    if data and ", SHA-256 " not in data[:120]:
        decoded = decode_base64("".join(data.split()).encode())
        data = summary(len(decoded), hashlib.sha256(decoded).hexdigest())
    return " ".join(piece for piece in (part.get("ct", ""), name, data) if piece)
