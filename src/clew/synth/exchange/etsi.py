"""The invented telephone's traffic as its operator would answer a request: ETSI TS 102 657 XML."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape

from clew.synth.devices.telephone import Call, Message, Telephone

#: A mast in Zedham: octets of tracking area and E-UTRAN cell in the test network, and where it stands.
MAST = ("8200f110100100f11000012345", "N534718", "W0013312", "120")


def write(telephone: Telephone, path: Path, *, version: str = "1.28.1", prefix: str = "") -> Path:
    """Write voice calls and texts of the telephone, and one data session; what apps carried the network cannot tell.

    Args:
        telephone: The truth.
        path: File to write.
        version: Version in the namespace.
        prefix: Namespace prefix of every element, empty for the default namespace.
    """
    name = f"http://uri.etsi.org/02657/v{version}#/RetainedData"
    declared = f'xmlns:{prefix}="{name}"' if prefix else f'xmlns="{name}"'
    number = telephone.number.removeprefix("+")
    body = "\n".join(_records(telephone))
    text = f"""<RetainedDataMessage>
<retainedDataHeader><retainedDataID>x</retainedDataID><requestID><countryCode>GB</countryCode>
<authorisedOrganisationID>ZPOL</authorisedOrganisationID><requestNumber>{number}</requestNumber></requestID>
<cSPID>Zedcom</cSPID><timeStamp>20260401090000Z</timeStamp></retainedDataHeader>
<retainedDataPayload><responseMessage><responsePayload>
{body}
</responsePayload></responseMessage></retainedDataPayload></RetainedDataMessage>"""
    if prefix:
        text = text.replace("</", "\x00").replace("<", f"<{prefix}:").replace("\x00", f"</{prefix}:")
    text = text.replace("RetainedDataMessage>", f"RetainedDataMessage {declared}>", 1)
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n', encoding="utf-8", newline="\n")
    return path


def _records(telephone: Telephone) -> Iterator[str]:
    events: list[Call | Message] = [c for c in telephone.calls if c.service == "voice"]
    events += [m for m in telephone.messages if m.service == "sms"]
    for n, event in enumerate(sorted(events, key=lambda e: e.start_utc), 1):
        yield _record(n, _call(telephone, event) if isinstance(event, Call) else _text(telephone, event))
    yield _record(len(events) + 1, _session(telephone), kind="internetAccess")


def _record(n: int, inside: str, kind: str = "telephonyServiceUsage") -> str:
    other = escape('"Call indicator"="<leer>";"Ticket"="' + str(n) + '";')
    return (
        f"<ResponseRecord><recordNumber>{n}</recordNumber><recordPayload><telephonyRecord><{kind}>{inside}</{kind}>"
        f"</telephonyRecord></recordPayload><additionalInformation><otherInformation>{other}</otherInformation>"
        "</additionalInformation></ResponseRecord>"
    )


def _call(telephone: Telephone, call: Call) -> str:
    """Two legs; the time stands on the first, the cell and the hardware on the leg of the number asked for."""
    when = f"<startTime>{stamp(call.start_utc)}</startTime><durationTime>{call.duration_s}</durationTime>"
    return _legs(telephone, call.number, call.outgoing, ("originating-Party", "terminating-Party"), when)


def _text(telephone: Telephone, message: Message) -> str:
    when = f"<startTime>{stamp(message.start_utc)}</startTime>"
    return _legs(telephone, message.number, message.outgoing, ("smsOriginator", "smsRecipient"), when)


def _legs(telephone: Telephone, number: str, outgoing: bool, roles: tuple[str, str], when: str) -> str:
    found = []
    numbers = (telephone.number, number) if outgoing else (number, telephone.number)
    for place, (role, each) in enumerate(zip(roles, numbers, strict=True)):
        own = f"<iMSI>{telephone.imsi}</iMSI><iMEI>{telephone.imei}</iMEI>" if each == telephone.number else ""
        time = f"<communicationTime>{when}</communicationTime>" if place == 0 else ""
        found.append(
            f"<TelephonyPartyInformation><partyRole><{role}/></partyRole><partyNumber>{each[1:]}</partyNumber>{own}"
            f"{time}{_mast() if own else ''}</TelephonyPartyInformation>"
        )
    return f"<partyInformation>{''.join(found)}</partyInformation>"


def _mast() -> str:
    octets, lat, lon, azimuth = MAST
    return (
        f"<detailedLocation><cellInformation><userLocationInformation>{octets}</userLocationInformation>"
        "<extendedLocation><spot><gsmLocation><geoCoordinates>"
        f"<latitude>{lat}</latitude><longitude>{lon}</longitude><azimuth>{azimuth}</azimuth>"
        "</geoCoordinates></gsmLocation></spot></extendedLocation></cellInformation></detailedLocation>"
    )


def _session(telephone: Telephone) -> str:
    start = telephone.calls[0].start_utc if telephone.calls else 1_772_442_000
    return (
        f"<aPN>internet</aPN><mSISDN>{telephone.number[1:]}</mSISDN><iMSI>{telephone.imsi}</iMSI>"
        f"<interval><startTime>{stamp(start)}</startTime><endTime>{stamp(start + 600)}</endTime></interval>"
    )


def stamp(seconds: int, zone: str = "Z") -> str:
    """Return a time as the standard writes it: `YYYYMMDDhhmmss` and a zone."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y%m%d%H%M%S") + zone
