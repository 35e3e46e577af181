"""Check this machine."""

from __future__ import annotations

import typer

from clew.errors import UsageError
from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Housekeeping"


def command(
    context: typer.Context, case: options.Case = "", graph: options.Graph = "", format_: options.Format = ""
) -> None:
    """Check that this machine, the case and the graph server have what Clew needs. Exit 3 when something is missing.

    Examples: clew doctor | clew doctor --graph neo4j://host:7687 --format json
    """
    from clew.doctor import examine

    session = session_of(context)
    try:
        folder = session.case_folder(case)
    except UsageError:
        folder = None
    found = examine(folder, graph or session.values["graph"])
    show(session, found, format_)
    if not all(found.data["ok"].to_pylist()):
        raise typer.Exit(3)
