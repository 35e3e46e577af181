"""List the exhibits."""

from __future__ import annotations

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Bring evidence in"


def command(
    context: typer.Context, case: options.Case = "", format_: options.Format = "", output: options.Output = ""
) -> None:
    """List the exhibits with their counts: read = kept + duplicate + set aside.

    Examples: clew exhibits | clew exhibits --format jsonl
    """
    from clew.casework.exhibits import exhibits_table

    session = session_of(context)
    opened = session.open_case(case)
    found = exhibits_table(opened.exhibits())
    opened.audit.append("consult", "exhibits", result_count=len(found))
    show(session, found, format_, output)
