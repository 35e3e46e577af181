"""Read and check the audit chain."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import say, session_of
from clew_cli.console import show as show_table

PANEL = "Protect"

group = typer.Typer(no_args_is_help=True, help="The audit chain: who did what, when and why.")


@group.command()
def verify(
    context: typer.Context,
    head: Annotated[str, typer.Option("--head", help="Head printed on a report; the chain must pass through it.")] = "",
    case: options.Case = "",
) -> None:
    """Check that no line of the audit chain was changed, removed or inserted. Exit 3 when something was.

    Examples: clew audit verify | clew audit verify --head 12:3f9a01c2b7d4e5f6
    """
    session = session_of(context)
    opened = session.open_case(case)
    problems = opened.audit.verify(head)
    for problem in problems:
        typer.echo(problem)
    if problems:
        raise typer.Exit(3)
    typer.echo(f"audit chain holds: {opened.audit.head()}")
    say(session, "compare this head with the one on an earlier report: clew audit verify --head HEAD")


@group.command()
def show(
    context: typer.Context,
    case: options.Case = "",
    limit: options.Limit = 50,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Show the last lines of the audit chain.

    Examples: clew audit show | clew audit show --format jsonl -o audit.jsonl
    """
    from clew.casework.auditing import audit_table

    session = session_of(context)
    opened = session.open_case(case)
    found = audit_table(opened.audit.lines(), limit)
    opened.audit.append("consult", "audit show", result_count=len(found))
    show_table(session, found, format_, output)
