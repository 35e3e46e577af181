"""Work with the graph."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import progress_bar, say, session_of, show
from clew_cli.graphing import connect

PANEL = "Share"

group = typer.Typer(no_args_is_help=True, help="The graph: embedded in the case, or a Neo4j server a team shares.")


@group.command()
def push(
    context: typer.Context,
    events: Annotated[
        bool, typer.Option("--events", help="Also each call, message, sighting and payment as a node.")
    ] = False,
    case: options.Case = "",
    graph: options.Graph = "",
    format_: options.Format = "",
) -> None:
    """Write the redacted network to the graph; nothing to do when it has not changed.

    Examples: clew graph push | clew graph push --events | clew graph push --graph neo4j://host:7687
    """
    from clew.casework.pushing import push_case_events

    session = session_of(context)
    opened = session.open_case(case)
    with connect(context, opened, graph) as store, progress_bar(session) as bar:
        task = None if bar is None else bar.add_task("", total=None, rows="")

        def advance(what: str, done: int, total: int) -> None:
            if bar is not None:
                bar.update(task, description=what, completed=done, total=total)

        report = opened.push(store, advance)
        written = push_case_events(opened, store, advance) if events else None
    show(session, report.table(), format_)
    if written is not None:
        show(session, written.table(), format_)


@group.command()
def status(
    context: typer.Context, case: options.Case = "", graph: options.Graph = "", format_: options.Format = ""
) -> None:
    """Show where the graph is, its version, what it holds, and whether it matches the ledger.

    Examples: clew graph status | clew graph status --graph neo4j://host:7687
    """
    from clew.casework.pushing import status as graph_status

    session = session_of(context)
    opened = session.open_case(case)
    with connect(context, opened, graph) as store:
        found = graph_status(opened, store)
    show(session, found, format_)
    if not found.data["value"].to_pylist()[-1].startswith("yes"):
        say(session, "the graph differs from the ledger; write it with: clew graph push")
