"""The Typer application: finds every command file and reads the settings that hold for all of them."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from typing import Annotated

import typer

import clew_cli.commands
from clew_cli.settings import session_from

app = typer.Typer(
    name="clew",
    help="Joins seized-phone reports, call records and spreadsheets into one network and shows lines and rings, "
    "with the evidence row behind every lead. Leads for humans, never scores of people.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from clew import __version__

        sys.stdout.write(f"clew {__version__}\n")
        raise typer.Exit


@app.callback()
def settings(
    context: typer.Context,
    case: Annotated[str, typer.Option("--case", "-C", envvar="CLEW_CASE", help="Case folder; default: this one.")] = "",
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No notices on stderr, only errors.")] = False,
    no_progress: Annotated[bool, typer.Option("--no-progress", help="No progress bars.")] = False,
    color: Annotated[str, typer.Option("--color", help="auto, always or never; NO_COLOR is obeyed.")] = "auto",
    debug: Annotated[bool, typer.Option("--debug", help="Show where in the program an error arose.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Settings that hold for every command."""
    context.obj = session_from(case=case, quiet=quiet, no_progress=no_progress, color=color, debug=debug)


def _add_commands() -> None:
    for module in pkgutil.iter_modules(clew_cli.commands.__path__, "clew_cli.commands."):
        found = importlib.import_module(module.name)
        name = module.name.rpartition(".")[2].replace("_", "-")
        if hasattr(found, "group"):
            app.add_typer(found.group, name=name, rich_help_panel=found.PANEL)
        else:
            app.command(name=name, rich_help_panel=found.PANEL)(found.command)


_add_commands()
