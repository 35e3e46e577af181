"""The invented telephone as the sheets of a Physical Analyzer spreadsheet report: title, header and rows of each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from clew.synth.devices.telephone import Call, Message, Telephone

Row = list[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: `counted` is the number its title states, `rows` its cells as texts."""

    name: str
    header: Row
    rows: list[Row]
    counted: int


CHAT_HEADER = [
    "Chat #", "Identifier", "Start Time", "Last Activity", "Name", "Description", "Source", "Account", "Participants",
    "#", "From", "To", "Body", "Status", "Platform", "Timestamp: Date", "Timestamp: Time", "Attachment #1",
    "Starred message", "Deleted - Chat", "Deleted - Instant Message", "Tag Note - Chat", "Tag Note - Instant Message",
]  # fmt: skip
#: Cells of a chat row that speak of the chat.
OF_THE_CHAT = (*range(1, 9), 19)


def when(seconds: int) -> str:
    """Return a time as the program prints it for a British examiner: 12-hour clock, day first, offset behind."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%d/%m/%Y %I:%M:%S %p(UTC+0)")


def day(seconds: int) -> str:
    """Return the date alone."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%d/%m/%Y")


def jid(number: str) -> str:
    """Return a telephone number as WhatsApp writes it."""
    return f"{number.lstrip('+')}@s.whatsapp.net"


def sheets(telephone: Telephone) -> list[Sheet]:
    """Return every sheet of the report, those left alone by readers among them."""
    calls, chats = _calls(telephone), _chats(telephone)
    return [
        Sheet("Summary", ["Name", "Value"], [["Report", "Invented"], ["Selected manufacturer", telephone.maker]], 2),
        _device(telephone),
        _sim(telephone),
        _contacts(telephone),
        calls,
        chats,
        _sms(telephone),
        _locations(telephone),
        _timeline(telephone),
        _accounts(telephone),
        Sheet("Web History", ["#", "Title", "URL", "Visits"], [["1", "Trains", "https://example.org/", "4"]], 1),
    ]


def _device(telephone: Telephone) -> Sheet:
    facts = [
        ("Detected Phone Vendor   ", telephone.maker),
        ("Detected Phone Model", telephone.model),
        ("IMEI", telephone.imei),
        ("MSISDN  ", telephone.number),
        ("OS Version", "15"),
    ]
    rows = [[str(n), name, value, "Phone"] for n, (name, value) in enumerate(facts, 1)]
    return Sheet("Device Info", ["#", "Name", "Value", "Device"], rows, len(rows))


def _sim(telephone: Telephone) -> Sheet:
    facts = [("ICCID", telephone.iccid), ("IMSI", telephone.imsi), ("MSISDN 1", telephone.number)]
    rows = [[str(n), name, value, "SIM"] for n, (name, value) in enumerate(facts, 1)]
    return Sheet("SIM Data", ["#", "Name", "Value", "Category"], rows, len(rows))


def _contacts(telephone: Telephone) -> Sheet:
    rows = []
    for n, contact in enumerate(telephone.contacts, 1):
        lines = [f"Phone-Mobile: {contact.number}"]
        if contact.email:
            lines.append(f"Email-Home: {contact.email}")
        rows.append(
            [str(n), contact.name, "\n".join(lines), contact.organisation, "", "Phone", _deleted(contact.deleted), ""]
        )
    header = ["#", "Name", "Entries", "Organizations", "Notes", "Source", "Deleted", "Tag Note"]
    return Sheet("Contacts", header, rows, len(rows))


def _calls(telephone: Telephone) -> Sheet:
    header = [
        "#", "Parties", "Timestamp: Date", "Timestamp: Time", "Duration", "Direction", "Status", "Video call",
        "Network name", "Source", "Account", "Deleted", "Tag Note",
    ]  # fmt: skip
    rows = [[str(n), *_call(telephone, call)] for n, call in enumerate(telephone.calls, 1)]
    return Sheet("Call Log", header, rows, len(rows))


def _call(telephone: Telephone, call: Call) -> Row:
    app = call.service != "voice"
    party = f"{'To' if call.outgoing else 'From'}: {jid(call.number) if app else call.number}"
    length = f"{call.duration_s // 3600:02d}:{call.duration_s // 60 % 60:02d}:{call.duration_s % 60:02d}"
    outcome = {"answered": "Established", "missed": "Missed", "rejected": "Rejected"}[call.outcome]
    return [
        f"{party} {telephone.saved(call.number)}".strip(), day(call.start_utc), when(call.start_utc), length,
        "Outgoing" if call.outgoing else "Incoming", outcome, "No", "", "WhatsApp" if app else "",
        jid(telephone.number) if app else "", _deleted(call.deleted), "",
    ]  # fmt: skip


def _sms(telephone: Telephone) -> Sheet:
    header = [
        "#", "Folder", "Parties", "Timestamp: Date", "Timestamp: Time", "Status", "Message", "SMSC", "Source",
        "Deleted",
    ]  # fmt: skip
    rows = []
    for n, message in enumerate((m for m in telephone.messages if m.service == "sms"), 1):
        party = f"{'To' if message.outgoing else 'From'}: {message.number} {telephone.saved(message.number)}".strip()
        rows.append(
            [
                str(n), "Sent" if message.outgoing else "Inbox", party, day(message.start_utc), when(message.start_utc),
                "Sent" if message.outgoing else "Read", message.text, "", "Phone", _deleted(message.deleted),
            ]
        )  # fmt: skip
    return Sheet("SMS Messages", header, rows, len(rows))


def _chats(telephone: Telephone) -> Sheet:
    owner = f"{jid(telephone.number)} Owner (owner)"
    chats: dict[tuple[int, str], list[Message]] = {(place, ""): [] for place in range(len(telephone.groups))}
    for message in telephone.messages:
        if message.service == "whatsapp":
            key = (message.group, "" if message.group >= 0 else message.number)
            chats.setdefault(key, []).append(message)
    rows: list[Row] = []
    for chat, ((group, number), messages) in enumerate(chats.items(), 1):
        if group >= 0:
            known = telephone.groups[group]
            identifier, title, start = f"{known.id}@g.us", known.title, known.created_utc
            others = list(known.members)
        else:
            identifier, title, start, others = jid(number), "", messages[0].start_utc, [number]
        participants = [owner, *(f"{jid(n)} {telephone.saved(n)}".strip() for n in others)]
        last = messages[-1].start_utc if messages else start
        about = [
            str(chat), identifier, when(start), when(last), title, "", "WhatsApp", jid(telephone.number),
            "\n".join(participants),
        ]  # fmt: skip
        rows += [[*about, *_chat_row(telephone, n, m, owner)] for n, m in enumerate(messages, 1)]
        if not messages:
            rows.append([*about, *[""] * (len(CHAT_HEADER) - len(about))])
    return Sheet("Chats", CHAT_HEADER, rows, len(chats))


def _chat_row(telephone: Telephone, number: int, message: Message, owner: str) -> Row:
    other = f"{jid(message.number)} {telephone.saved(message.number)}".strip() if message.number else ""
    to = other if message.outgoing and message.group < 0 else ""
    return [
        str(number), owner if message.outgoing else other, to, message.text,
        "Sent" if message.outgoing else "Read", "Mobile", day(message.start_utc), when(message.start_utc), "", "",
        "", _deleted(message.deleted), "", "",
    ]  # fmt: skip


def _locations(telephone: Telephone) -> Sheet:
    header = [
        "#", "Time", "Latitude", "Longitude", "Position", "Precision", "Name", "Description", "Type", "Category",
        "Source", "Deleted",
    ]  # fmt: skip
    rows = [
        [
            str(n), when(p.start_utc), f"{p.lat:.6f}", f"{p.lon:.6f}", f"({p.lat:.6f}, {p.lon:.6f})",
            str(p.accuracy_m), "", "", "Recorded", "", "Native Locations", "",
        ]
        for n, p in enumerate(telephone.positions, 1)
    ]  # fmt: skip
    return Sheet("Device Locations", header, rows, len(rows))


def _timeline(telephone: Telephone) -> Sheet:
    rows = [[str(n), "Call Log", when(call.start_utc), call.number] for n, call in enumerate(telephone.calls, 1)]
    return Sheet("Timeline", ["#", "Type", "Timestamp", "Party"], rows, len(rows))


def _accounts(telephone: Telephone) -> Sheet:
    row = ["1", "Owner", jid(telephone.number), "WhatsApp", f"Phone-: {telephone.number}", "WhatsApp", ""]
    header = ["#", "Name", "Username", "Service Type", "Entries", "Source", "Deleted"]
    return Sheet("User Accounts", header, [row], 1)


def _deleted(deleted: bool) -> str:
    return "Yes" if deleted else ""
