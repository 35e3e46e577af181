"""Show how the handsets' clocks ran."""

from __future__ import annotations

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Ask"


def command(
    context: typer.Context, case: options.Case = "", format_: options.Format = "", output: options.Output = ""
) -> None:
    """Show how far each handset's clock was fast or slow, measured by the calls it shares with other exhibits.

    Examples: clew clocks | clew clocks --format csv
    """
    session = session_of(context)
    opened = session.open_case(case)
    show(session, opened.redactor().table(opened.clocks()), format_, output)
