"""Find groups in the network."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Look"


def command(
    context: typer.Context,
    layer: Annotated[str, typer.Option("--layer", help="contacts, money, people or handsets.")] = "contacts",
    case: options.Case = "",
    limit: options.Limit = 25,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Find densely connected groups of one layer: a view to look at, not an alert.

    Examples: clew groups | clew groups --layer people --format csv
    """
    session = session_of(context)
    opened = session.open_case(case)
    show(session, opened.redactor().table(opened.groups(opened.network(layer), limit)), format_, output)
