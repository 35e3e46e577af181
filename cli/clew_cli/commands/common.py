"""Find common contacts."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show
from clew_cli.graphing import open_graph

PANEL = "Ask"


def command(
    context: typer.Context,
    entities: Annotated[list[str], typer.Argument(help="Two or more numbers, plates, names or ids.")],
    case: options.Case = "",
    graph: options.Graph = "",
    limit: options.Limit = 50,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Find what several entities have in common; service numbers are left out.

    Examples: clew common 07700900123 07700900456 | clew common A B C --format csv
    """
    from clew.casework.asking import common

    session = session_of(context)
    opened = session.open_case(case)
    chosen = [opened.entity(e) for e in entities]
    with open_graph(context, opened, graph) as store:
        found = common(opened, store, chosen, limit)
    show(session, opened.redactor().table(found), format_, output)
