"""Find an entity."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Ask"


def command(
    context: typer.Context,
    text: Annotated[str, typer.Argument(help="Number in any spelling, plate, account, part of a name or address, id.")],
    case: options.Case = "",
    limit: options.Limit = 50,
    unmask: options.Unmask = None,
    reason: options.Reason = "",
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Find people, phones, addresses, vehicles and accounts.

    Examples: clew find 07700900123 | clew find "ZX26 ABC" | clew find example
    """
    session = session_of(context)
    opened = session.open_case(case)
    redactor = opened.redactor(unmask=[opened.entity(u) for u in unmask or []], reason=reason)
    show(session, redactor.table(opened.find(text, limit)), format_, output)
