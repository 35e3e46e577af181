"""A UFED report with what real ones spring on their readers, about the invented telephone and nobody else."""

from __future__ import annotations

from pathlib import Path

from clew.synth.devices import ufed_elements as ufed
from clew.synth.devices.telephone import FIRST_UTC, Contact, Telephone
from clew.synth.devices.ufed_elements import Ids, field, many, model, one, party, section, stamp
from clew.synth.devices.ufed_xml import NAMESPACE, chat, contact, jid

_PAD = "            "


def quirky(telephone: Telephone, path: Path) -> None:
    """Write the report.

    Two extractions with a model in both, an unknown type of model, messages inside and outside chats, a chat without
    a type, a broadcast, system messages, privacy ids, parties without a role, an absent owner, deleted states, times
    without zone, texts in several sections, references XML forbids, a localised extraction type.
    """
    path.write_text(_document(telephone), encoding="utf-8", newline="")


def frame(decoded: str, *, header: str = "", version: str = "5.1", zone: str = "_Europe/London") -> str:
    """Return a report around decoded sections."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<project id="p" name="A" reportVersion="{version}" xmlns="{NAMESPACE}">\n'
        f"{header}<taggedFiles />\n<decodedData>\n{decoded}</decodedData>\n<projectConfigurations>"
        f'<timeZoneConfigurations selectedTimeZone="{zone}" /></projectConfigurations>\n</project>\n'
    )


def header() -> str:
    """Return the statements on two extractions, one of a localised type."""
    return (
        '<sourceExtractions><extractionInfo id="0" name="Logisch" type="Logisch" deviceName="Z12" />'
        '<extractionInfo id="1" name="Dateisystem" type="Dateisystem" deviceName="Z12" /></sourceExtractions>\n'
        '<metadata section="Device Info">\n'
        f"{ufed.item('IMEI', '350000000000018')}{ufed.item('ExtractionType', 'Dateisystem', 1)}"
        "</metadata>\n"
    )


def old_call(ids: Ids, kind: str, other: str, when: str, *, extraction: int = 0, role: str = "General") -> str:
    """Return a call as old reports write it: a type instead of a direction, a time in the examiner's own way."""
    time = f'{_PAD}<field name="TimeStamp" type="TimeStamp"><value type="TimeStamp">{when}</value></field>\n'
    inside = field("Type", kind) + time + field("Duration", "00:00:12.5000000", "TimeSpan")
    parties = [party(ids, other, "", role)] if other else []
    return model("Call", ids.next(), inside + many("Parties", "Party", parties), extraction=extraction)


def date_time_only(name: str, text: str, shown: str) -> str:
    """Return a time whose text has no zone; the formatted one has."""
    formatted = f' formattedTimestamp="{shown}"' if shown else ""
    return (
        f'{_PAD}<field name="{name}" type="TimeStamp"><value type="TimeStamp" format="DateTimeOnly"{formatted}>{text}'
        "</value></field>\n"
    )


def message(
    ids: Ids,
    sender: str,
    body: str,
    *,
    when: float = FIRST_UTC,
    name: str = "",
    mine: str = "",
    to: str = "",
    extra: str = "",
    deleted: str = "Intact",
    extraction: int = 0,
    ident: str = "",
    source: str = "WhatsApp",
) -> str:
    """Return an instant message."""
    inside = field("Source", source) + stamp("TimeStamp", when) + field("Body", body) + field("FromIsOwner", mine)
    by = party(ids, sender, name, "From") if sender else ""
    inside += one("From", "Party", by) + many("To", "Party", [party(ids, to, "", "To")] if to else []) + extra
    return model("InstantMessage", ident or ids.next(), inside, deleted=deleted, extraction=extraction)


def _document(telephone: Telephone) -> str:
    ids = Ids()
    first, second, third = telephone.contacts[0], telephone.contacts[1], telephone.contacts[2]
    decoded = [
        *section("Call", _calls(ids, first, second)),
        *section("Chat", _chats(ids, telephone, first, second, third)),
        *section("Contact", [contact(ids, first), contact(ids, third, 1)]),
        *section("Cookie", [model("Cookie", ids.next(), field("Value", "not read"))]),
        *section("InstantMessage", [message(ids, jid(first.number), "outside any chat", mine="False")]),
        *section("InventedThing", [model("InventedThing", ids.next(), field("Name", "?")) for _ in range(3)]),
        *section("Journey", [_journey(ids)]),
        *section("WirelessNetwork", [_network(ids)]),
    ]
    return frame("".join(decoded), header=header())


def _calls(ids: Ids, first: Contact, second: Contact) -> list[str]:
    twin = old_call(ids, "Incoming", first.number, "05/Mar/2026 10:01:02 (GMT+0)")
    other = old_call(ids, "Outgoing", first.number, "05/Mar/2026 11:01:02 (GMT+0)")
    again = old_call(ids, "Outgoing", first.number, "2026-03-05T11:01:02.000+00:00", extraction=1)
    rejected = old_call(ids, "Rejected", second.number, "14/03/2026 16:49:42(UTC+0)")
    return [
        twin,
        twin,  # the same model once more
        twin.replace('extractionId="0"', 'extractionId="1"'),  # and once from the other extraction
        other,
        again.replace('deleted_state="Intact"', 'deleted_state="Deleted"'),
        rejected,
        old_call(ids, "Missed", "", "14/03/2026 17:00:00(UTC+0)"),
    ]


def _chats(ids: Ids, telephone: Telephone, first: Contact, second: Contact, third: Contact) -> list[str]:
    owner = party(ids, jid(telephone.number), owner=True)
    members = [party(ids, jid(person.number), person.name) for person in (first, second, third)]
    group = [
        message(ids, jid(first.number), "<b>not markup</b> ]]> & more", deleted="Trash"),
        message(ids, f"{jid(second.number)} {second.name}", "name and address in one", deleted="Unknown"),
        message(ids, "123456789012345@lid", "by a privacy id"),
        message(ids, "System Message", "the group was made"),
        message(ids, "", "mine by mark alone", mine="True"),
    ]
    broadcast = [message(ids, jid(telephone.number), "to everybody", mine="True")]
    lone = [
        message(ids, jid(first.number), "").replace(
            "<empty />", '<value type="String">a &amp; b &#55357;&#56834;</value>', 1
        )
    ]
    return [
        *chat(ids, "120363000000000009@g.us", "No type", "", [owner, *members], group),
        *chat(ids, "status@broadcast", "", "Broadcast", [owner], broadcast),
        *chat(ids, jid(first.number), "", "OneOnOne", [members[0]], lone),
    ]


def _journey(ids: Ids) -> str:
    def point(lat: str, when: float | None) -> str:
        coordinate = field("Latitude", lat) + field("Longitude", "-1.55")
        place = one("Position", "Coordinate", model("Coordinate", ids.next(), coordinate))
        return model("Location", ids.next(), stamp("TimeStamp", when) + place)

    points = [point("53.80", FIRST_UTC), point("53.81", None)]
    return model("Journey", ids.next(), field("Name", "Way home") + many("WayPoints", "Location", points))


def _network(ids: Ids) -> str:
    inside = field("SSId", "Corner Cafe") + field("BSSId", "02:00:00:00:00:01") + stamp("LastConnection", FIRST_UTC)
    return model("WirelessNetwork", ids.next(), inside)
