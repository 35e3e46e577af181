"""Write an invented operation."""

from __future__ import annotations

from typing import Annotated

import typer

from clew.errors import UsageError
from clew_cli.console import say, session_of

PANEL = "Start here"


def command(
    context: typer.Context,
    folder: Annotated[str, typer.Argument(help="New folder to write.")],
    seed: Annotated[int, typer.Option("--seed", help="Same seed, same bytes.")] = 2026,
    size: Annotated[str, typer.Option("--size", help="S (about 400 people) or M (about 5,000).")] = "S",
    awkward: Annotated[bool, typer.Option("--awkward", help="One small file per quirk instead.")] = False,
) -> None:
    """Write an invented operation: the files an investigator would be handed, and the truth beside them.

    Every person, number, plate and address in it is invented, from ranges nobody has.

    Examples: clew synth practice | clew synth practice --seed 7 --size M | clew synth quirks --awkward
    """
    from pathlib import Path

    from clew.synth.awkward.write import write_awkward
    from clew.synth.sample import write_sample
    from clew.synth.world import SIZES

    home = Path(folder)
    if home.exists() and any(home.iterdir()):
        raise UsageError("the folder is not empty", where=str(home), hint="choose a new folder")
    if size not in SIZES:
        raise UsageError(f"unknown size {size!r}", hint=f"use {' or '.join(SIZES)}")
    if awkward:
        write_awkward(home)
    else:
        write_sample(home, seed=seed, size=size)
    say(session_of(context), f"written to {home}")
