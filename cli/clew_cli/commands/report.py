"""Write the report."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import say, session_of

PANEL = "Look"


def command(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", help="File to write.")] = "report.html",
    unmask: options.Unmask = None,
    reason: options.Reason = "",
    case: options.Case = "",
) -> None:
    """Write the report: findings with their evidence, exhibits, rows set aside, what is missing, limits.

    Examples: clew report -o report.html | clew report --case operation-thread
    """
    session = session_of(context)
    opened = session.open_case(case)
    path = opened.report(output, unmask=[opened.entity(u) for u in unmask or []], reason=reason)
    say(session, f"report written to {path}")
