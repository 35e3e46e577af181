"""Show an entity."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import say, session_of
from clew_cli.console import show as show_table

PANEL = "Ask"


def command(
    context: typer.Context,
    entity: Annotated[str, typer.Argument(help="Number, plate, name or id of one entity.")],
    case: options.Case = "",
    limit: options.Limit = 50,
    unmask: options.Unmask = None,
    reason: options.Reason = "",
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Show one entity: its links, how many rows stand behind each, when, and in how many exhibits.

    Examples: clew show 07700900123 | clew show "ZX26 ABC" --limit 10
    """
    session = session_of(context)
    opened = session.open_case(case)
    chosen = opened.entity(entity)
    redactor = opened.redactor(unmask=[opened.entity(u) for u in unmask or []], reason=reason)
    shown = redactor.shown(chosen)
    say(session, f"{shown.name} ({shown.label.lower()}, {chosen})")
    if shown.protected:
        say(session, "protected: a child or possible victim, or an identifier of one; shown by pseudonym")
    show_table(session, redactor.table(opened.links(chosen, limit)), format_, output)
