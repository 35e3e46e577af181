"""Relationships of a graph as links between the things Clew knows."""

from __future__ import annotations

from collections.abc import Iterator

from clew.model.records import RAW_SEPARATOR
from clew.readers.reader import SetAside, Tally
from clew.readers.uco.objects import Object, Objects, first_text, refs
from clew.readers.uco.parties import Parties, Party
from clew.readers.uco.rows import Layout, Row

LINKS = Layout(
    "relationships", "links",
    (
        "source", "source_type", "source_label", "target", "target_type", "target_label", "link_type", "direction",
        "from", "to", "note",
    ),
)  # fmt: skip

#: Kinds of end whose account is used, as a number is, rather than held, as a bank account is.
_USED = ("phone", "email", "messaging", "imei", "imsi", "iccid", "device")
_NOBODY = Party("", "")


def is_relation(each: Object) -> bool:
    """Tell whether an object is a relationship."""
    return any(t in ("ObservableRelationship", "Relationship") for t in each.types)


def links(objects: Objects, parties: Parties, tally: Tally) -> Iterator[Row]:
    """Yield a row for each pair of a relationship's sources and targets; one that joins nothing known is set aside."""
    for each in objects:
        if not is_relation(each):
            continue
        pairs = [(s, t) for s in refs(each.values, "source") for t in refs(each.values, "target")]
        if not pairs:
            _aside(tally, each, "the relationship names no source or no target", "")
        for number, (source, target) in enumerate(pairs, 1):
            which = "" if number == 1 else f"pair {number}"
            reason = next((why for id_ in (source, target) if (why := _unknown(objects, parties, id_))), "")
            if reason:
                _aside(tally, each, reason, which)
            else:
                yield Row(each, _values(each, objects, parties, source, target), which)


def _values(each: Object, objects: Objects, parties: Parties, source: str, target: str) -> dict[str, str]:
    a, b = parties.of(source) or _NOBODY, parties.of(target) or _NOBODY
    word = first_text(each.values, "kindOfRelationship").replace("_", " ").lower()
    if word in ("has account", "has device", "has email address") and b.kind in _USED:
        word = "uses"
    return {
        "source": a.value,
        "source_type": a.kind,
        "source_label": _label(objects, source),
        "target": b.value,
        "target_type": b.kind,
        "target_label": _label(objects, target),
        "link_type": word or "related to",
        "direction": "" if first_text(each.values, "isDirectional").lower() != "false" else "none",
        "from": first_text(each.values, "startTime"),
        "to": first_text(each.values, "endTime"),
        "note": first_text(each.values, "description"),
    }


def _unknown(objects: Objects, parties: Parties, id_: str) -> str:
    """Return why an end cannot be read, empty when it can."""
    found = objects.get(id_)
    if found is None:
        return f"one end, {id_}, is not in the file"
    if found.facet("ContactFacet") is not None:
        return "one end is a saved contact, whose own row says what it is saved with"
    if parties.of(id_) is None:
        return f"one end is of a kind Clew has no entity for: {' '.join(found.types) or 'no type'}"
    return ""


def _label(objects: Objects, id_: str) -> str:
    found = objects.get(id_)
    if found is None:
        return ""
    facet = found.facet("SimpleNameFacet")
    parts = [first_text(facet, "givenName"), first_text(facet, "familyName")]
    return first_text(found.values, "name") or " ".join(part for part in parts if part)


def _aside(tally: Tally, each: Object, reason: str, which: str) -> None:
    tally.read += 1
    place = " ".join(text for text in (each.id, which) if text)
    tally.set_aside.append(SetAside(place, reason, RAW_SEPARATOR.join((*each.raw(), which))))
