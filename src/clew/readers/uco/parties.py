"""Who an object of the graph is, as a text Clew reads: a number, an account as `service:user`, an e-mail address."""

from __future__ import annotations

import re
from typing import NamedTuple

from clew.readers.uco.objects import Object, Objects, first_text, refs

ACCOUNTS = (
    "PhoneAccountFacet", "MobileAccountFacet", "EmailAddressFacet", "EmailAccountFacet", "ApplicationAccountFacet",
    "DigitalAccountFacet", "AccountFacet",
)  # fmt: skip

#: Applications by their package name, where the file gives no other.
_APPLICATIONS = {
    "com.whatsapp": "WhatsApp",
    "org.telegram.messenger": "Telegram",
    "org.thoughtcrime.securesms": "Signal",
    "com.snapchat.android": "Snapchat",
    "com.facebook.orca": "Messenger",
    "com.viber.voip": "Viber",
    "com.instagram.android": "Instagram",
}
_NETWORK = ("native", "phone", "com.android.phone", "com.android.dialer", "sms", "com.android.mms")
_OWN_SERVICE = re.compile(r"@(?:s\.whatsapp\.net|c\.us|g\.us|lid)$")


class Party(NamedTuple):
    """An end of a call, message or link: a kind of end (`end_kinds.toml`) and its value as written."""

    kind: str
    value: str


class Parties:
    """Tells who the objects of a graph are.

    Args:
        objects: The graph.
        device: Id of the one telephone the file is about, empty when there is none or several.
    """

    def __init__(self, objects: Objects, device: str = "") -> None:
        self._objects = objects
        self._device = device
        self._known: dict[str, Party | None] = {}

    def text(self, id_: str) -> str:
        """Return an end of a call or message; what nothing identifies is an account known by its id in the file."""
        party = self.of(id_)
        if party is not None and party.kind in ("phone", "email", "messaging", "group"):
            return party.value
        return unnamed(id_)

    def of(self, id_: str) -> Party | None:
        """Return who or what an object is, null where Clew has no such thing."""
        if id_ not in self._known:
            self._known[id_] = None  # an object that leads back to itself
            found = self._objects.get(id_)
            self._known[id_] = None if found is None else self._read(found)
        return self._known[id_]

    def application(self, id_: str) -> str:
        """Return the name of an application; empty for the telephone's own calls and texts."""
        found = self._objects.get(id_)
        if found is None:
            return ""
        facet = found.facet("ApplicationFacet")
        package = first_text(facet, "applicationIdentifier")
        name = first_text(facet, "name") or first_text(found.values, "name") or _APPLICATIONS.get(package, package)
        return "" if name.lower().removesuffix(" application") in _NETWORK else name

    def _read(self, found: Object) -> Party | None:
        if found.id == self._device:
            return Party("device", "self")
        if found.facet(*ACCOUNTS) is not None:
            return self._account(found)
        if "Person" in found.types or "Identity" in found.types:
            return Party("person", found.id)
        if "Organization" in found.types:
            name = first_text(found.values, "name")
            return Party("organisation", name) if name else None
        if found.facet("SIMCardFacet"):
            for kind, name in (("iccid", "ICCID"), ("imsi", "IMSI")):
                if value := first_text(found.facet("SIMCardFacet"), name):
                    return Party(kind, value)
            return None
        if value := first_text(found.facet("MobileDeviceFacet"), "IMEI"):
            return Party("imei", value)
        return self._place(found)

    def _account(self, found: Object) -> Party | None:
        number = first_text(found.facet("PhoneAccountFacet"), "phoneNumber") or first_text(
            found.facet("MobileAccountFacet"), "MSISDN"
        )
        if number:
            return Party("phone", one_number(number))
        if address := self._email(found):
            return Party("email", address)
        user = first_text(found.facet("AccountFacet"), "accountIdentifier") or first_text(
            found.facet("DigitalAccountFacet"), "accountLogin"
        )
        if not user:
            return Party("messaging", unnamed(found.id))
        if _OWN_SERVICE.search(user.lower()):
            return Party("group" if user.lower().endswith("@g.us") else "messaging", user)
        return Party("messaging", f"{self._service(found)}:{user}")

    def _email(self, found: Object) -> str:
        address = first_text(found.facet("EmailAddressFacet"), "addressValue")
        mailbox = found.facet("EmailAccountFacet")
        if not address and mailbox is not None:
            address = first_text(mailbox, "emailAddress")
            for id_ in refs(mailbox, "emailAddress"):
                party = self.of(id_)
                if party and party.kind == "email":
                    return party.value
        return address

    def _service(self, found: Object) -> str:
        """Return the service of an account: its application, else who issued it."""
        for id_ in refs(found.facet("ApplicationAccountFacet"), "application"):
            if name := self.application(id_):
                return re.sub(r"\W+", "", name.lower())
        for id_ in refs(found.facet("AccountFacet"), "accountIssuer"):
            issuer = self._objects.get(id_)
            if issuer is not None and (name := first_text(issuer.values, "name")):
                return re.sub(r"\W+", "", name.lower())
        return "account"

    def _place(self, found: Object) -> Party | None:
        if facet := found.facet("CellSiteFacet"):
            return Party("place", cell_id(facet)) if cell_id(facet) else None
        if text := address_text(found):
            return Party("address", text)
        name = first_text(found.values, "name")
        return Party("place", name) if name and "Location" in found.types else None


def unnamed(id_: str) -> str:
    """Return the account text of an object known by its id only."""
    return f"uco:{id_.rsplit(':', 1)[-1].rsplit('/', 1)[-1].lower()}"


def one_number(text: str) -> str:
    """Return one of several spellings of a single number, `+999 1/9991`; other texts as they stand."""
    pieces = text.split("/")
    same = {re.sub(r"\D", "", piece) for piece in pieces}
    return pieces[0].strip() if len(pieces) > 1 and len(same) == 1 else text


def cell_id(facet: dict[str, list[object]]) -> str:
    """Return a cell global identity `country-network-area-cell`, or as much of it as is there."""
    names = (
        ("cellSiteCountryCode", "countryCode", "mcc"), ("cellSiteNetworkCode", "networkCode", "mnc"),
        ("cellSiteLocationAreaCode", "locationAreaCode", "lac"), ("cellSiteIdentifier", "cellId", "cid"),
    )  # fmt: skip
    parts = [first_text(facet, *each) for each in names]
    return "-".join(part for part in parts if part) if parts[-1] else ""


def address_text(found: Object) -> str:
    """Return the address of a location in one line."""
    facet = found.facet("SimpleAddressFacet")
    lines = ("street", "locality", "region", "postalCode", "country")
    return ", ".join(text for text in (first_text(facet, line) for line in lines) if text)
