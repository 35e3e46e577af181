"""Entities and links: the labels and types of the graph, and how an entity gets its id."""

from __future__ import annotations

import hashlib

#: Graph labels; event labels appear only with `--events`.
LABELS = (
    "Person", "Alias", "Phone", "Line", "Handset", "Sim", "Address", "Place", "Vehicle",
    "Account", "Organisation", "Exhibit", "Finding",
)  # fmt: skip

#: Link types and the sentence each one stands for.
LINK_TYPES: dict[str, str] = {
    "USES": "person or device uses an identifier",
    "IN_HANDSET": "SIM or number was used in a handset",
    "SUBSCRIBER_OF": "person is recorded as subscriber of a number",
    "LIVES_AT": "person is recorded at an address",
    "KEEPER_OF": "person is recorded as keeper of a vehicle",
    "DRIVES": "person is recorded driving or hiring a vehicle",
    "HOLDS_ACCOUNT": "person is recorded as holder of an account",
    "WORKS_FOR": "person is recorded as working for an organisation or person",
    "FAMILY_OF": "family relation is recorded",
    "IN_CONTACTS_OF": "identifier is saved in the address book of a device",
    "CONTACTED": "calls or messages from one identifier to another",
    "SEEN_AT": "vehicle, phone or person was seen at a place",
    "SEEN_WITH": "two persons or vehicles were recorded together",
    "PAID": "money went from one account or person to another",
    "KNOWN_AS": "person is recorded with an alias",
    "OPERATES": "person or organisation is recorded as operating something",
    "POSSIBLY_SAME_AS": "two person records may be one person; never a merge",
    "MEMBER_OF": "number or account is recorded as member of a group chat",
    "LINKED_TO": "an exhibit states a link of another kind",
}

#: Relations whose identifier side is the person's own (D9 asks for these).
OWN_RELATIONS = ("USES", "SUBSCRIBER_OF", "LIVES_AT", "KEEPER_OF", "HOLDS_ACCOUNT")

PREFIXES: dict[str, str] = {
    "Person": "pe", "Alias": "al", "Phone": "ph", "Line": "li", "Handset": "ha", "Sim": "si", "Address": "ad",
    "Place": "pl", "Vehicle": "ve", "Account": "ac", "Organisation": "or",
}  # fmt: skip


def entity_id(key: bytes, label: str, kind: str, value: str) -> str:
    """Return the opaque id of an entity: two letters of its label and a keyed hash of its value.

    The key belongs to one case, so an id in an audit line or a file name tells nobody a number,
    and two cases cannot be joined by ids.

    Args:
        key: The case's secret key, 16 to 64 bytes.
        label: Graph label, a key of `PREFIXES`.
        kind: End kind of `records.END_KINDS`; two kinds under one label stay apart.
        value: Canonical value; for a person the record id of its founding record.
    """
    digest = hashlib.blake2b(f"{kind}|{value}".encode(), key=key, digest_size=8).hexdigest()
    return f"{PREFIXES[label]}-{digest}"
