"""The map: one HTML file that opens anywhere, asks nothing of a network and leads from every link to its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from clew.durable import write_text
from clew.errors import InputError, UsageError
from clew.exporters.chart import Chart, Exporter
from clew.exporters.loose_ends import without_loose_ends
from clew.exporters.map.payload import Positions, about_data, link_data, node_data
from clew.exporters.overview import by_group
from clew.exporters.page import embedded_code, embedded_json, environment, policy

#: More than this is a picture nobody reads; it is drawn only when asked for.
MOST_NODES = 3000
#: More than this is drawn as groups, whatever was asked for: the browser would give up.
MOST_DRAWABLE_NODES = 10_000

#: Parts of the page's script, in the order they are joined: state first, start last.
SCRIPT_PARTS = (
    "state.js", "elements.js", "view.js", "geometry.js", "canvas.js", "labels.js", "filters.js", "dates.js",
    "evidence.js", "search.js", "path.js", "list.js", "picture.js", "save.js", "page.js",
)  # fmt: skip


def write_map(
    chart: Chart, out: Path, *, positions: Positions | None = None, max_nodes: int | None = None
) -> tuple[Path, ...]:
    """Write a chart as one self-contained interactive HTML file.

    Args:
        chart: Redacted nodes and links; what must not be seen is not in it any more.
        out: The HTML file; written to a temporary name and renamed.
        positions: Saved places in pixels by node id, see `read_positions`; others are laid out.
        max_nodes: Draw up to this many nodes instead of `MOST_NODES`.

    Returns:
        The path written.

    Raises:
        UsageError: more nodes than can be read and `max_nodes` does not allow them.
        ClewError: the file cannot be written.
    """
    write_text(out, map_page(_readable(chart, max_nodes), positions or {}))
    return (out,)


def read_positions(path: Path) -> dict[str, tuple[float, float]]:
    """Read places saved from a map's Save menu.

    Raises:
        InputError: the file is no positions file.
    """
    hint = "save one from a map with Save, Positions"
    try:
        saved = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise InputError("cannot read saved positions", where=str(path), hint=hint) from error
    if not isinstance(saved, dict) or saved.get("schema") != "clew-positions/1":
        raise InputError("not a file of saved positions", where=str(path), hint=hint)
    try:
        return {str(k): (float(x), float(y)) for k, (x, y) in saved["positions"].items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise InputError("saved positions are damaged", where=str(path), hint=hint) from error


def map_page(chart: Chart, positions: Mapping[str, tuple[float, float]]) -> str:
    """Return the page as text: same chart and positions, same bytes."""
    # pyvis imports IPython; nobody but a map should pay for it.
    from pyvis.network import Network

    holder = Network(directed=True)  # undirected pyvis silently drops the second link between a pair
    for node in node_data(chart, positions):
        holder.add_node(node.pop("id"), shape="image", **node)
    for link in link_data(chart):
        # add_edge looks each end up in a list; the ends are known to be there.
        holder.edges.append({**link, "arrows": "to" if link["d"]["directed"] else ""})
    env = environment("map")
    env.globals.update(_page_parts(about_data(chart)))
    holder.templateEnv, holder.path, holder.options = env, "page.html", {"physics": {"enabled": False}}
    return str(holder.generate_html())


def _page_parts(about: dict[str, Any]) -> dict[str, Any]:
    home = files("clew.exporters") / "map"
    # The licence comment of vis-network stays in the text: it is part of the file.
    library = (files("pyvis") / "templates/lib/vis-9.1.2/vis-network.min.js").read_text("utf-8")
    parts = "\n".join((home / "script" / name).read_text("utf-8") for name in SCRIPT_PARTS)
    script = f'"use strict";\n(() => {{\n{parts}}})();\n'
    style = (home / "style.css").read_text("utf-8")
    return {
        "about": about,
        "library": embedded_code(library),
        "script": embedded_code(script),
        "style": embedded_code(style),
        "policy": policy([library, script], [style]),
        "data": embedded_json,
    }


def _readable(chart: Chart, max_nodes: int | None) -> Chart:
    chart = without_loose_ends(chart)
    count = len(chart.nodes)
    if count > MOST_DRAWABLE_NODES:
        chart = by_group(chart)
        count = len(chart.nodes)
    limit = MOST_NODES if max_nodes is None else max_nodes
    if count > limit:
        raise UsageError(
            f"the chart has {count:,} entities; more than {limit:,} cannot be read",
            hint=f"start from one entity with --focus ID --hops 1, or draw it all with --max-nodes {count}",
        )
    return chart


EXPORTER = Exporter("map", "Interactive map in one HTML file, opens offline", ".html", write_map)
