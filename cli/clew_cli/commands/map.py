"""Write a map."""

from __future__ import annotations

from typing import Annotated

import typer

from clew.errors import UsageError
from clew_cli import options
from clew_cli.console import say, session_of

PANEL = "Look"


def command(
    context: typer.Context,
    finding: Annotated[str, typer.Option("--finding", help="Map the entities of this finding.")] = "",
    focus: Annotated[str, typer.Option("--focus", help="Map what is around this entity.")] = "",
    hops: Annotated[int, typer.Option("--hops", help="1, or 2 with --reason.")] = 1,
    output: Annotated[str, typer.Option("--output", "-o", help="File to write.")] = "map.html",
    max_nodes: Annotated[int, typer.Option("--max-nodes", help="Draw up to this many entities.")] = 3000,
    positions: Annotated[str, typer.Option("--positions", help="Positions saved from an earlier map.")] = "",
    unmask: options.Unmask = None,
    reason: options.Reason = "",
    case: options.Case = "",
) -> None:
    """Write an interactive map: one HTML file that needs no internet and can be handed over.

    Examples: clew map --finding F-3a91 -o line.html | clew map --focus 07700900123 --hops 2 --reason "agreed"
    """
    from pathlib import Path

    session = session_of(context)
    if finding and focus:
        raise UsageError("give --finding or --focus, not both")
    opened = session.open_case(case)
    chart = opened.chart(
        finding=finding,
        focus=opened.entity(focus) if focus else "",
        hops=hops,
        reason=reason,
        unmask=[opened.entity(u) for u in unmask or []],
    )
    extra = {"positions": Path(positions)} if positions else {}
    (path,) = opened.export(chart, "map", output, reason, max_nodes=max_nodes, **extra)
    say(session, f"{len(chart.nodes)} entities and {len(chart.links)} links written to {path}")
    for left_out in chart.left_out:
        say(session, left_out)
