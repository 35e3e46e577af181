"""Takes links out of a chart whose other end is not in it, and says how many."""

from __future__ import annotations

from dataclasses import replace

from clew.exporters.chart import Chart


def without_loose_ends(chart: Chart) -> Chart:
    """Return the chart without links to entities outside it; a sentence in `left_out` counts them."""
    ids = {node.id for node in chart.nodes}
    links = tuple(link for link in chart.links if link.source in ids and link.target in ids)
    loose = len(chart.links) - len(links)
    if loose == 0:
        return chart
    said = (
        "1 link to entities outside the chart is"
        if loose == 1
        else f"{loose:,} links to entities outside the chart are"
    )
    return replace(chart, links=links, left_out=(*chart.left_out, f"{said} left out."))
