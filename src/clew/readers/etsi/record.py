"""One record of a response: its legs joined into one event, or a data session."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clew.readers.engine.xmlrecords import Element
from clew.readers.etsi.cells import cell_of

#: Role of a party, letters only -> the end it stands at.
_ROLES = {
    "originatingparty": "caller", "originating": "caller", "smsoriginator": "caller", "mmsoriginator": "caller",
    "userprovidedcalling": "caller", "calling": "caller",
    "terminatingparty": "called", "terminating": "called", "smsrecipient": "called", "mmsrecipient": "called",
    "connected": "called", "called": "called", "originalcalled": "called", "dialled": "called",
    "forwardedtoparty": "third", "forwardingparty": "third", "redirecting": "third", "forwardedto": "third",
    "translated": "third", "redirectingparty": "third", "callforwarding": "third",
}  # fmt: skip
_TYPES = ("MOC", "MTC", "MOM", "MTM", "CFW", "CF")
_LEGS = ("TelephonyPartyInformation", "partyInformationElement")
SESSIONS = ("internetAccess", "nationalTelephonyServiceUsage", "networkAccess", "naServiceUsage", "multimediaAccess")
_EMPTY = ("<leer>", "<empty>", "leer")
_PAIR = re.compile(r'"(?P<key>[^"]*)"\s*=\s*"(?P<value>[^"]*)"')


@dataclass(frozen=True, slots=True)
class Leg:
    """One party of a communication: the end it stands at, its role as written, and what is said of it."""

    end: str
    role: str
    element: Element

    @property
    def number(self) -> str:
        """Return its number."""
        return e164(self.element.find("partyNumber", "mSISDN", "subscriberID"))


def e164(number: str) -> str:
    """Return a number as the standard means it: international digits without a plus get one."""
    return f"+{number}" if re.fullmatch(r"[1-9]\d{10,14}", number) else number


def legs(record: Element) -> list[Leg]:
    """Return the parties of a record, in order."""
    found = []
    for element in record.all(*_LEGS):
        role = _role(element)
        found.append(Leg(_ROLES.get(re.sub(r"[^a-z]", "", role.lower()), ""), role, element))
    return found


def _role(leg: Element) -> str:
    """Return the role of a party, which is an element as value: `<partyRole><originating-Party/></partyRole>`."""
    holder = leg.child("partyRole")
    if holder is None:
        return ""
    return holder.children[0].name if holder.children else holder.text


def other_information(record: Element) -> dict[str, str]:
    """Return the key-value pairs an operator adds: `"Key"="Value";...`; `<leer>` is empty."""
    found: dict[str, str] = {}
    for element in record.all("otherInformation"):
        for pair in _PAIR.finditer(element.text):
            value = "" if pair["value"].strip().lower() in _EMPTY else pair["value"]
            found[pair["key"]] = value
    return found


def call(record: Element) -> dict[str, str]:
    """Return the event of a record's legs, by field of the `calls` normaliser.

    A time may stand on one leg only; a cell is that of the first leg that has one.
    """
    parties = legs(record)
    by_end: dict[str, Leg] = {}
    for leg in parties:
        by_end.setdefault(leg.end, leg)
    caller, called, third = (by_end.get(end) for end in ("caller", "called", "third"))
    roles = " ".join(leg.role.lower() for leg in parties)
    values = {
        "caller": caller.number if caller else "",
        "called": called.number if called else "",
        "third": third.number if third else "",
        "type": next((v for v in other_information(record).values() if v.upper() in _TYPES), ""),
        "service": "mms" if "mms" in roles else "sms" if "sms" in roles else "voice",
        "start": record.find("startTime", "eventTime", "communicationTime"),
        "end": record.find("endTime"),
        "duration": record.find("durationTime", "duration"),
        "status": record.find("endReason"),
    }
    for end, prefix in ((caller, ""), (called, "other_")):
        values[f"{prefix}imei"] = end.element.find("iMEI") if end else ""
        values[f"{prefix}imsi"] = end.element.find("iMSI") if end else ""
    placed = [leg.element for leg in parties if _cell(leg.element) or leg.element.find(*_LATITUDE)]
    return values | (location(placed[0]) if placed else location(record))


def session(record: Element) -> dict[str, str]:
    """Return the data session of a record."""
    return {
        "subject": e164(record.find("mSISDN", "partyNumber")),
        "service": "data",
        "start": record.find("startTime"),
        "end": record.find("endTime"),
        "duration": record.find("durationTime"),
        "imei": record.find("iMEI"),
        "imsi": record.find("iMSI"),
        **location(record),
    }


def is_session(record: Element) -> bool:
    """Tell whether a record is of a data session."""
    return next(record.all(*SESSIONS), None) is not None and not legs(record)


_LATITUDE = ("latitude", "latitudeDec")
_CELLS = ("userLocationInformation", "globalCellID", "eCGI", "cellID", "cellId")


def _cell(element: Element) -> str:
    return element.find(*_CELLS)


def location(element: Element) -> dict[str, str]:
    """Return cell, position and direction of the mast."""
    return {
        "cell_first": cell_of(_cell(element)),
        "cell_name": element.find("siteName", "cellAddress", "postalLocation"),
        "cell_postcode": element.find("postalCode"),
        "lat": element.find("latitudeDec", "latitude"),
        "lon": element.find("longitudeDec", "longitude"),
        "azimuth": element.find("azimuth"),
    }
