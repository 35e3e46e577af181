"""Rows of a document turned into cells: which column shows what, and how dates and numbers are written there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from clew.synth.files.folder import Folder, csv_line
from clew.synth.world import World

Show = Callable[[dict[str, Any]], Any]
#: Column title -> key of the row shown there, or a function of the row.
Shown = dict[str, str | Show]


def uk_date(iso: str) -> str:
    """Return an ISO date (or date and time) with its date as dd/mm/yyyy; empty stays empty."""
    day, _, clock = iso.partition(" ")
    if not day:
        return ""
    return date.fromisoformat(day).strftime("%d/%m/%Y") + (f" {clock}" if clock else "")


def local_number(e164: str) -> str:
    """Return a number as people write it on forms: 07700 900123, +48 0..., landlines 01632 960417."""
    if e164.startswith("+447"):
        return f"0{e164[3:7]} {e164[7:]}"
    return "0" + e164[3:] if e164.startswith("+44") else e164


def cells(rows: Sequence[dict[str, Any]], columns: Shown) -> list[list[Any]]:
    """Return the cells of each row: a column shows a key of the row, or what a function makes of it."""
    return [[show(row) if callable(show) else row.get(show, "") for show in columns.values()] for row in rows]


def postcode_of(address: str) -> str:
    """Return the last part of an address in one line."""
    return address.rpartition(", ")[2]


def without_postcode(address: str) -> str:
    """Return an address in one line without its last part."""
    return address.rpartition(", ")[0]


def write_csv(
    world: World, folder: Folder, name: str, kind: str, columns: Shown, *,
    separator: str = ",", end: str = "\n", encoding: str = "utf-8", extra: Sequence[str] = (), **facts: str,
) -> None:  # fmt: skip
    """Write the rows of a document kind as a CSV with a header, and state whose rows they are.

    Args:
        extra: Lines put after the data as they are (damaged rows, trailers).
        facts: What `exhibits.toml` says of the file.
    """
    rows = world.papers.get(kind, [])
    lines = [csv_line(list(columns), separator)]
    for row, shown in zip(rows, cells(rows, columns), strict=True):
        lines.append(csv_line(shown, separator))
        folder.whose(name, "", f"row {len(lines)}", row["who"])
    folder.text(name, end.join([*lines, *extra]) + end, encoding=encoding, **facts)
