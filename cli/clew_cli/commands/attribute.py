"""Attribute a telephone to a person."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import say, session_of

PANEL = "Bring evidence in"


def command(
    context: typer.Context,
    exhibit: Annotated[str, typer.Argument(help="Exhibit out of the telephone: id, reference or file name.")],
    person: Annotated[str, typer.Argument(help="Name or id of one person.")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why; kept for good.")],
    since: Annotated[str, typer.Option("--from", help="First day it holds, 2026-03-31.")] = "",
    until: Annotated[str, typer.Option("--to", help="Last day it holds.")] = "",
    undo: Annotated[bool, typer.Option("--undo", help="Withdraw the attribution.")] = False,
    case: options.Case = "",
) -> None:
    """Record who used a telephone: a decision of yours, never of the program, and undone by --undo.

    Until then the user of a telephone stays an unnamed placeholder. A telephone may have had several users, one
    after the other; give each their days.

    Examples: clew attribute KD/07 pe-0123456789abcdef -r "own account, selfies" --from 2026-03-01
    """
    from clew.casework.attributing import attribute

    session = session_of(context)
    opened = session.open_case(case)
    chosen = attribute(opened, exhibit, person, reason, since=since, until=until, undo=undo)
    say(session, f"{chosen}: attribution {'withdrawn' if undo else 'recorded; undo it with --undo'}")
