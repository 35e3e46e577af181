"""Show a timeline."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Ask"


def command(
    context: typer.Context,
    entity: Annotated[str, typer.Argument(help="Number, plate, name or id of one entity.")],
    case: options.Case = "",
    limit: options.Limit = 200,
    raw: options.Raw = False,
    unmask: options.Unmask = None,
    reason: options.Reason = "",
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Show the events an entity takes part in, oldest first, each with its exhibit and row.

    Examples: clew timeline 07700900123 | clew timeline "ZX26 ABC" --format csv -o timeline.csv
    """
    session = session_of(context)
    opened = session.open_case(case)
    chosen = opened.entity(entity)
    redactor = opened.redactor(unmask=[opened.entity(u) for u in unmask or []], reason=reason, show_raw=raw)
    show(session, redactor.table(opened.timeline(chosen, limit)), format_, output)
