"""CASE/UCO JSON-LD: entities as accounts, devices, people and locations, links as relationships of a bundle.

The ontology has no word for a link that sums up forty calls, for a grade, a handling code or a pseudonym. They
stand in a facet of Clew's own (`clew:Record`), which other programs pass over and another case reads back.
Values a protected person could be known by are not in it.
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

_BASE = "https://ontology.unifiedcyberontology.org/uco"
CONTEXT = {
    "kb": "urn:clew:case:",
    "clew": "urn:clew:exchange:",
    "uco-core": f"{_BASE}/core/",
    "uco-identity": f"{_BASE}/identity/",
    "uco-location": f"{_BASE}/location/",
    "uco-observable": f"{_BASE}/observable/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
Json = dict[str, Any]

#: End kind -> type of the object, its facet, and the property its value stands in.
_SHAPES = {
    "phone": ("uco-observable:PhoneAccount", "uco-observable:PhoneAccountFacet", "uco-observable:phoneNumber"),
    "email": ("uco-observable:EmailAddress", "uco-observable:EmailAddressFacet", "uco-observable:addressValue"),
    "messaging": (
        "uco-observable:DigitalAccount", "uco-observable:AccountFacet", "uco-observable:accountIdentifier",
    ),
    "account": ("uco-observable:Account", "uco-observable:AccountFacet", "uco-observable:accountIdentifier"),
    "imei": ("uco-observable:MobileDevice", "uco-observable:MobileDeviceFacet", "uco-observable:IMEI"),
    "imsi": ("uco-observable:SIMCard", "uco-observable:SIMCardFacet", "uco-observable:IMSI"),
    "iccid": ("uco-observable:SIMCard", "uco-observable:SIMCardFacet", "uco-observable:ICCID"),
    "address": ("uco-location:Location", "uco-location:SimpleAddressFacet", "uco-location:street"),
}  # fmt: skip
_TYPES = {
    "person": "uco-identity:Person",
    "organisation": "uco-identity:Organization",
    "place": "uco-location:Location",
}


def write_case_uco(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write a bundle with an object for each entity and a relationship for each link.

    Raises:
        ClewError: the file cannot be written.
    """
    chart = without_loose_ends(chart)
    nodes = [_node(node) for node in sorted(chart.nodes, key=lambda node: node.id)]
    links = [_link(link) for link in sorted(chart.links, key=lambda link: link.id)]
    bundle = {
        "@id": f"kb:{CHART}",
        "@type": "uco-core:Bundle",
        "uco-core:name": shown(chart.title),
        "uco-core:description": [chart.marking or wording.NO_MARKING, wording.LEAD, wording.NO_FINDING],
        "clew:about": _text(about(chart)),
        "uco-core:object": [{"@id": each["@id"]} for each in (*nodes, *links)],
    }
    lines = ",\n".join(_text(each) for each in (bundle, *nodes, *links))
    write_text(out, f'{{"@context":{_text(CONTEXT)},\n"@graph":[\n{lines}\n]}}\n')
    return (out,)


def _node(node: ChartNode) -> Json:
    entity = entity_of(node)
    shape = _SHAPES.get(entity.kind)
    kind = shape[0] if shape else _TYPES.get(entity.kind, "uco-observable:ObservableObject")
    facets: list[Json] = []
    if shape and entity.value:
        # An address is known by a folded key; what people read is its label.
        value = node.label if entity.kind == "address" else entity.value
        facets.append({"@id": f"kb:{node.id}-value", "@type": shape[1], shape[2]: shown(value)})
    facets.append(_record(node.id, as_record(entity)))
    return {"@id": f"kb:{node.id}", "@type": kind, "uco-core:name": shown(node.label), "uco-core:hasFacet": facets}


def _link(link: ChartLink) -> Json:
    times = {"startTime": link.first_utc, "endTime": link.last_utc}
    return {
        "@id": f"kb:{link.id}",
        "@type": "uco-observable:ObservableRelationship",
        "uco-core:source": {"@id": f"kb:{link.source}"},
        "uco-core:target": {"@id": f"kb:{link.target}"},
        "uco-core:kindOfRelationship": link.type.title(),
        "uco-core:isDirectional": link.directed,
        **{
            f"uco-core:{name}": {"@type": "xsd:dateTime", "@value": value.isoformat()}
            for name, value in times.items()
            if value is not None
        },
        "uco-core:hasFacet": [_record(link.id, as_record(link_of(link)))],
    }


def _record(id_: str, record: Json) -> Json:
    return {
        "@id": f"kb:{id_}-record",
        "@type": ["clew:Record", "uco-core:Facet"],
        f"clew:{PROPERTY}": _text(record),
    }


def _text(value: object) -> str:
    """Return JSON on one line; everything outside ASCII is escaped, so that no program stumbles over it."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


EXPORTER = Exporter("case-uco", "CASE/UCO JSON-LD bundle, read back by another case", ".jsonld", write_case_uco)
