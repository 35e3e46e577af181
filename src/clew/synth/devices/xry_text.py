"""The invented telephone as XRY text exports: one UTF-16 file a category, with the quirks such exports have."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from clew.synth.devices.telephone import Call, Message, Telephone

#: Characters of a text after which it is written in segments.
SEGMENT = 153
_PREAMBLE = ["MSAB XRY export", "", "Case:\tinvented", "Exported:\t4/1/2026", ""]


def write(telephone: Telephone, folder: Path) -> list[Path]:
    """Write calls, messages, contacts and general information. Returns the paths. Only texts of the network fit."""
    files = {
        "Calls.txt": [_call(telephone, n, call) for n, call in enumerate(telephone.calls, 1)],
        "Messages-SMS.txt": _messages(telephone),
        "Contacts-Contacts.txt": [
            [f"Contacts #\t{n}", f"Name:\t{c.name}", f"Tel:\t{c.number}", "Storage:\tDevice"]
            for n, c in enumerate(telephone.contacts, 1)
        ],
        "Device-General Information.txt": [_device(telephone)],
    }
    paths = []
    for name, entities in files.items():
        lines = list(_PREAMBLE)
        for entity in entities:
            lines += [*entity, ""]
        paths.append(folder / name)
        paths[-1].write_bytes(b"\xff\xfe" + "\r\n".join(lines).encode("utf-16-le"))
    return paths


def when(seconds: int, clock: str = "Device") -> str:
    """Return a time as such exports print it: month first, 12-hour clock, zone and the clock it was read from."""
    at = datetime.fromtimestamp(seconds, UTC)
    half = "PM" if at.hour >= 12 else "AM"
    return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M:%S} {half} UTC ({clock})"


def _call(telephone: Telephone, number: int, call: Call) -> list[str]:
    kind = "Dialed" if call.outgoing else {"missed": "Missed", "rejected": "Rejected"}.get(call.outcome, "Received")
    length = f"{call.duration_s // 3600:02d}:{call.duration_s // 60 % 60:02d}:{call.duration_s % 60:02d}"
    lines = [f"Calls #\t{number}", f"Call Type:\t{kind}", f"Time:\t{when(call.start_utc)}"]
    lines += ["To" if call.outgoing else "From", f"Tel:\t{call.number}"]
    if telephone.saved(call.number):
        lines.append(f"Name (Matched):\t{telephone.saved(call.number)}")
    lines += [f"Duration:\t{length}", "Storage:\tDevice", f"Index:\t{number}"]
    if call.service != "voice":
        lines.append("Related Application:\tWhatsApp")
    return lines


def _messages(telephone: Telephone) -> list[list[str]]:
    entities: list[list[str]] = []
    last: list[list[str]] = []
    for reference, message in enumerate((m for m in telephone.messages if m.service == "sms"), 1):
        pieces = [message.text[at : at + SEGMENT] for at in range(0, len(message.text), SEGMENT)]
        if len(pieces) == 1:
            entities.append(_message(telephone, message, pieces[0]))
            continue
        # The second segment stands apart, as on a telephone that got it later.
        for number, piece in enumerate(pieces, 1):
            facts = [f"Reference Number:\t{reference}", f"Segment Number:\t{number}", f"Segments:\t{len(pieces)}"]
            (entities if number == 1 else last).append([*_message(telephone, message, piece), *facts])
    return [[f"Messages-SMS #\t{n}", *lines] for n, lines in enumerate([*entities, *last], 1)]


def _message(telephone: Telephone, message: Message, text: str) -> list[str]:
    lines = ["To" if message.outgoing else "From", f"Tel:\t{message.number}"]
    if telephone.saved(message.number):
        lines.append(f"Name:\t{telephone.saved(message.number)}")
    return [
        *lines,
        *f"Text:\t{text}".split("\n"),
        f"Direction:\t{'Outgoing' if message.outgoing else 'Incoming'}",
        f"Time:\t{when(message.start_utc, 'Network')}",
        f"Type:\t{'Submit' if message.outgoing else 'Deliver'}",
        f"Status:\t{'Sent' if message.outgoing else 'Read'}",
    ]


def _device(telephone: Telephone) -> list[str]:
    facts = [
        ("Device Name", f"{telephone.maker} {telephone.model}"),
        ("Mobile Id (IMEI)", telephone.imei),
        ("Subscriber Id (IMSI)", telephone.imsi),
        ("Model", telephone.model),
        ("Security code", "0000"),
    ]
    lines = ["General Information #\t1"]
    for attribute, data in facts:
        lines += [f"Data:\t{data}", f"Attribute:\t{attribute}"]
    return lines
