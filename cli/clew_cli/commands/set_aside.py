"""List rows set aside."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Bring evidence in"


def command(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Exhibit id, reference or part of its path; default: all.")] = "",
    case: options.Case = "",
    raw: options.Raw = False,
    reason: options.Reason = "",
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """List the rows set aside, each with file, part, row, reason and its text (masked unless asked for).

    Examples: clew set-aside | clew set-aside calls_a.csv --raw --reason "check the export"
    """
    session = session_of(context)
    opened = session.open_case(case)
    redactor = opened.redactor(show_raw=raw, reason=reason)
    show(session, redactor.table(opened.set_aside(exhibit)), format_, output)
