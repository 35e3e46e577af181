"""GraphML for Gephi, yEd and NetworkX: a multigraph whose attributes any reader of the format takes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from clew.durable import writing
from clew.exporters import wording
from clew.exporters.chart import Chart, Exporter
from clew.exporters.loose_ends import without_loose_ends
from clew.exporters.rows import JOINER
from clew.exporters.shown_text import shown


def write_graphml(chart: Chart, out: Path) -> tuple[Path, ...]:
    """Write nodes and links with their attributes; reading the file back gives an equal graph.

    The writer refuses None and lists, and a control character makes a file that cannot be opened
    again: absent values are empty texts, lists are joined, control codes become visible signs.
    Every link is stored from source to target; `directed` says whether the direction means anything.

    Raises:
        ClewError: the file cannot be written.
    """
    import networkx as nx

    with writing(out) as temporary:
        nx.write_graphml(chart_graph(chart), str(temporary), encoding="utf-8")
    return (out,)


def chart_graph(chart: Chart) -> Any:
    """Return the chart as a NetworkX MultiDiGraph with plain attributes, links keyed by their id."""
    import networkx as nx

    chart = without_loose_ends(chart)
    graph = nx.MultiDiGraph()
    graph.graph.update(_about(chart))
    for node in sorted(chart.nodes, key=lambda node: node.id):
        own = {f"field_{name}": value for name, value in node.fields.items()}
        graph.add_node(
            node.id,
            **_plain({**own, "type": node.kind, "label": node.label, "group": node.group}),
            protected=node.protected,
        )
    for link in sorted(chart.links, key=lambda link: link.id):
        graph.add_edge(
            link.source,
            link.target,
            key=link.id,
            **_plain({f"field_{name}": value for name, value in link.fields.items()}),
            **_plain({"type": link.type, "grade": link.grade, "handling": link.handling}),
            directed=link.directed,
            confirmed=link.confirmed,
            records=link.records,
            first_utc="" if link.first_utc is None else link.first_utc.isoformat(),
            last_utc="" if link.last_utc is None else link.last_utc.isoformat(),
            evidence=shown(JOINER.join(link.evidence)),
        )
    return graph


def _plain(values: dict[str, str]) -> dict[str, str]:
    return {shown(name): shown(value) for name, value in values.items()}


def _about(chart: Chart) -> dict[str, str]:
    return _plain(
        {
            "marking": chart.marking or wording.NO_MARKING,
            "case": chart.case,
            "title": chart.title,
            "exported_by": chart.exported_by,
            "exported_utc": chart.exported_utc.isoformat(),
            "data_hash": chart.data_hash,
            "audit_head": chart.audit_head,
            "left_out": JOINER.join(chart.left_out),
            "notes": JOINER.join((*chart.notes, wording.LEAD)),
        }
    )


EXPORTER = Exporter("graphml", "GraphML multigraph for Gephi, yEd, NetworkX", ".graphml", write_graphml)
