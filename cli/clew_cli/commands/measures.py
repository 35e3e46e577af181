"""Measure the network."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Look"


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="degree or betweenness.")],
    layer: Annotated[str, typer.Option("--layer", help="contacts, money, people or handsets.")] = "contacts",
    case: options.Case = "",
    limit: options.Limit = 25,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Rank entities of one layer; protected people are never listed.

    Examples: clew measures degree | clew measures betweenness --layer money
    """
    session = session_of(context)
    opened = session.open_case(case)
    found = opened.measure(opened.network(layer), name, limit)
    show(session, opened.redactor().table(found), format_, output)
