"""One invented telephone: its hardware, saved contacts, calls, messages, groups and positions, as they truly were.

Writers in this folder put the same telephone into the formats of laboratories and apps, so that every reader can be
held to the same people, calls and messages. Numbers are drama numbers and numbers of the unassigned country code 999.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from clew.synth.dice import Dice
from clew.synth.geography import load
from clew.synth.reserved import Reserved

#: 2026-03-02 09:00:00 UTC, the first day of the telephone's records.
FIRST_UTC = 1_772_442_000
OWN_NUMBER = "+447700900477"


@dataclass(frozen=True, slots=True)
class Contact:
    """A saved contact: name and numbers as typed into the telephone."""

    name: str
    number: str  # E.164
    email: str = ""
    organisation: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A call: `start_utc` seconds; outcome `answered`, `missed`, `rejected`; service `voice` or `whatsapp`."""

    start_utc: int
    number: str
    outgoing: bool
    duration_s: int
    outcome: str
    service: str = "voice"
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """A message: to or from `number`, or within `group` (an index into `Telephone.groups`, -1 for none).

    In a group `number` is the sender of an incoming message and empty for the owner's own.
    Service `sms`, `whatsapp` or `imessage`; `start_utc` in seconds.
    """

    start_utc: int
    number: str
    outgoing: bool
    text: str
    service: str = "sms"
    group: int = -1
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat and its members besides the owner (E.164)."""

    id: str
    title: str
    members: tuple[str, ...]
    created_utc: int


@dataclass(frozen=True, slots=True)
class Position:
    """Where the telephone was, WGS84 degrees; `accuracy_m` metres."""

    start_utc: int
    lat: float
    lon: float
    accuracy_m: int


@dataclass(frozen=True, slots=True)
class Telephone:
    """The whole truth about one telephone."""

    maker: str
    model: str
    imei: str
    imsi: str
    iccid: str
    number: str
    contacts: tuple[Contact, ...]
    calls: tuple[Call, ...]
    messages: tuple[Message, ...]
    groups: tuple[Group, ...]
    positions: tuple[Position, ...] = field(default=())

    def saved(self, number: str) -> str:
        """Return the name a number is saved under, empty when it is not."""
        return next((c.name for c in self.contacts if c.number == number), "")


def invented_telephone(seed: int = 2026, *, calls: int = 40, messages: int = 120, positions: int = 12) -> Telephone:
    """Make a telephone with two people of every kind: saved, unsaved, in a group, written to in another script.

    Args:
        seed: Same seed, same telephone.
        calls: How many calls: in, out, missed, rejected, by the network and by app.
        messages: How many messages: SMS, app, in a group; with emoji, line breaks and markup in them.
        positions: How many recorded positions.
    """
    dice = Dice(seed).stream("telephone")
    reserved = Reserved(dice.stream("reserved"))
    mobiles = [n for n in reserved.mobiles(4, 14) if n != OWN_NUMBER][:12]
    abroad = reserved.foreign(48, 9)
    names = [
        "Mum",
        "Skye Ashdown",
        "Bex (work)",
        "Taxi 24h",
        "Zoltán Ó Súilleabháin",
        "Big <b>Al</b>",
        "=Uncle Ray",
        "Dré",
    ]
    saved = [
        Contact(name, number, email="skye.ashdown@example.org" if name.startswith("Skye") else "")
        for name, number in zip(names, mobiles, strict=False)
    ]
    saved[3] = Contact("Taxi 24h", mobiles[3], organisation="Zed Cars")
    saved[7] = Contact("Dré", mobiles[7], deleted=True)
    groups = (
        Group("120363000000000001", "Sunday five-a-side", tuple(mobiles[:4]), FIRST_UTC - 86_400),
        Group("447700900477-1580000000", "Work rota", (mobiles[1], mobiles[8]), FIRST_UTC - 40 * 86_400),
    )
    others = [*mobiles, abroad]
    return Telephone(
        maker="Zedphone",
        model="Z12",
        imei=reserved.imeis("telephone", 1)[0],
        imsi=reserved.imsis("telephone", 1)[0],
        iccid="8999901000000000017",
        number=OWN_NUMBER,
        contacts=tuple(saved),
        calls=_calls(dice.stream("calls"), others, calls),
        messages=_messages(dice.stream("messages"), others, groups, messages),
        groups=groups,
        positions=_positions(dice.stream("positions"), positions),
    )


def _calls(dice: Dice, others: list[str], n: int) -> tuple[Call, ...]:
    starts = sorted((FIRST_UTC + dice.between(0, 28 * 86_400, n)).tolist())
    kinds = dice.many(["out", "out", "in", "in", "missed", "rejected"], n)
    services = dice.many(["voice", "voice", "voice", "whatsapp"], n)
    lengths = dice.between(3, 900, n).tolist()
    who = dice.many(others, n)
    found = []
    for start, kind, service, length, number in zip(starts, kinds, services, lengths, who, strict=True):
        outcome = kind if kind in ("missed", "rejected") else "answered"
        found.append(Call(start, number, kind == "out", length if outcome == "answered" else 0, outcome, service))
    return tuple(found)


def _messages(dice: Dice, others: list[str], groups: tuple[Group, ...], n: int) -> tuple[Message, ...]:
    starts = sorted((FIRST_UTC + dice.between(0, 28 * 86_400, n)).tolist())
    odd = ["ok 😂👍", "line one\nline two", '<b>bold</b> & "quoted"', "=1+1", "Zażółć gęślą jaźń", "x" * 200]
    texts = [*load("texts")["ordinary"]["lines"], *odd]
    bodies, out = dice.many(texts, n), dice.many([True, False], n)
    services, who = dice.many(["sms", "sms", "whatsapp", "whatsapp", "group"], n), dice.many(others, n)
    found = []
    for i, (start, body, mine, service, number) in enumerate(zip(starts, bodies, out, services, who, strict=True)):
        if service == "group":
            group = i % len(groups)
            sender = "" if mine else groups[group].members[i % len(groups[group].members)]
            found.append(Message(start, sender, mine, body, "whatsapp", group))
        else:
            found.append(Message(start, number, mine, body, service))
    return tuple(found)


def _positions(dice: Dice, n: int) -> tuple[Position, ...]:
    starts = sorted((FIRST_UTC + dice.between(0, 28 * 86_400, n)).tolist())
    lats, lons = dice.between(0, 10_000, n).tolist(), dice.between(0, 10_000, n).tolist()
    radii = dice.many([5, 12, 30, 800], n)
    return tuple(
        Position(start, round(53.79 + a / 200_000, 6), round(-1.56 + b / 200_000, 6), radius)
        for start, a, b, radius in zip(starts, lats, lons, radii, strict=True)
    )
