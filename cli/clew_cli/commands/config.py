"""Show settings."""

from __future__ import annotations

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Housekeeping"


def command(context: typer.Context, format_: options.Format = "") -> None:
    """Show each setting, its value and where it comes from.

    Examples: clew config | CLEW_GRAPH=neo4j://host:7687 clew config
    """
    from clew.model.table import Column, table
    from clew_cli.settings import KEYS

    session = session_of(context)
    rows = [
        {"setting": k, "value": session.values[k], "from": session.origins[k], "meaning": KEYS[k]} for k in sorted(KEYS)
    ]
    show(
        session,
        table("settings", [Column("setting"), Column("value"), Column("from"), Column("meaning")], rows),
        format_,
    )
