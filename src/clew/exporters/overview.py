"""Draws a chart too large to read as one node per group, with the links between groups counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace

from clew.errors import UsageError
from clew.exporters.chart import Chart, ChartLink, ChartNode

_REST = "no group"


def by_group(chart: Chart) -> Chart:
    """Return a chart with one node per `ChartNode.group` and one link per pair of groups and link type.

    Raises:
        UsageError: no node has a group.
    """
    if not any(node.group for node in chart.nodes):
        raise UsageError(
            f"the chart has {len(chart.nodes):,} entities and no groups to draw instead",
            hint="start from one entity with --focus ID --hops 1, or group first with: clew groups",
        )
    home = {node.id: node.group or _REST for node in chart.nodes}
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for node in chart.nodes:
        kinds[home[node.id]][node.kind] += 1
    nodes = tuple(
        ChartNode(
            id=f"group:{name}",
            kind="Group",
            label=f"{name} ({count.total():,})",
            fields={kind: f"{n:,}" for kind, n in sorted(count.items())},
        )
        for name, count in sorted(kinds.items())
    )
    between: dict[tuple[str, str, str], list[ChartLink]] = defaultdict(list)
    for link in chart.links:
        one, other = sorted((home[link.source], home[link.target]))
        if one != other:
            between[one, other, link.type].append(link)
    links = tuple(_sum(ends, links) for ends, links in sorted(between.items()))
    sentence = (
        f"Overview: {len(chart.nodes):,} entities are drawn as {len(nodes):,} groups; single entities are left out."
    )
    inside = len(chart.links) - sum(len(x) for x in between.values())
    return replace(
        chart,
        nodes=nodes,
        links=links,
        left_out=(sentence, f"{inside:,} links inside groups are left out.", *chart.left_out),
    )


def _sum(ends: tuple[str, str, str], links: list[ChartLink]) -> ChartLink:
    one, other, link_type = ends
    firsts = [link.first_utc for link in links if link.first_utc is not None]
    lasts = [link.last_utc for link in links if link.last_utc is not None]
    return ChartLink(
        id=f"{one}|{other}|{link_type}",
        source=f"group:{one}",
        target=f"group:{other}",
        type=link_type,
        directed=False,
        confirmed=all(link.confirmed for link in links),
        records=sum(link.records for link in links),
        first_utc=min(firsts, default=None),
        last_utc=max(lasts, default=None),
        fields={"links": f"{len(links):,}"},
    )
