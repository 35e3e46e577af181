"""Tell the whole job on the sample operation."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options

PANEL = "Start here"


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Option("--folder", help="Folder for the case, the map and the report.")] = "clew-demo",
    yes: options.Yes = False,
) -> None:
    """Run the whole job on an invented operation and tell it as a story, in under a minute.

    Examples: clew demo | clew demo --folder demo
    """
    from pathlib import Path

    from clew_cli.story import tell

    tell(context, Path(folder), replace=yes)
