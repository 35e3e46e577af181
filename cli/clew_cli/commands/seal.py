"""Seal an entity."""

from __future__ import annotations

from typing import Annotated

import typer

from clew.errors import UsageError
from clew_cli import options
from clew_cli.console import say, session_of

PANEL = "Protect"


def command(
    context: typer.Context,
    entity: Annotated[str, typer.Argument(help="Number, plate, name or id of one entity.")],
    reason: Annotated[str, typer.Option("--reason", "-r", help="Why; kept for good.")],
    lift: Annotated[bool, typer.Option("--lift", help="Lift the seal; give the id.")] = False,
    case: options.Case = "",
) -> None:
    """Seal an entity (a refuge, a safe address, a new number) out of every output, path and graph.

    Examples: clew seal ad-0123456789abcdef --reason "safe address" | clew seal ID --lift --reason "moved on"
    """
    session = session_of(context)
    opened = session.open_case(case)
    chosen = entity if lift else opened.entity(entity)
    if lift and chosen not in opened.sealed():
        raise UsageError(f"{chosen} is not sealed", hint="list seals in decisions/seals.jsonl")
    opened.seal(chosen, reason, lift=lift)
    say(
        session,
        f"{chosen}: {'seal lifted' if lift else 'sealed; push the graph again if it is shared: clew graph push'}",
    )
