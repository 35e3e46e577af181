"""Find paths between two entities."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show
from clew_cli.graphing import open_graph

PANEL = "Ask"


def command(
    context: typer.Context,
    a: Annotated[str, typer.Argument(help="One entity.")],
    b: Annotated[str, typer.Argument(help="The other entity.")],
    case: options.Case = "",
    hops: Annotated[int, typer.Option("--hops", help="1, or 2 with --reason; never through service numbers.")] = 1,
    reason: options.Reason = "",
    graph: options.Graph = "",
    limit: options.Limit = 20,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Find the shortest paths between two entities in the graph.

    A link shows contact or a record, never its purpose. Two hops need a recorded reason; three are refused.

    Examples: clew path 07700900123 07700900456 | clew path A B --hops 2 --reason "common supplier of phones"
    """
    from clew.casework.asking import paths

    session = session_of(context)
    opened = session.open_case(case)
    left, right = opened.entity(a), opened.entity(b)
    with open_graph(context, opened, graph) as store:
        found = paths(opened, store, left, right, hops, reason, limit)
    show(session, opened.redactor().table(found), format_, output)
