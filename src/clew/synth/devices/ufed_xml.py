"""The invented telephone as a UFED report: `report.xml`, the same in a `.ufdr`, and large ones for benches.

`quirky` is in a file of its own. A large report repeats the traffic of a telephone month after month.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from clew.synth.devices import ufed_elements as ufed
from clew.synth.devices.telephone import FIRST_UTC, Call, Contact, Group, Message, Position, Telephone
from clew.synth.devices.ufed_elements import Ids, field, many, model, one, party, section, stamp

NAMESPACE = "http://pa.cellebrite.com/report/2.0"
_APPS = {"whatsapp": "WhatsApp", "imessage": "iMessage"}
_MONTH_S = 30 * 86_400
_CALL_LOG, _MESSAGES, _CHATS = "file-calllog", "file-mmssms", "file-msgstore"


def write(telephone: Telephone, path: Path) -> None:
    """Write `report.xml`."""
    _to_file(path, document(telephone))


def write_ufdr(telephone: Telephone, path: Path) -> None:
    """Write a `.ufdr`: the report and one file beside it, stored without compression."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, text in (("report.xml", "".join(document(telephone))), ("files/Text/notes.txt", "nothing\n")):
            archive.writestr(zipfile.ZipInfo(name, (2026, 4, 1, 9, 0, 0)), text)


def write_large(telephone: Telephone, path: Path, megabytes: int, *, tagged_files: int = 0) -> None:
    """Write a report of about that size, streamed: the telephone's traffic again and again, each a month later.

    Args:
        telephone: Whose traffic is repeated.
        path: Where to.
        megabytes: About how large, millions of bytes.
        tagged_files: How many entries the list of files has, which readers pass over.
    """
    one_month = sum(len(piece.encode()) for piece in _decoded(telephone, 1))
    months = max(1, round(megabytes * 1_000_000 / one_month))
    _to_file(path, document(telephone, months=months, tagged_files=tagged_files))


def _to_file(path: Path, pieces: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.writelines(pieces)


def document(telephone: Telephone, *, months: int = 1, tagged_files: int = 0) -> Iterator[str]:
    """Yield the report in pieces."""
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield (
        f'<project id="p-1" name="Phone A" reportVersion="7.34" extractionType="FileSystem" NodeCount="0"'
        f' ModelCount="0" containsGarbage="False" xmlns="{NAMESPACE}">\n'
    )
    yield from _header(telephone)
    yield "  <images />\n  <taggedFiles>\n"
    for n in range(tagged_files):
        yield (
            f'    <file fs="Phone" id="file-{n}" path="/data/media/0/DCIM/IMG_{n:06d}.jpg" size="{3_000_000 + n}">\n'
            '      <metadata section="File">\n'
            f'        <item name="SHA256">{ufed.cdata(f"{n:064x}")}</item>\n'
            f'        <item name="Local Path">{ufed.cdata(f"files/Image/IMG_{n:06d}.jpg")}</item>\n'
            "      </metadata>\n    </file>\n"
        )
    yield "  </taggedFiles>\n  <decodedData>\n"
    yield from _decoded(telephone, months)
    yield "  </decodedData>\n  <carvedFiles />\n  <infectedFiles />\n"
    yield from _provenance()
    yield (
        '  <projectConfigurations>\n    <timeZoneConfigurations enableDaylightSavings="True"'
        ' enableAutomaticallyConvertToUTC="False" selectedTimeZone="_Europe/London" />\n'
        "  </projectConfigurations>\n</project>\n"
    )


def _header(telephone: Telephone) -> Iterator[str]:
    yield (
        '  <sourceExtractions>\n    <extractionInfo id="0" name="Phone" type="FileSystem"'
        f' deviceName="{telephone.model}" fullName="{telephone.maker} {telephone.model}" index="0"'
        ' IsPartialData="False" />\n  </sourceExtractions>\n'
    )
    yield '  <caseInformation>\n    <field name="Case number" isSystem="True" fieldType="CaseNumber">X/1</field>\n'
    yield '  </caseInformation>\n  <metadata section="Extraction Data">\n'
    yield ufed.item("DeviceInfoExtractionStartDateTime", "01/04/2026 09:15:00(UTC+1)")
    yield ufed.item("DeviceInfoPhoneDateTime", "01/04/2026 09:14:13(UTC+1)")
    yield ufed.item("ExtractionType", "Dateisystem")
    yield '  </metadata>\n  <metadata section="Device Info">\n'
    yield ufed.item("DeviceInfoDetectedManufacturer", telephone.maker)
    yield ufed.item("DeviceInfoDetectedModel", telephone.model)
    for name in ("imei", "imsi", "iccid"):
        yield ufed.item(name.upper(), getattr(telephone, name))
    yield ufed.item("MSISDN", telephone.number)
    yield "  </metadata>\n"


def _decoded(telephone: Telephone, months: int) -> Iterator[str]:
    ids = Ids()
    shifts = [month * _MONTH_S for month in range(months)]
    sms = [m for m in telephone.messages if m.service == "sms"]
    yield from section("Call", (call(ids, telephone, c, s) for s in shifts for c in telephone.calls))
    yield from section("Chat", _chats(ids, telephone, shifts))
    yield from section("Contact", (contact(ids, c) for c in telephone.contacts))
    yield from section("Location", (location(ids, p, s) for s in shifts for p in telephone.positions))
    yield from section("SIMData", sim_data(ids, telephone))
    yield from section("SMS", (text_message(ids, telephone, m, s) for s in shifts for m in sms))
    yield from section("UserAccount", [account(ids, telephone)])


def jid(number: str) -> str:
    """Return the WhatsApp address of a number."""
    return f"{number.lstrip('+')}@s.whatsapp.net"


def address(number: str, service: str) -> str:
    """Return how an app names a number."""
    return jid(number) if service == "whatsapp" else number


def call(ids: Ids, telephone: Telephone, one_call: Call, shift: int = 0, extraction: int = 0) -> str:
    """Return a call. The other party has the role its side gives it; the owner is not named."""
    app = one_call.service == "whatsapp"
    identifier = jid(one_call.number) if app else one_call.number
    other = party(ids, identifier, telephone.saved(one_call.number), "To" if one_call.outgoing else "From")
    status = {"answered": "Established", "missed": "Missed", "rejected": "Rejected"}[one_call.outcome]
    inside = (
        field("UserMapping", "False", "Boolean")
        + field("Source", "WhatsApp" if app else "")
        + field("Direction", "Outgoing" if one_call.outgoing else "Incoming", "CallDirection")
        + field("Type", "", "CallType")
        + field("Status", status, "CallStatus")
        + stamp("TimeStamp", one_call.start_utc + shift)
        + ufed.duration(one_call.duration_s)
        + field("CountryCode", "")
        + field("NetworkCode", "")
        + field("NetworkName", "")
        + field("VideoCall", "False", "Boolean")
        + field("Account", "")
        + many("Parties", "Party", [other])
    )
    state = "Deleted" if one_call.deleted else "Intact"
    return model("Call", ids.next(), inside, deleted=state, extraction=extraction, file=_CHATS if app else _CALL_LOG)


def text_message(ids: Ids, telephone: Telephone, message: Message, shift: int = 0, extraction: int = 0) -> str:
    """Return a text message."""
    other = party(ids, message.number, telephone.saved(message.number), "To" if message.outgoing else "From")
    inside = (
        field("UserMapping", "False", "Boolean")
        + field("Source", "")
        + stamp("TimeStamp", message.start_utc + shift)
        + field("Body", message.text)
        + field("Folder", "Sent" if message.outgoing else "Inbox", "MessageFolder")
        + field("Status", "Sent" if message.outgoing else "Read", "MessageStatus")
        + field("SMSC", "")
        + many("Parties", "Party", [other])
        + many("AllTimeStamps", "KeyValueModel", [])
    )
    state = "Deleted" if message.deleted else "Intact"
    return model("SMS", ids.next(), inside, deleted=state, extraction=extraction, file=_MESSAGES)


def _chats(ids: Ids, telephone: Telephone, shifts: list[int]) -> Iterator[str]:
    def chat_of(message: Message) -> tuple[int, str, str]:
        return (message.group, "" if message.group >= 0 else message.number, message.service)

    through_app = sorted((m for m in telephone.messages if m.service != "sms"), key=chat_of)
    for (group, number, _), messages in groupby(through_app, key=chat_of):
        known = list(messages)
        if group >= 0:
            yield from group_chat(ids, telephone, telephone.groups[group], known, shifts)
        else:
            yield from single_chat(ids, telephone, number, known, shifts)


def single_chat(
    ids: Ids, telephone: Telephone, number: str, messages: list[Message], shifts: list[int], extraction: int = 0
) -> Iterator[str]:
    """Yield a chat with one other participant."""
    service = messages[0].service
    other = address(number, service)
    me = party(ids, address(telephone.number, service), "", owner=True)
    texts = (instant(ids, telephone, m, other, s, extraction) for s in shifts for m in messages)
    participants = [me, party(ids, other, telephone.saved(number))]
    yield from chat(ids, other, "", "OneOnOne", participants, texts, extraction, app=_APPS[service])


def group_chat(
    ids: Ids, telephone: Telephone, group: Group, messages: list[Message], shifts: list[int], extraction: int = 0
) -> Iterator[str]:
    """Yield a group chat; its first member besides the owner is its admin."""
    members = [party(ids, jid(n), telephone.saved(n), admin=place == 0) for place, n in enumerate(group.members)]
    texts = (instant(ids, telephone, m, f"{group.id}@g.us", s, extraction) for s in shifts for m in messages)
    participants = [party(ids, jid(telephone.number), "", owner=True), *members]
    yield from chat(ids, f"{group.id}@g.us", group.title, "Group", participants, texts, extraction, group.created_utc)


def chat(
    ids: Ids,
    ident: str,
    title: str,
    kind: str,
    participants: list[str],
    messages: Iterable[str],
    extraction: int = 0,
    started: float | None = None,
    app: str = "WhatsApp",
) -> Iterator[str]:
    """Yield a chat, its messages one by one."""
    yield ufed.opening("Chat", ids.next(), extraction=extraction)
    yield field("UserMapping", "False", "Boolean") + field("Id", ident) + field("Name", title)
    yield field("Source", app) + field("Account", "") + field("ChatType", kind, "ChatType")
    yield stamp("StartTime", started) + many("Participants", "Party", participants)
    yield '            <multiModelField name="Messages" type="InstantMessage">\n'
    yield from messages
    yield "            </multiModelField>\n            </model>\n"


def instant(ids: Ids, telephone: Telephone, message: Message, to: str, shift: int = 0, extraction: int = 0) -> str:
    """Return a message of a chat; `to` is the address of the chat, which the owner's own messages go to."""
    if message.outgoing:
        sender = party(ids, address(telephone.number, message.service), "", "From", owner=True)
    else:
        sender = party(ids, address(message.number, message.service), telephone.saved(message.number), "From")
    recipients = [party(ids, to, "", "To")] if message.outgoing else []
    inside = (
        field("UserMapping", "False", "Boolean")
        + field("Source", _APPS[message.service])
        + field("SourceApplication", _APPS[message.service])
        + field("Identifier", f"3EB0{message.start_utc + shift:016X}")
        + field("Subject", "")
        + field("Body", message.text)
        + stamp("TimeStamp", message.start_utc + shift)
        + stamp("DateDelivered", None)
        + stamp("DateRead", None if message.outgoing else message.start_utc + shift + 40)
        + field("Status", "Sent" if message.outgoing else "Read", "MessageStatus")
        + field("Platform", "Mobile", "MessagePlatform")
        + field("Type", "", "InstantMessageType")
        + field("Label", "")
        + field("FromIsOwner", str(message.outgoing), "Boolean")
        + one("From", "Party", sender)
        + many("To", "Party", recipients)
        + one("Attachment", "Attachment", "")
        + many("Attachments", "Attachment", [])
        + one("Position", "Coordinate", "")
        + many("SharedContacts", "Contact", [])
        + many("MessageExtraData", "MessageExtraData", [])
    )
    state = "Deleted" if message.deleted else "Intact"
    return model("InstantMessage", ids.next(), inside, deleted=state, extraction=extraction, file=_CHATS)


def contact(ids: Ids, saved: Contact, extraction: int = 0) -> str:
    """Return an address book entry."""

    def entry(kind: str, category: str, domain: str, value: str) -> str:
        inside = field("Category", category) + field("Domain", domain) + field("Value", value)
        return model(kind, ids.next(), inside)

    entries = [entry("PhoneNumber", "Mobile", "Phone Number", saved.number)]
    if saved.email:
        entries.append(entry("EmailAddress", "Home", "Email", saved.email))
    firm = [model("Organization", ids.next(), field("Name", saved.organisation))] if saved.organisation else []
    inside = (
        field("Source", "")
        + field("Name", saved.name)
        + field("Group", "")
        + many("Organizations", "Organization", firm)
        + many("Addresses", "StreetAddress", [])
        + many("Entries", "ContactEntry", entries)
    )
    return model("Contact", ids.next(), inside, deleted="Deleted" if saved.deleted else "Intact", extraction=extraction)


def location(ids: Ids, position: Position, shift: int = 0, extraction: int = 0) -> str:
    """Return a recorded position."""
    coordinate = field("Latitude", str(position.lat), "Double") + field("Longitude", str(position.lon), "Double")
    inside = (
        field("Source", "GPS")
        + field("Name", "")
        + field("Category", "")
        + field("Origin", "Device", "LocationOrigin")
        + field("GpsHorizontalAccuracy", str(position.accuracy_m))
        + stamp("TimeStamp", position.start_utc + shift)
        + one("Position", "Coordinate", model("Coordinate", ids.next(), coordinate))
    )
    return model("Location", ids.next(), inside, extraction=extraction)


def sim_data(ids: Ids, telephone: Telephone) -> list[str]:
    """Return what the SIM says of itself."""
    facts = {"MSISDN 1": telephone.number, "ICCID": telephone.iccid, "IMSI": telephone.imsi}
    return [model("SIMData", ids.next(), field("Name", name) + field("Value", value)) for name, value in facts.items()]


def account(ids: Ids, telephone: Telephone) -> str:
    """Return the owner's account with the app."""
    inside = (
        field("Source", "WhatsApp")
        + field("ServiceType", "WhatsApp")
        + field("Username", jid(telephone.number))
        + field("Password", "never read")
    )
    return model("UserAccount", ids.next(), inside)


def _provenance() -> Iterator[str]:
    """Yield where in the telephone the first call was found: calls get their ids first."""
    first = "00000002-0000-4000-8000-000000000002"
    yield (
        f'  <extraInfos>\n    <extraInfo type="model" id="{first}">\n      <sourceInfo>\n        <nodeInfos>\n'
        '          <nodeInfo id="n-1" name="calllog.db" path="data/data/com.android.providers.contacts/calllog.db"'
        ' tableName="calls" offset="8192" size="64" />\n'
        "        </nodeInfos>\n      </sourceInfo>\n    </extraInfo>\n  </extraInfos>\n"
    )


__all__ = ["FIRST_UTC", "document", "jid", "write", "write_large", "write_ufdr"]
