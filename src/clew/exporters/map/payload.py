"""Turns a chart into the plain data the map's script reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import numpy as np

from clew.exporters import wording
from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.drawing import ICON_RADIUS_PX, LABEL_PX, icon_name, icons, label_lines, link_style, text_width_px
from clew.exporters.layout import Sizes, place
from clew.exporters.shown_text import shown
from clew.model.entities import LINK_TYPES

Positions = Mapping[str, tuple[float, float]]

#: Up to here everything is on; up to the next link labels rest while the picture moves; beyond, they are off.
FULL_NODES = 500
MEDIUM_NODES = 1500

#: Link types that rest on cell use: the banner of the forensic regulator's code belongs on them.
_CELL_TYPES = {"SEEN_AT", "SEEN_WITH"}


def node_data(chart: Chart, positions: Positions) -> list[dict[str, Any]]:
    """Return nodes as the script reads them, sorted by id; domain fields stand under `d` alone.

    A node whose field `service` starts with "yes" is a service number: drawn, never inside a path.

    Args:
        chart: The redacted chart.
        positions: Saved places by node id; nodes without one are placed by the layout.
    """
    nodes = sorted(chart.nodes, key=lambda node: node.id)
    at = _places(nodes, chart.links, positions)
    return [
        {
            "id": node.id,
            "label": shown(node.label) or node.id,
            "x": int(x),
            "y": int(y),
            "d": {
                "kind": node.kind,
                "icon": icon_name(node),
                "lines": label_lines(shown(node.label) or node.id),
                "protected": node.protected,
                "service": node.fields.get("service", "").startswith("yes"),
                "group": shown(node.group),
                "fields": [[shown(k), shown(v)] for k, v in node.fields.items()],
            },
        }
        for node, (x, y) in zip(nodes, at, strict=True)
    ]


def link_data(chart: Chart) -> list[dict[str, Any]]:
    """Return links as the script reads them, sorted by id; times are whole seconds UTC or null."""
    return [
        {
            "id": link.id,
            "from": link.source,
            "to": link.target,
            "d": {
                "type": link.type,
                "directed": link.directed,
                "confirmed": link.confirmed,
                "records": link.records,
                "first": _seconds(link.first_utc),
                "last": _seconds(link.last_utc),
                "grade": shown(link.grade),
                "handling": shown(link.handling),
                "fields": [[shown(k), shown(v)] for k, v in link.fields.items()],
                "evidence": [shown(row) for row in link.evidence],
            },
        }
        for link in sorted(chart.links, key=lambda link: link.id)
    ]


def about_data(chart: Chart) -> dict[str, Any]:
    """Return what is true of the whole chart: case, marking, words, icons, what was left out."""
    count = len(chart.nodes)
    kinds = sorted({icon_name(node) for node in chart.nodes} | {"Group"})
    types = sorted({link.type for link in chart.links})
    exhibits = Counter(row.rsplit(", ", 1)[0] for link in chart.links for row in link.evidence)
    return {
        "schema": "clew-map/1",
        "case": shown(chart.case),
        "title": shown(chart.title),
        "marking": shown(chart.marking) or wording.NO_MARKING,
        "exported_by": shown(chart.exported_by),
        "exported": chart.exported_utc.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "data_hash": chart.data_hash,
        "audit_head": chart.audit_head,
        "left_out": [shown(sentence) for sentence in chart.left_out],
        "notes": [shown(sentence) for sentence in chart.notes],
        "cell_site": wording.CELL_SITE if _CELL_TYPES & set(types) else "",
        "lead": wording.LEAD,
        "assessment": wording.ASSESSMENT,
        "protected": wording.PROTECTED if any(node.protected for node in chart.nodes) else "",
        "size": "full" if count <= FULL_NODES else "medium" if count <= MEDIUM_NODES else "big",
        "radius": ICON_RADIUS_PX,
        "label_px": LABEL_PX,
        "exhibits": [[shown(name), rows] for name, rows in sorted(exhibits.items())],
        "kinds": {name: _icon(name) for name in kinds},
        "types": {name: _style(name) for name in types},
    }


def _icon(name: str) -> dict[str, str]:
    icon = icons()[name]
    return {
        "title": icon.title,
        "colour": icon.colour,
        "shape": icon.shape,
        "line": icon.line,
        "solid": icon.solid,
        "glyph": icon.glyph_transform(),
        "uri": icon.data_uri(),
    }


def _style(link_type: str) -> dict[str, str]:
    style = link_style(link_type)
    return {
        "text": shown(style.text),
        "meaning": LINK_TYPES.get(link_type, ""),
        "light": style.light,
        "dark": style.dark,
    }


def _seconds(moment: datetime | None) -> int | None:
    return None if moment is None else int(moment.timestamp())


def _places(nodes: list[ChartNode], links: tuple[ChartLink, ...], positions: Positions) -> list[tuple[float, float]]:
    """Return a place for each node: the saved one, beside its saved neighbours, or laid out."""
    number = {node.id: i for i, node in enumerate(nodes)}
    pairs = np.array([(number[x.source], number[x.target]) for x in links], dtype=np.int64).reshape(-1, 2)
    pairs = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    names = sorted({node.group for node in nodes if node.group})
    groups = np.array([names.index(node.group) if node.group else -1 for node in nodes], dtype=np.int64)
    sizes = node_sizes(nodes)
    at = place(len(nodes), pairs, sizes, groups if names else None)
    if positions:
        _put_back(at, nodes, pairs, positions)
    return [(float(x), float(y)) for x, y in at]


def node_sizes(nodes: list[ChartNode]) -> Sizes:
    """Return the room each node needs on paper: its icon, and its label below it.

    In a crowd labels show only when zoomed in, and room for all of them would make every icon a
    dot; so their share of the room falls from all of it at 150 nodes to a third at 1,000.
    """
    share = float(np.interp(len(nodes), (150, 1000), (1.0, 0.35)))
    lines = [label_lines(shown(node.label) or node.id) for node in nodes]
    labels = np.array([max(text_width_px(line) for line in own) for own in lines], dtype=float)
    heights = np.array([len(own) * (LABEL_PX + 3) for own in lines], dtype=float)
    width = np.maximum(2 * ICON_RADIUS_PX, labels * 1.12 * share) + 22
    return Sizes(width, 2 * ICON_RADIUS_PX + 26 + heights * share)


def _put_back(at: Any, nodes: list[ChartNode], pairs: Any, positions: Positions) -> None:
    """Move nodes to their saved places in place; new ones go beside their saved neighbours."""
    known = np.array([node.id in positions for node in nodes])
    for number in np.flatnonzero(known):
        at[number] = np.round(positions[nodes[number].id])
    for i in np.flatnonzero(~known):
        ends = pairs[(pairs == i).any(axis=1)].ravel()
        beside = ends[known[ends]]
        if len(beside):
            turn = 2.399963 * float(i)  # golden angle: new neighbours of one node do not pile up
            at[i] = np.round(at[beside].mean(axis=0) + 110.0 * np.array((np.cos(turn), np.sin(turn))))
