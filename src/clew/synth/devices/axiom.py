"""The invented telephone as exports of Magnet AXIOM: XML, a workbook, or one CSV file an artifact."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from clew.synth.devices.telephone import Message, Telephone

Row = list[str]


@dataclass(frozen=True, slots=True)
class Style:
    """How an export writes its dates.

    Args:
        layout: What headings state; `M/d/yyyy` prints month first with a 12-hour clock, `dd/MM/yyyy` day first.
        hours: Offset of the clock from UTC, whole hours.
    """

    layout: str = "M/d/yyyy"
    hours: int = 0

    def heading(self, title: str) -> str:
        """Return a heading of a date column."""
        return f"{title} - UTC{self.hours:+03d}:00 ({self.layout})"

    def show(self, seconds: int) -> str:
        """Return a time."""
        at = datetime.fromtimestamp(seconds, UTC).astimezone(timezone(timedelta(hours=self.hours)))
        if self.layout == "M/d/yyyy":
            return f"{at.month}/{at.day}/{at.year} {at.hour % 12 or 12}:{at:%M:%S} {'PM' if at.hour >= 12 else 'AM'}"
        return at.strftime("%d/%m/%Y %H:%M:%S")


AMERICAN = Style()
BRITISH = Style("dd/MM/yyyy", 1)


@dataclass(frozen=True, slots=True)
class Artifact:
    """One artifact: its name, its headings, its rows."""

    name: str
    header: Row
    rows: list[Row]


def artifacts(telephone: Telephone, style: Style = AMERICAN) -> list[Artifact]:
    """Return the artifacts of a telephone, one that no reader knows among them."""
    return [
        _device(telephone),
        _contacts(telephone),
        _calls(telephone, style, "voice", "Android Call Logs"),
        _calls(telephone, style, "whatsapp", "WhatsApp Calls - Android"),
        _sms(telephone, style),
        _chats(telephone, style),
        Artifact("Chrome Cookies", ["Host", "Name"], [["example.org", "seen"]]),
    ]


def write_xml(telephone: Telephone, path: Path, style: Style = AMERICAN) -> None:
    """Write the XML export."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<Report>", " <Artifacts>"]
    for artifact in artifacts(telephone, style):
        lines.append(f"  <Artifact name={quoteattr(artifact.name)}>")
        lines += [f"   <Fragment name={quoteattr(title)} />" for title in artifact.header]
        lines.append("   <Hits>")
        for number, row in enumerate(artifact.rows, 1):
            lines.append(f'    <Hit sequenceNumber="{number}">')
            lines += [
                f"     <Fragment name={quoteattr(title)}>{escape(cell)}</Fragment>"
                for title, cell in zip(artifact.header, row, strict=True)
            ]
            lines.append("    </Hit>")
        lines += ["   </Hits>", "  </Artifact>"]
    path.write_text("\n".join([*lines, " </Artifacts>", "</Report>", ""]), encoding="utf-8")


def write_xlsx(telephone: Telephone, path: Path, style: Style = AMERICAN) -> None:
    """Write the workbook: a sheet an artifact, names cut at 31 characters. The same telephone gives the same bytes."""
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime(2026, 4, 1)})
    for artifact in artifacts(telephone, style):
        page = book.add_worksheet(artifact.name.replace("/", " ")[:31])
        for number, row in enumerate([artifact.header, *artifact.rows]):
            for place, cell in enumerate(row):
                page.write_string(number, place, cell)
    book.close()


def write_csv(telephone: Telephone, folder: Path, style: Style = AMERICAN) -> list[Path]:
    """Write a CSV file an artifact. Returns their paths."""
    paths = []
    for artifact in artifacts(telephone, style):
        text = io.StringIO(newline="")
        csv.writer(text).writerows([artifact.header, *artifact.rows])
        paths.append(folder / f"{artifact.name.replace('/', ' ')}.csv")
        paths[-1].write_bytes(text.getvalue().encode("utf-8-sig"))
    return paths


def _device(telephone: Telephone) -> Artifact:
    header = ["IMEI", "IMSI", "ICCID", "Phone Number", "Manufacturer", "Model", "Source"]
    row = [telephone.imei, telephone.imsi, telephone.iccid, telephone.number, telephone.maker, telephone.model, "phone"]
    return Artifact("Android Device Information", header, [row])


def _contacts(telephone: Telephone) -> Artifact:
    header = ["Display Name", "Phone Number(s)", "Email(s)", "Organization", "Recovery Method", "Source"]
    rows = [
        [c.name, c.number, c.email, c.organisation, "Carving" if c.deleted else "Parsing", "contacts2.db"]
        for c in telephone.contacts
    ]
    return Artifact("Android Contacts", header, rows)


def _calls(telephone: Telephone, style: Style, service: str, name: str) -> Artifact:
    header = [
        "Partner", "Partner Name", "Direction", "Call Status", style.heading("Call Date/Time"),
        "Call Duration (Seconds)", "Recovery Method", "Source",
    ]  # fmt: skip
    rows = [
        [
            c.number, telephone.saved(c.number), "Outgoing" if c.outgoing else "Incoming",
            {"answered": "Answered", "missed": "Missed", "rejected": "Rejected"}[c.outcome], style.show(c.start_utc),
            str(c.duration_s), "Parsing", "calllog.db",
        ]
        for c in telephone.calls
        if c.service == service
    ]  # fmt: skip
    return Artifact(name, header, rows)


def _sms(telephone: Telephone, style: Style) -> Artifact:
    header = [
        "Sender", "Recipient(s)", "Message", "Message Direction", style.heading("Sent Date/Time"), "Status",
        "_ThreadID",
    ]  # fmt: skip
    owner = f"Local User <{telephone.number}>"
    rows = [
        [
            owner if m.outgoing else m.number, m.number if m.outgoing else owner, m.text,
            "Outgoing" if m.outgoing else "Incoming", style.show(m.start_utc), "Read", m.number[-4:],
        ]
        for m in telephone.messages
        if m.service == "sms"
    ]  # fmt: skip
    return Artifact("Android SMS/MMS", header, rows)


def _chats(telephone: Telephone, style: Style) -> Artifact:
    header = [
        "Sender", "Sender Name", "Recipient(s)", "Message", style.heading("Message Sent Date/Time"), "Message Status",
        "Conversation Type", "_ChatId",
    ]  # fmt: skip
    rows = [_chat(telephone, style, m) for m in telephone.messages if m.service == "whatsapp"]
    return Artifact("Android WhatsApp Messages", header, rows)


def _chat(telephone: Telephone, style: Style, message: Message) -> Row:
    owner = f"Local User <{_jid(telephone.number)}>"
    other = _jid(message.number) if message.number else ""
    group = telephone.groups[message.group] if message.group >= 0 else None
    recipients = f"{group.id}@g.us" if group else other if message.outgoing else owner
    return [
        owner if message.outgoing else other, "" if message.outgoing else telephone.saved(message.number), recipients,
        message.text, style.show(message.start_utc), "Sent" if message.outgoing else "Received",
        "Group" if group else "Individual", f"{group.id}@g.us" if group else _jid(message.number),
    ]  # fmt: skip


def _jid(number: str) -> str:
    return f"{number.lstrip('+')}@s.whatsapp.net"
