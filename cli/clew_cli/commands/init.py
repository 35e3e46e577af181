"""Make a case."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli.console import say, session_of

PANEL = "Bring evidence in"


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(help="Folder to make for the case.")],
    owner: Annotated[str, typer.Option("--owner", help="Who answers for the case and its data.")],
    name: Annotated[str, typer.Option("--name", help="Name shown on outputs; default: the folder's.")] = "",
    timezone: Annotated[str, typer.Option("--timezone", help="Zone of clock times that state none.")] = "Europe/London",
    region: Annotated[str, typer.Option("--region", help="Country of national phone numbers.")] = "GB",
    day_order: Annotated[str, typer.Option("--day-order", help="dmy or mdy, where a file proves none.")] = "dmy",
    marking: Annotated[str, typer.Option("--marking", help="Handling marking on outputs.")] = "OFFICIAL-SENSITIVE",
) -> None:
    """Make a new case folder.

    Examples: clew init operation-thread --owner "DS Example" | clew init op2 --owner "AN" --timezone UTC
    """
    from clew.case import Case

    given = {"timezone": timezone, "region": region, "day_order": day_order, "marking": marking}
    case = Case.create(folder, owner, name=name, **given)
    session = session_of(context)
    say(session, f"case {case.settings.name} made in {case.folder}")
    say(session, f"next: clew load FILES --case {folder} --legal-basis ...")
