"""List attributions of telephones."""

from __future__ import annotations

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Bring evidence in"


def command(context: typer.Context, case: options.Case = "", format_: options.Format = "") -> None:
    """List who was said to have used which telephone, when, by whom and why; withdrawals too.

    Examples: clew attribution | clew attribution --format csv
    """
    from clew.casework.attributing import attributions

    session = session_of(context)
    opened = session.open_case(case)
    found = attributions(opened)
    opened.audit.append("consult", "attribution", result_count=len(found))
    show(session, opened.redactor().table(found), format_)
