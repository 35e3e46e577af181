"""Run detectors."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from clew.errors import UsageError
from clew_cli import options
from clew_cli.console import chosen_format, say, session_of, show

PANEL = "Detect"


def command(
    context: typer.Context,
    names: Annotated[list[str] | None, typer.Argument(help="Detectors or groups; default: all.")] = None,
    case: options.Case = "",
    setting: Annotated[
        list[str] | None, typer.Option("--set", help="Change a setting: detector.name=value; repeat it.")
    ] = None,
    part: Annotated[
        str, typer.Option("--show", help="findings, held-back or not-assessable, where only one table is written.")
    ] = "findings",
    list_: Annotated[bool, typer.Option("--list", help="List the detectors and their settings.")] = False,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Run detectors and show their findings: leads for a human, each with the rows behind it.

    Safeguarding findings come first. What could not be assessed and what an innocent role explains are shown too.

    Examples: clew detect | clew detect county-lines | clew detect bulk-texts --set bulk-texts.min_recipients=30
    """
    from clew.casework.showing import detector_list, gaps_table, runs_tables

    session = session_of(context)
    if list_:
        show(session, detector_list(), format_, output)
        return
    opened = session.open_case(case)
    runs = opened.detect(*(names or []), settings=_settings(setting or []))
    redactor = opened.redactor()
    tables = [redactor.table(t) for t in runs_tables(runs)]
    if chosen_format(session, format_) != "table" or output or part != "findings":
        parts = {"findings": tables[0], "held-back": tables[1], "not-assessable": redactor.table(gaps_table(runs))}
        if part not in parts:
            raise UsageError(f"unknown table {part!r}", hint=f"use --show {' or '.join(parts)}")
        show(session, parts[part], format_, output)
        return
    for table in tables:
        if len(table) or table is tables[0]:
            show(session, table, format_)
    for run in runs:
        if run.base_rate:
            say(session, f"{run.detector}: {redactor.text(run.base_rate)}")
        for note in run.notes:
            say(session, f"{run.detector}: {redactor.text(note)}")
    say(session, "no finding is not a sign of no exploitation; explain one with: clew explain FINDING")


def _settings(pairs: list[str]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        detector, dot, key = name.partition(".")
        if not equals or not dot:
            raise UsageError(f"{pair!r} is not detector.name=value", hint="list settings with: clew detect --list")
        found.setdefault(detector, {})[key] = _typed(value)
    return found


def _typed(value: str) -> Any:
    for kind in (int, float):
        try:
            return kind(value)
        except ValueError:
            continue
    return value
