"""Pieces of SQL every database of an iPhone needs: Apple's clock, and the columns nobody asked for."""

from __future__ import annotations

from collections.abc import Iterable

from clew.readers.database.opened import Database, quoted

#: 2001-01-01 00:00:00 UTC, where Apple's clock begins, in Unix seconds.
COCOA_EPOCH_S = 978_307_200
#: Messages since iOS 11 count nanoseconds; seconds never get this large.
_LARGEST_SECONDS = "1e15"
#: Bookkeeping of Core Data; it says nothing about the record.
_CORE_DATA = ("z_pk", "z_ent", "z_opt")


def unix_micros(cocoa: str) -> str:
    """Return SQL for microseconds of the Unix clock; 0 and NULL are no time.

    Args:
        cocoa: SQL of seconds or nanoseconds since 2001-01-01 UTC, whole or not.
    """
    return (
        f"CASE WHEN {cocoa} IS NULL OR {cocoa} = 0 THEN NULL"
        f" WHEN {cocoa} > {_LARGEST_SECONDS} THEN CAST({cocoa} / 1000 AS INTEGER) + {COCOA_EPOCH_S}000000"
        f" ELSE CAST(round(({cocoa} + {COCOA_EPOCH_S}) * 1e6) AS INTEGER) END"
    )


def further_fields(database: Database, table: str, alias: str, known: Iterable[str]) -> str:
    """Return SQL for `name=value; ...` of the columns that have no place of their own: NULL, 0 and blank left out.

    Args:
        database: The open database.
        table: The table.
        alias: Its alias in the statement.
        known: Columns that are shown apart, in any case.
    """
    shown = {name.lower() for name in known} | set(_CORE_DATA)
    pieces = []
    for lower, name in database.tables.get(table.lower(), {}).items():
        if lower in shown:
            continue
        column, label = f"{alias}.{quoted(name)}", name.replace("'", "''")
        pieces.append(
            f"CASE WHEN {column} IS NULL OR {column} = 0 OR {column} = '' THEN ''"
            f" WHEN typeof({column}) = 'blob' THEN '{label}=' || length({column}) || ' bytes; '"
            f" ELSE '{label}=' || {column} || '; ' END"
        )
    # SQLite limits how deep one expression may nest: the columns are joined in groups.
    groups = [" || ".join(pieces[i : i + 20]) for i in range(0, len(pieces), 20)]
    return " || ".join(f"({group})" for group in groups) or "''"
