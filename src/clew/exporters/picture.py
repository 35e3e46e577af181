"""Draws a small chart as an SVG image for a page or a paper: no script, nothing fetched, text escaped by the writer."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element, SubElement, tostring

import numpy as np

from clew.exporters.chart import Chart, ChartLink, ChartNode
from clew.exporters.drawing import ICON_RADIUS_PX, LABEL_PX, icon_name, icons, label_lines, link_style
from clew.exporters.layout import place
from clew.exporters.loose_ends import without_loose_ends
from clew.exporters.map.payload import node_sizes
from clew.exporters.shown_text import shown

#: A larger chart is for the map; on paper its labels could not be read.
MOST_NODES = 60

Point = tuple[float, float]

#: With more links their names cover each other at the size of a page; colour and the table below say the type.
_MOST_NAMED = 24
_MARGIN_PX = 14.0
_INK = "#16202b"


def draw(chart: Chart, prefix: str = "pic") -> str:
    """Return a chart as an SVG element, without marking bars: the page around it carries them.

    Parallel links fan out, arrows stand only on directed ones, dashed means unconfirmed. Beyond
    `MOST_NODES` nodes only the best linked are drawn; the caller says so in the caption.

    Args:
        chart: Redacted nodes and links.
        prefix: Begins every id inside, so that several pictures can stand on one page.

    Returns:
        SVG text with a title and `role="img"`; empty when the chart has no nodes.
    """
    chart = without_loose_ends(largest(chart))
    nodes = sorted(chart.nodes, key=lambda node: node.id)
    links = sorted(chart.links, key=lambda link: link.id)
    if not nodes:
        return ""
    at = _places(nodes, links)
    svg = _canvas(nodes, at, chart.title)
    _definitions(svg, prefix, nodes, links)
    for link, bend in zip(links, _bends(links), strict=True):
        _line(svg, prefix, link, at[link.source], at[link.target], bend, named=len(links) <= _MOST_NAMED)
    for node in nodes:
        _node(svg, prefix, node, at[node.id])
    return tostring(svg, encoding="unicode")


def largest(chart: Chart) -> Chart:
    """Return the chart with at most `MOST_NODES` nodes, those with most links, ties by id."""
    if len(chart.nodes) <= MOST_NODES:
        return chart
    degree = {node.id: 0 for node in chart.nodes}
    for link in chart.links:
        for end in {link.source, link.target} & degree.keys():
            degree[end] += 1
    kept = sorted(chart.nodes, key=lambda node: (-degree[node.id], node.id))[:MOST_NODES]
    ids = {node.id for node in kept}
    links = tuple(link for link in chart.links if link.source in ids and link.target in ids)
    return replace(chart, nodes=tuple(kept), links=links)


def _places(nodes: list[ChartNode], links: list[ChartLink]) -> dict[str, Point]:
    number = {node.id: i for i, node in enumerate(nodes)}
    pairs = np.array([(number[x.source], number[x.target]) for x in links], dtype=np.int64).reshape(-1, 2)
    at = place(len(nodes), pairs, node_sizes(nodes))
    return {node.id: (float(x), float(y)) for node, (x, y) in zip(nodes, at, strict=True)}


def _canvas(nodes: list[ChartNode], at: dict[str, Point], title: str) -> Element:
    sizes = node_sizes(nodes)
    across = [(at[n.id][0] - w / 2, at[n.id][0] + w / 2) for n, w in zip(nodes, sizes.width, strict=True)]
    down = [
        (at[n.id][1] - ICON_RADIUS_PX, at[n.id][1] + h - ICON_RADIUS_PX)
        for n, h in zip(nodes, sizes.height, strict=True)
    ]
    left, right = min(a for a, _ in across) - _MARGIN_PX, max(b for _, b in across) + _MARGIN_PX
    top, bottom = min(a for a, _ in down) - _MARGIN_PX, max(b for _, b in down)
    svg = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "class": "picture"})
    svg.set("viewBox", f"{left:.0f} {top:.0f} {right - left:.0f} {bottom - top:.0f}")
    # Never larger than life: a picture of three nodes must not fill a page.
    svg.set("width", f"{right - left:.0f}")
    SubElement(svg, "title").text = shown(title)
    return svg


def _definitions(svg: Element, prefix: str, nodes: list[ChartNode], links: list[ChartLink]) -> None:
    for name in sorted({icon_name(node) for node in nodes}):
        icon = icons()[name]
        symbol = SubElement(svg, "symbol", {"id": f"{prefix}-{name}", "viewBox": "0 0 48 48"})
        SubElement(symbol, "path", {"d": icon.shape, "fill": icon.colour, "stroke": "#fff", "stroke-width": "1.6"})
        glyph = SubElement(symbol, "g", {"transform": icon.glyph_transform()})
        if icon.solid:
            SubElement(glyph, "path", {"d": icon.solid, "fill": "#fff"})
        if icon.line:
            stroke = {"fill": "none", "stroke": "#fff", "stroke-width": "2.6"}
            SubElement(glyph, "path", {"d": icon.line, **stroke, "stroke-linecap": "round", "stroke-linejoin": "round"})
    for colour in sorted({link_style(link.type).light for link in links if link.directed}):
        size = {"markerWidth": "9", "markerHeight": "9", "markerUnits": "userSpaceOnUse", "orient": "auto"}
        tip = SubElement(
            svg, "marker", {"id": f"{prefix}-{colour[1:]}", "viewBox": "0 0 10 10", "refX": "9", "refY": "5", **size}
        )
        SubElement(tip, "path", {"d": "M0 0.8L10 5L0 9.2z", "fill": colour})


def _bends(links: list[ChartLink]) -> list[float]:
    """Return how far each link bends to the side, in pixels, so that parallel ones fan out."""
    between: dict[frozenset[str], list[int]] = {}
    for i, link in enumerate(links):
        between.setdefault(frozenset((link.source, link.target)), []).append(i)
    bends = [0.0] * len(links)
    for own in between.values():
        for place_, i in enumerate(own):
            side = 1 if links[i].source < links[i].target else -1
            bends[i] = side * (place_ - (len(own) - 1) / 2) * 26.0
    return bends


def _line(svg: Element, prefix: str, link: ChartLink, start: Point, end: Point, bend: float, *, named: bool) -> None:
    style = link_style(link.type)
    stroke = {"fill": "none", "stroke": style.light, "stroke-width": "1.7"}
    if not link.confirmed:
        stroke["stroke-dasharray"] = "7 6"
    if link.source == link.target:
        SubElement(svg, "circle", {"cx": f"{start[0] + 20:.1f}", "cy": f"{start[1] - 20:.1f}", "r": "18", **stroke})
        return
    if link.directed:
        stroke["marker-end"] = f"url(#{prefix}-{style.light[1:]})"
    (x1, y1), (x2, y2) = start, end
    length = float(np.hypot(x2 - x1, y2 - y1)) or 1.0
    over = ((x1 + x2) / 2 - (y2 - y1) / length * bend, (y1 + y2) / 2 + (x2 - x1) / length * bend)
    a, b = _towards(start, over), _towards(end, over)
    SubElement(
        svg, "path", {"d": f"M{a[0]:.1f} {a[1]:.1f}Q{over[0]:.1f} {over[1]:.1f} {b[0]:.1f} {b[1]:.1f}", **stroke}
    )
    if not named:
        return
    text = style.text if link.records <= 1 else f"{style.text} ×{link.records:,}"
    if length > len(text) * 5.6 + 2 * ICON_RADIUS_PX:
        middle = ((x1 + x2) / 4 + over[0] / 2, (y1 + y2) / 4 + over[1] / 2)
        angle = float(np.degrees(np.arctan2(y2 - y1, x2 - x1)))
        angle = angle + 180 if abs(angle) > 90 else angle
        turn = f"translate({middle[0]:.1f} {middle[1]:.1f}) rotate({angle:.1f})"
        _words(svg, text, 0, 3.5, 10.5, style.light, {"transform": turn})


def _towards(node: Point, over: Point) -> Point:
    """Return where a line from a node to `over` leaves its icon."""
    length = float(np.hypot(over[0] - node[0], over[1] - node[1])) or 1.0
    share = min(ICON_RADIUS_PX + 2, length * 0.9) / length
    return node[0] + (over[0] - node[0]) * share, node[1] + (over[1] - node[1]) * share


def _node(svg: Element, prefix: str, node: ChartNode, at: Point) -> None:
    size = str(2 * ICON_RADIUS_PX)
    corner = {"x": f"{at[0] - ICON_RADIUS_PX:.1f}", "y": f"{at[1] - ICON_RADIUS_PX:.1f}"}
    SubElement(svg, "use", {"href": f"#{prefix}-{icon_name(node)}", **corner, "width": size, "height": size})
    for i, line in enumerate(label_lines(shown(node.label) or node.id)):
        _words(svg, line, at[0], at[1] + ICON_RADIUS_PX + LABEL_PX + 1 + i * (LABEL_PX + 2.5), LABEL_PX, _INK, {})


def _words(svg: Element, text: str, x: float, y: float, size: float, colour: str, more: dict[str, str]) -> None:
    halo = {"stroke": "#fff", "stroke-width": "3", "stroke-linejoin": "round", "paint-order": "stroke"}
    place_ = {"x": f"{x:.1f}", "y": f"{y:.1f}", "font-size": f"{size}", "text-anchor": "middle", "fill": colour}
    SubElement(svg, "text", {**place_, **halo, **more}).text = text
