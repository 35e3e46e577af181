"""Review a finding."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import say, session_of

PANEL = "Detect"


def command(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="Id of a finding.")],
    decision: Annotated[str, typer.Option("--decision", "-d", help="enquire, dismiss or more-needed.")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why; kept for good.")],
    case: options.Case = "",
) -> None:
    """Record a decision on a finding; earlier decisions stay in the file.

    Examples: clew review F-3a91 -d enquire -r "agreed with DI" | clew review F-3a91 -d dismiss -r "licence seen"
    """
    session = session_of(context)
    opened = session.open_case(case)
    opened.review(finding, decision, reason)
    say(session, f"{finding}: {decision} recorded")
