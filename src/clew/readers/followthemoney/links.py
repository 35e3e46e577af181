"""Edges, and what one entity says of another in its own properties, as links."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from clew.readers.followthemoney import schemata
from clew.readers.followthemoney.dates import earliest, latest
from clew.readers.followthemoney.events import by_accounts, by_numbers
from clew.readers.followthemoney.lines import End, Item, Lines
from clew.readers.followthemoney.rows import Layout, Row

LINKS = Layout(
    "links", "links",
    (
        "source", "source_type", "source_label", "target", "target_type", "target_label", "link_type", "capacity",
        "from", "to", "note", "records", "calls", "messages", "payments", "first", "last",
    ),
)  # fmt: skip

#: Property of a thing that names an owner or an address -> the relation it states.
_OWNER = {"UserAccount": ("owner", "uses"), "BankAccount": ("owner", "holder of"), "Vehicle": ("owner", "keeper of")}
_PEOPLE_OF_EVENTS = {"caller", "receiver", "sender", "recipients"}
_HOLDERS = (*schemata.PEOPLE, *schemata.ORGANISATIONS)


def links(lines: Lines) -> Iterator[Row]:
    """Yield a row for each pair of ends of an edge, and of a payment, call or message known by names alone."""
    for item in lines.of(*schemata.EDGES):
        edge = schemata.EDGES[item.schema]
        ends = item.all(edge.source), item.all(edge.target)
        yield from _pairs(lines, item, *ends, _of_edge(item, edge), edge.relation)
    for item in lines.of(schemata.PAYMENT):
        if by_accounts(lines, item) is None:
            payers = item.all("payer") or item.all("payerAccount")
            payees = item.all("beneficiary") or item.all("beneficiaryAccount")
            yield from _pairs(lines, item, payers, payees, _of_payment(item), "paid")
    events = schemata.EVENTS if lines.used & _PEOPLE_OF_EVENTS else ()
    for item in lines.of(*events):
        if by_numbers(lines, item) is None:
            is_call = item.schema == "Call"
            begun = item.all("caller") if is_call else item.all("sender")
            reached = item.all("receiver") if is_call else item.all("recipients")
            yield from _pairs(lines, item, begun, reached, _of_event(item), "contacted")
        else:
            yield from _callers(lines, item)
    yield from _own(lines)


def _own(lines: Lines) -> Iterator[Row]:
    """Yield who owns an account or a vehicle, and where somebody is recorded."""
    for item in lines.of(*_OWNER):
        name, relation = _OWNER[item.schema]
        if item.all(name):
            yield from _pairs(lines, item, item.all(name), [item.id], {}, relation, "owner")
    for item in lines.of(*_HOLDERS):
        if item.all("addressEntity"):
            relation = "lives at" if item.schema in schemata.PEOPLE else "operates"
            yield from _pairs(lines, item, [item.id], item.all("addressEntity"), {}, relation, "address")


def _callers(lines: Lines, item: Item) -> Iterator[Row]:
    """A call that names a number and who called with it says whose number it is."""
    for who, number in (("caller", "callerNumber"), ("receiver", "receiverNumber")):
        if item.all(who) and item.first(number):
            for id_ in item.all(who):
                end = lines.ends.get(id_)
                used = End("phone", item.first(number), "")
                if end is not None:
                    yield Row(item, _values(end, used, {}, "uses"), f"{who} {id_}")


def _pairs(
    lines: Lines,
    item: Item,
    sources: list[str],
    targets: list[str],
    facts: dict[str, str],
    relation: str,
    what: str = "",
) -> Iterator[Row]:
    if not sources or not targets:
        yield Row(item, {}, what, reason=f"the {item.schema} names only one of its ends, or none")
        return
    for number, (source, target) in enumerate(product(sources, targets), 1):
        which = " ".join(text for text in (what, "" if number == 1 else f"pair {number}") if text)
        a, b = lines.ends.get(source), lines.ends.get(target)
        absent = [id_ for id_ in (source, target) if id_ not in lines.ends]
        if a is None or b is None:
            reason = f"one end, {absent[0]}, is not in the file" if absent else "one end is no thing Clew knows"
            yield Row(item, {}, which, reason=reason)
        else:
            yield Row(item, _values(a, b, facts, relation), which)


def _values(a: End, b: End, facts: dict[str, str], relation: str) -> dict[str, str]:
    if relation == "owns":
        relation = schemata.OWNS.get(b.kind, relation)
    return {
        "source": a.value,
        "source_type": a.kind,
        "source_label": a.name,
        "target": b.value,
        "target_type": b.kind,
        "target_label": b.name,
        "link_type": relation,
        **facts,
    }


def _of_edge(item: Item, edge: schemata.Edge) -> dict[str, str]:
    capacity = item.first(*edge.capacity)
    found = {
        "capacity": capacity.lower(),
        "from": earliest(item.first("startDate", "date")),
        "to": latest(item.first("endDate")),
        "note": "; ".join(item.all("summary", "description", "percentage")),
    }
    if item.schema == "UnknownLink" and capacity:
        return {**found, "capacity": "", "link_type": capacity}
    return found


def _of_payment(item: Item) -> dict[str, str]:
    sum_ = " ".join(text for text in (item.first("amount"), item.first("currency")) if text)
    when = item.first("date", "startDate")
    return {
        "note": "; ".join(text for text in (sum_, item.first("purpose")) if text),
        "payments": "1",
        "first": earliest(when),
        "last": latest(item.first("endDate") or when),
    }


def _of_event(item: Item) -> dict[str, str]:
    when = item.first("date", "startDate")
    return {"calls" if item.schema == "Call" else "messages": "1", "first": earliest(when), "last": latest(when)}
