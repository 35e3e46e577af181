"""FollowTheMoney lines: an entity a line, for tools that follow companies and money.

The model has few words for telephones: numbers, handsets and SIMs are user accounts there, and a link that sums up
events is an `UnknownLink`. What it cannot hold stands under `clew` beside the properties, which other programs keep
as context and another case reads back. Values a protected person could be known by are not in it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from clew.durable import write_text
from clew.exporters import wording
from clew.exporters.chart import Chart, ChartLink, ChartNode, Exporter
from clew.exporters.exchange import about, entity_of, link_of
from clew.exporters.loose_ends import without_loose_ends
from clew.exporters.shown_text import shown
from clew.model.exchange import CHART, PROPERTY, as_record

Json = dict[str, Any]

#: End kind -> schema, and the property its value stands in.
_SCHEMATA = {
    "person": ("Person", ""),
    "organisation": ("Organization", ""),
    "address": ("Address", "full"),
    "place": ("Address", "full"),
    "vehicle": ("Vehicle", "registrationNumber"),
    "account": ("BankAccount", "accountNumber"),
    "phone": ("UserAccount", "number"),
    "email": ("UserAccount", "email"),
}
#: Kinds whose label, not their folded key, is what people read.
_BY_LABEL = ("address", "place")
#: Link type -> schema and the properties of its ends, where both ends fit it.
_EDGES = {
    ("FAMILY_OF", "person", "person"): ("Family", "person", "relative"),
    ("WORKS_FOR", "person", "organisation"): ("Employment", "employee", "employer"),
    ("KEEPER_OF", "person", "vehicle"): ("Ownership", "owner", "asset"),
    ("HOLDS_ACCOUNT", "person", "account"): ("Ownership", "owner", "asset"),
    ("KEEPER_OF", "organisation", "vehicle"): ("Ownership", "owner", "asset"),
    ("HOLDS_ACCOUNT", "organisation", "account"): ("Ownership", "owner", "asset"),
}


def write_ftm(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write a line for the chart itself, then one for each entity and each link.

    Raises:
        ClewError: the file cannot be written.
    """
    chart = without_loose_ends(chart)
    kinds = {node.id: entity_of(node).kind for node in chart.nodes}
    lines = [_about(chart)]
    lines += [_node(node) for node in sorted(chart.nodes, key=lambda node: node.id)]
    lines += [_link(link, kinds) for link in sorted(chart.links, key=lambda link: link.id)]
    write_text(out, "".join(f"{json.dumps(line, ensure_ascii=True, separators=(',', ':'))}\n" for line in lines))
    return (out,)


def _about(chart: Chart) -> Json:
    marking = chart.marking or wording.NO_MARKING
    properties = {"name": [shown(chart.title)], "description": [marking, wording.LEAD, wording.NO_FINDING]}
    return {
        "id": CHART,
        "schema": "Note",
        "properties": properties,
        PROPERTY: {"record": "chart", **about(chart)},
    }


def _node(node: ChartNode) -> Json:
    entity = entity_of(node)
    schema, place = _SCHEMATA.get(entity.kind, ("UserAccount", "username"))
    properties = {"name": [shown(node.label)]}
    if place and entity.value:
        properties[place] = [shown(node.label if entity.kind in _BY_LABEL else entity.value)]
    if schema == "UserAccount":
        properties["service"] = [_service(entity.kind, entity.value)]
    return {"id": node.id, "schema": schema, "properties": properties, PROPERTY: as_record(entity)}


def _service(kind: str, value: str) -> str:
    """Return the service of an account: its own, of `service:user`; else what kind of thing it is."""
    return value.partition(":")[0] if kind in ("messaging", "group") and ":" in value else kind


def _link(link: ChartLink, kinds: dict[str, str]) -> Json:
    edge = (link.type, kinds[link.source], kinds[link.target])
    schema, source, target = _EDGES.get(edge, ("UnknownLink", "subject", "object"))
    role = "relationship" if schema == "Family" else "role"
    properties = {
        source: [link.source],
        target: [link.target],
        role: [link.fields.get("capacity") or link.type.replace("_", " ").lower()],
    }
    for name, moment in (("startDate", link.first_utc), ("endDate", link.last_utc)):
        if moment is not None:
            properties[name] = [moment.isoformat()]
    return {"id": link.id, "schema": schema, "properties": properties, PROPERTY: as_record(link_of(link))}


EXPORTER = Exporter("ftm", "FollowTheMoney lines, read back by another case", ".ftm.json", write_ftm)
