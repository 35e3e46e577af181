"""Records of another case as rows: entities with their canonical values, links with their counts and times.

What one exhibit of the other case alone said, and that was intelligence, stays unconfirmed here: such links
are a part of their own.
"""

from __future__ import annotations

from clew.model.exchange import Entity, Link

ENTITY_FIELDS = ("kind", "value", "name", "protected", "note")
LINK_FIELDS = (
    "source", "source_type", "source_label", "target", "target_type", "target_label", "link_type", "capacity",
    "as_own", "records", "calls", "messages", "payments", "sightings", "first", "last", "from", "to", "note",
    "grade", "handling",
)  # fmt: skip
#: Of the parts: values are taken as they stand.
META = {"values": "canonical"}
COUNTS = ("calls", "messages", "payments", "sightings")


def entity_values(entity: Entity) -> dict[str, str]:
    """Return the row of an entity by field."""
    name = "" if entity.kind == "person" and entity.name == _NAMELESS else entity.name
    return {
        "kind": entity.kind,
        "value": entity.end,
        "name": name,
        "protected": "yes" if entity.protected else "no",
    }


def link_values(link: Link, source: Entity, target: Entity) -> dict[str, str]:
    """Return the row of a link by field; `source` and `target` are its ends."""
    first, since = _told_apart(link.first, link.fields.get("from", ""))
    last, until = _told_apart(link.last, link.fields.get("to", ""))
    values = {
        "link_type": link.type,
        "capacity": link.fields.get("capacity", ""),
        "as_own": link.fields.get("given as own", "no"),
        "records": str(link.records),
        "first": first,
        "last": last,
        "from": since,
        "to": until,
        "note": _note(link),
        "grade": link.grade,
        "handling": link.handling,
        **{name: link.fields.get(name, "") for name in COUNTS},
    }
    for side, end in (("source", source), ("target", target)):
        values |= {side: end.end, f"{side}_type": end.kind, f"{side}_label": entity_values(end)["name"]}
    return values


#: How a person without a recorded name is shown.
_NAMELESS = "name not recorded"


def _told_apart(moment: str, stated: str) -> tuple[str, str]:
    """Return the time of an event and that of a statement: a chart shows one moment for both, and a text beside it."""
    if not stated:
        return moment, ""
    minute = stated.removesuffix(" UTC").replace(" ", "T")
    return ("", moment) if moment.startswith(minute) else (moment, f"{minute}:00+00:00")


def _note(link: Link) -> str:
    """Return why two persons may be one, or the name an identifier is saved under, else the rows behind the link."""
    said = {"POSSIBLY_SAME_AS": "reason", "IN_CONTACTS_OF": "saved as"}.get(link.type)
    return link.fields.get(said, "") if said else " | ".join(link.evidence)
