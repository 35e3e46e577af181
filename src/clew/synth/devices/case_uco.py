"""The invented telephone as CASE/UCO JSON-LD, the way laboratory tools export it: every party an account of its own."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clew.synth.devices.telephone import Call, Message, Telephone

_BASE = "https://ontology.unifiedcyberontology.org/uco"
CONTEXT = {
    "@vocab": "http://example.org/local#",
    "kb": "http://example.org/kb/",
    "co": "http://purl.org/co/",
    "uco-core": f"{_BASE}/core/",
    "uco-identity": f"{_BASE}/identity/",
    "uco-location": f"{_BASE}/location/",
    "uco-observable": f"{_BASE}/observable/",
    "uco-types": f"{_BASE}/types/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Json = dict[str, Any]


def write(telephone: Telephone, path: Path, *, bundled: bool = False) -> Path:
    """Write the telephone's device, SIM, contacts, calls, messages, groups and positions.

    Args:
        telephone: The truth.
        path: File to write.
        bundled: Write the older form: a bundle with `uco-core:object`, no `@graph`.
    """
    objects = _Graph(telephone).objects()
    whole: Json = {"@context": CONTEXT}
    if bundled:
        whole |= {"@id": "kb:bundle-1", "@type": "uco-core:Bundle", "uco-core:object": objects}
    else:
        whole |= {"@graph": objects}
    path.write_text(json.dumps(whole, indent=1, ensure_ascii=False), encoding="utf-8", newline="\n")
    return path


class _Graph:
    def __init__(self, telephone: Telephone) -> None:
        self._telephone = telephone
        self._accounts: dict[str, Json] = {}

    def objects(self) -> list[Json]:
        t = self._telephone
        events = [self._call(n, c) for n, c in enumerate(t.calls, 1)]
        events += [self._message(n, m) for n, m in enumerate(t.messages, 1)]
        threads = [self._thread(n) for n in range(len(t.groups))]
        contacts = [self._contact(n) for n in range(len(t.contacts))]
        return [
            _object("device-1", "MobileDevice", self._device()),
            _object(
                "sim-1",
                "SIMCard",
                [_facet("SIMCardFacet", {"ICCID": t.iccid, "IMSI": t.imsi})],
            ),
            _object(
                "app-1",
                "Application",
                [_facet("ApplicationFacet", {"applicationIdentifier": "com.whatsapp"})],
            ),
            *self._positions(),
            *contacts,
            *threads,
            *events,
            *self._accounts.values(),
        ]

    def _device(self) -> list[Json]:
        t = self._telephone
        return [
            _facet("DeviceFacet", {"manufacturer": t.maker, "model": t.model}),
            _facet("MobileDeviceFacet", {"IMEI": t.imei}),
        ]

    def _account(self, number: str, service: str) -> Json:
        """Return a reference to the account of a number on the network or on WhatsApp."""
        if service == "whatsapp":
            facets = [
                _facet("AccountFacet", {"accountIdentifier": f"{number[1:]}@s.whatsapp.net"}),
                _facet("ApplicationAccountFacet", {"application": _ref("app-1")}),
            ]
        else:
            facets = [_facet("PhoneAccountFacet", {"phoneNumber": number})]
        kind = "ApplicationAccount" if service == "whatsapp" else "PhoneAccount"
        name = f"account-{service}-{number[1:]}"
        self._accounts[name] = _object(name, kind, facets)
        return _ref(name)

    def _ends(self, number: str, outgoing: bool, service: str) -> tuple[Json, Json]:
        account = "whatsapp" if service == "whatsapp" else "phone"
        own, other = self._account(self._telephone.number, account), self._account(number, account)
        return (own, other) if outgoing else (other, own)

    def _call(self, n: int, call: Call) -> Json:
        sender, receiver = self._ends(call.number, call.outgoing, call.service)
        kind = "outgoing" if call.outgoing else "incoming" if call.outcome == "answered" else call.outcome
        facet = {
            "callType": kind,
            "startTime": _time(call.start_utc),
            "duration": {"@type": "xsd:integer", "@value": str(call.duration_s)} if n % 2 else call.duration_s,
            "from": sender,
            "to": [receiver] if n % 3 else receiver,
        }
        if call.service == "whatsapp":
            facet["application"] = _ref("app-1")
        return _object(f"call-{n}", "Call", [_facet("CallFacet", facet)])

    def _message(self, n: int, message: Message) -> Json:
        is_text = message.service == "sms"
        facet: Json = {"messageText": message.text, "sentTime": _time(message.start_utc)}
        if message.group >= 0:
            facet["from"] = self._account(message.number or self._telephone.number, "whatsapp")
        else:
            sender, receiver = self._ends(message.number, message.outgoing, message.service)
            facet |= {"from": sender, "to": [receiver]}
        if not is_text:
            facet["application"] = _ref("app-1")
        return _object(f"message-{n}", "SMSMessage" if is_text else "Message", [_facet("MessageFacet", facet)])

    def _thread(self, index: int) -> Json:
        group = self._telephone.groups[index]
        held = [_ref(f"message-{n}") for n, m in enumerate(self._telephone.messages, 1) if m.group == index]
        members = [self._account(number, "whatsapp") for number in (self._telephone.number, *group.members)]
        facet = {
            "identifier": f"{group.id}@g.us",
            "uco-observable:displayName": group.title,
            "uco-observable:participant": members,
            "uco-observable:messageThread": {
                "@id": f"kb:list-{index}",
                "@type": "uco-types:Thread",
                "co:element": held,
            },
        }
        return {
            "@id": f"kb:thread-{index}",
            "@type": "uco-observable:MessageThread",
            "uco-core:hasFacet": {"@type": "uco-observable:MessageThreadFacet", **facet},
        }

    def _contact(self, index: int) -> Json:
        contact = self._telephone.contacts[index]
        facet: Json = {
            "displayName": contact.name,
            "contactOrganization": contact.organisation,
            "allocationStatus": "Deleted" if contact.deleted else "Intact",
            "phoneNumber": [self._account(contact.number, "phone")],
            "emailAddress": [contact.email] if contact.email else [],
        }
        return _object(f"contact-{index + 1}", "Contact", [_facet("ContactFacet", facet)])

    def _positions(self) -> list[Json]:
        found = []
        for n, p in enumerate(self._telephone.positions, 1):
            coordinates = {
                "@type": "uco-location:LatLongCoordinatesFacet",
                "uco-location:latitude": {"@type": "xsd:decimal", "@value": str(p.lat)},
                "uco-location:longitude": {"@type": "xsd:decimal", "@value": str(p.lon)},
            }
            found += [
                {"@id": f"kb:place-{n}", "@type": "uco-location:Location", "uco-core:hasFacet": [coordinates]},
                _object(
                    f"fix-{n}",
                    "ObservableObject",
                    [
                        _facet(
                            "GeoLocationEntryFacet",
                            {"location": _ref(f"place-{n}"), "observableCreatedTime": _time(p.start_utc)},
                        )
                    ],
                ),
            ]
        return found


def _object(name: str, kind: str, facets: list[Json]) -> Json:
    return {"@id": f"kb:{name}", "@type": f"uco-observable:{kind}", "uco-core:hasFacet": facets}


def _facet(kind: str, values: Json) -> Json:
    return {"@type": f"uco-observable:{kind}", **{f"uco-observable:{name}": v for name, v in values.items()}}


def _ref(name: str) -> Json:
    return {"@id": f"kb:{name}"}


def _time(seconds: int) -> Json:
    return {"@type": "xsd:dateTime", "@value": datetime.fromtimestamp(seconds, UTC).isoformat()}
