"""Output: data on stdout in the format asked for, everything else on stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from clew.errors import ClewError, UsageError
from clew_cli.failures import plain
from clew_cli.settings import Session
from clew_cli.written import as_text

if TYPE_CHECKING:
    from clew.model.table import Table

FORMATS = ("table", "json", "jsonl", "csv", "tsv")

#: A spreadsheet would run a cell that begins with one of these.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def session_of(context: typer.Context) -> Session:
    """Return the settings of this run."""
    session: Session = context.obj
    return session


def say(session: Session, text: str) -> None:
    """Print a notice on stderr, unless quiet."""
    if not session.quiet:
        sys.stderr.write(plain(text) + "\n")


def chosen_format(session: Session, given: str) -> str:
    """Return the output format: given, set, else a table on a terminal and tab-separated text elsewhere.

    Raises:
        UsageError: an unknown format.
    """
    wanted = given or session.values["format"] or ("table" if sys.stdout.isatty() else "tsv")
    if wanted not in FORMATS:
        raise UsageError(f"unknown format {wanted!r}", hint=f"use one of {', '.join(FORMATS)}")
    return wanted


def show(session: Session, table: Table, format_: str = "", output: str = "") -> None:
    """Show a redacted table: drawn on a terminal, or as JSON, JSON lines, CSV or TSV; to a file when named."""
    wanted = chosen_format(session, format_ or ("csv" if output.endswith(".csv") else ""))
    if wanted == "table" and not output:
        draw(session, table)
        return
    text = "".join(lines(table, "tsv" if wanted == "table" else wanted))
    if output and output != "-":
        try:
            Path(output).write_text(text, encoding="utf-8", newline="")
        except OSError as error:
            raise ClewError(f"cannot write: {error.strerror}", where=output, hint="choose another folder") from error
        say(session, f"{len(table)} rows written to {output}")
    else:
        sys.stdout.write(text)
        for note in table.notes:
            say(session, f"note: {note}")


def lines(table: Table, format_: str) -> Iterator[str]:
    """Yield the text of a table in a machine format, line by line."""
    names = [c.name for c in table.columns]
    rows = table.data.to_pylist()
    if format_ == "json":
        yield json.dumps([_json_row(r) for r in rows], ensure_ascii=False, indent=1) + "\n"
    elif format_ == "jsonl":
        for row in rows:
            yield json.dumps(_json_row(row), ensure_ascii=False) + "\n"
    else:
        buffer = io.StringIO()
        dialect: dict[str, Any] = (
            {"delimiter": "\t", "lineterminator": "\n"} if format_ == "tsv" else {"lineterminator": "\r\n"}
        )
        writer = csv.writer(buffer, **dialect)
        writer.writerow(names)
        for row in rows:
            writer.writerow([_cell(row[n], one_line=format_ == "tsv") for n in names])
        yield buffer.getvalue()


def _json_row(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, datetime | date) else v for k, v in row.items()}


def _cell(value: object, *, one_line: bool) -> str:
    text = as_text(value)
    if one_line:
        return plain(text).replace("\t", " ").replace("\n", " ")
    return "'" + text if text.startswith(FORMULA_STARTS) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(".", "", 1).isdigit()


def terminal(session: Session, *, stderr: bool = False) -> Any:
    """Return a Rich console that never interprets data as markup."""
    from rich.console import Console

    color = session.values["color"]
    return Console(
        stderr=stderr,
        markup=False,
        highlight=False,
        emoji=False,
        no_color=color == "never",
        force_terminal=True if color == "always" else None,
    )


#: Terminals narrower than this leave out columns marked as detail.
WIDE = 150


def draw(session: Session, table: Table) -> None:
    """Draw a table on the terminal, with its title and notes; columns with nothing in them are left out."""
    from rich.text import Text

    from clew_cli.drawn import draw_rows

    console = terminal(session)
    rows = table.data.to_pylist()
    filled = [c for c in table.columns if any(as_text(r[c.name]) for r in rows)] if rows else list(table.columns)
    shown = [c for c in filled if not c.detail or console.width >= WIDE]
    draw_rows(console, shown, rows, plain(table.title))
    if not rows:
        console.print(Text("nothing to show"))
    hidden = [c.name for c in filled if c not in shown]
    notes = [
        *table.notes,
        *([f"not shown here: {', '.join(hidden)}; add --format csv or widen the terminal"] if hidden else []),
    ]
    for note in notes:
        console.print(Text(f"note: {plain(note)}", style="dim"))


@contextmanager
def progress_bar(session: Session) -> Iterator[Any]:
    """Yield a Rich progress bar on stderr, or null when stderr is no terminal or the user wants none."""
    if not session.progress or not sys.stderr.isatty():
        yield None
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

    with Progress(
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TextColumn("{task.fields[rows]}", markup=False),
        TimeRemainingColumn(),
        console=terminal(session, stderr=True),
        transient=True,
    ) as bar:
        yield bar
