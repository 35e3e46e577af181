"""A chart as flat rows: the columns every table-like exporter writes, in one order, under one set of names."""

from __future__ import annotations

from clew.exporters import wording
from clew.exporters.chart import Chart
from clew.exporters.page import minute

Row = tuple[str, ...]

NODE_COLUMNS: Row = ("id", "type", "label", "protected", "group", "fields", "marking")

LINK_COLUMNS: Row = (
    "link_id", "type", "directed", "confirmed", "source_id", "source_type", "source_label",
    "target_id", "target_type", "target_label", "records", "first_utc", "last_utc",
    "grade", "handling", "fields", "evidence", "marking",
)  # fmt: skip

#: Between several values in one cell.
JOINER = " | "


def node_rows(chart: Chart) -> list[Row]:
    """Return one row per node in the order of `NODE_COLUMNS`, sorted by id."""
    return [
        (
            node.id,
            node.kind,
            node.label,
            _yes(node.protected),
            node.group,
            _fields(node.fields),
            chart.marking or wording.NO_MARKING,
        )
        for node in sorted(chart.nodes, key=lambda node: node.id)
    ]


def link_rows(chart: Chart) -> list[Row]:
    """Return one row per link in the order of `LINK_COLUMNS`, sorted by id; times are ISO 8601 UTC or empty."""
    ends = {node.id: (node.kind, node.label) for node in chart.nodes}
    absent = ("", "")
    return [
        (
            link.id,
            link.type,
            _yes(link.directed),
            _yes(link.confirmed),
            link.source,
            *ends.get(link.source, absent),
            link.target,
            *ends.get(link.target, absent),
            str(link.records),
            "" if link.first_utc is None else link.first_utc.isoformat(),
            "" if link.last_utc is None else link.last_utc.isoformat(),
            link.grade,
            link.handling,
            _fields(link.fields),
            JOINER.join(link.evidence),
            chart.marking or wording.NO_MARKING,
        )
        for link in sorted(chart.links, key=lambda link: link.id)
    ]


def about_rows(chart: Chart) -> list[Row]:
    """Return what must travel with any table: marking, case, who, when, from which data, what is left out."""
    return [
        ("marking", chart.marking or wording.NO_MARKING),
        ("case", chart.case),
        ("title", chart.title),
        ("exported by", chart.exported_by),
        ("exported", minute(chart.exported_utc)),
        ("data hash", chart.data_hash),
        ("audit head", chart.audit_head),
        ("entities", str(len(chart.nodes))),
        ("links", str(len(chart.links))),
        *(("left out", sentence) for sentence in chart.left_out),
        *(("note", sentence) for sentence in chart.notes),
        ("reading", wording.LEAD),
        ("limit", wording.NO_FINDING),
    ]


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _fields(fields: dict[str, str]) -> str:
    return JOINER.join(f"{name}: {value}" for name, value in fields.items())
