"""What entities and links of a chart carry beside a format's own words, so that another case reads them back equal."""

from __future__ import annotations

from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.model.exchange import Entity, Link

#: End kind of a node whose chart does not tell: charts written before it did.
_KIND_OF_LABEL = {
    "Person": "person", "Phone": "phone", "Handset": "imei", "Sim": "imsi", "Address": "address", "Place": "place",
    "Vehicle": "vehicle", "Account": "account", "Organisation": "organisation", "Alias": "alias", "Line": "line",
}  # fmt: skip


def entity_of(node: ChartNode) -> Entity:
    """Return the record of an entity."""
    kind = node.end_kind or _KIND_OF_LABEL.get(node.kind, "alias")
    return Entity(node.id, node.kind, kind, node.value, node.label, node.protected, node.group, dict(node.fields))


def link_of(link: ChartLink) -> Link:
    """Return the record of a link."""
    return Link(
        id=link.id,
        type=link.type,
        source=link.source,
        target=link.target,
        directed=link.directed,
        confirmed=link.confirmed,
        records=link.records,
        first="" if link.first_utc is None else link.first_utc.isoformat(),
        last="" if link.last_utc is None else link.last_utc.isoformat(),
        grade=link.grade,
        handling=link.handling,
        fields=dict(link.fields),
        evidence=link.evidence,
    )


def about(chart: Chart) -> dict[str, object]:
    """Return what must travel with a chart: marking, case, who, when, from which data, what is left out."""
    return {
        "marking": chart.marking,
        "case": chart.case,
        "title": chart.title,
        "exported_by": chart.exported_by,
        "exported_utc": chart.exported_utc.isoformat(),
        "data_hash": chart.data_hash,
        "audit_head": chart.audit_head,
        "left_out": list(chart.left_out),
        "notes": list(chart.notes),
    }
