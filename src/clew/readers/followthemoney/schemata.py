"""What each schema of FollowTheMoney is to Clew: which are things, which are links, and between which properties."""

from __future__ import annotations

import re
from typing import NamedTuple

from clew.readers.followthemoney.lines import End, Item

PEOPLE = ("Person",)
ORGANISATIONS = ("Organization", "Company", "LegalEntity", "PublicBody")
THINGS = ("Address", "Vehicle", "UserAccount", "BankAccount")
PAPERS = ("Passport", "Identification")
EVENTS = ("Call", "Message")
PAYMENT = "Payment"


class Edge(NamedTuple):
    """A schema that is a link: the properties of its two ends, the relation, and where its capacity stands."""

    source: str
    target: str
    relation: str
    capacity: tuple[str, ...] = ("role",)


EDGES = {
    "Family": Edge("person", "relative", "family of", ("relationship",)),
    "Associate": Edge("person", "associate", "stated link", ("relationship",)),
    "Ownership": Edge("owner", "asset", "owns", ("role", "ownershipType")),
    "Directorship": Edge("director", "organization", "director of"),
    "Employment": Edge("employee", "employer", "works for"),
    "Membership": Edge("member", "organization", "member"),
    "Representation": Edge("agent", "client", "represents"),
    "UnknownLink": Edge("subject", "object", "linked to"),
}

#: What owning a thing of a kind is recorded as.
OWNS = {"vehicle": "keeper of", "account": "holder of", "phone": "uses", "email": "uses", "messaging": "uses"}


def end_of(item: Item) -> End | None:
    """Return what an entity is at the end of a link, null where Clew has no such thing."""
    name = item.first("name") or " ".join(item.all("firstName", "middleName", "lastName"))
    if item.schema in PEOPLE:
        return End("person", item.id, name)
    if item.schema in ORGANISATIONS:
        return End("organisation", name, name) if name else None
    if item.schema == "Address":
        text = address(item)
        return End("address", text, "") if text else None
    if item.schema == "Vehicle":
        plate = item.first("registrationNumber")
        return End("vehicle", plate, "") if plate else None
    if item.schema == "BankAccount":
        number = item.first("iban") or item.first("accountNumber")
        return End("account", number, "") if number else None
    return _account(item) if item.schema == "UserAccount" else None


def _account(item: Item) -> End | None:
    if number := item.first("number"):
        return End("phone", number, "")
    service = re.sub(r"\W+", "", item.first("service").lower())
    if user := item.first("username"):
        return End("messaging", user if "@" in user and not service else f"{service or 'account'}:{user}", "")
    if address_ := item.first("email"):
        return End("email", address_, "")
    return None


def address(item: Item) -> str:
    """Return an address in one line."""
    lines = ("street", "street2", "city", "postalCode", "state", "country")
    return item.first("full") or ", ".join(item.first(line) for line in lines if item.first(line)) or item.first("name")
