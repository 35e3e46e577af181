"""Run a named query."""

from __future__ import annotations

from typing import Annotated

import typer

from clew.errors import UsageError
from clew_cli import options
from clew_cli.console import session_of, show
from clew_cli.graphing import open_graph

PANEL = "Ask"


def command(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="Name of a query, for example phones/common_contacts.")] = "",
    parameter: Annotated[list[str] | None, typer.Option("--param", "-p", help="key=value; repeat it.")] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the queries and what each answers.")] = False,
    cypher: Annotated[str, typer.Option("--cypher", help="A reading Cypher query of your own.")] = "",
    case: options.Case = "",
    graph: options.Graph = "",
    reason: options.Reason = "",
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Ask the graph one of the named questions, or your own in Cypher.

    Examples: clew query --list | clew query phones/common_contacts -p numbers=07700900123,07700900456
    """
    from clew.casework.asking import list_queries, run_cypher, run_named
    from clew.graph.catalogue import get

    session = session_of(context)
    if list_:
        show(session, list_queries(), format_, output)
        return
    if bool(name) == bool(cypher):
        raise UsageError("name one query, or give --cypher", hint="list them with: clew query --list")
    given = _parameters(parameter or [])
    opened = session.open_case(case)
    if name:
        get(name)  # an unknown name is refused before the graph is opened
    with open_graph(context, opened, graph) as store:
        found = (
            run_cypher(opened, store, cypher, given, reason)
            if cypher
            else run_named(opened, store, name, given, reason)
        )
    show(session, opened.redactor().table(found), format_, output)


def _parameters(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(f"{pair!r} is not key=value", hint="write -p number=07700900123")
        found[key.strip()] = value
    return found
