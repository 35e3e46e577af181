"""Every column of a table, so that a row's text loses nothing the table said."""

from __future__ import annotations

from collections.abc import Collection

from clew.readers.database.opened import Database, quoted

#: Longer binary cells (thumbnails) are told by their size.
MOST_BLOB_BYTES = 256


def columns(database: Database, table: str, alias: str) -> dict[str, str]:
    """Return column name -> SQL expression of all columns of a table, binary cells shortened."""
    return {name: _cell(f"{alias}.{quoted(name)}") for name in database.tables[table.lower()].values()}


def further(database: Database, table: str, alias: str, known: Collection[str]) -> str:
    """Return SQL for one cell that holds the columns no other cell holds: `name=value; ...`, none that is 0 or blank.

    Args:
        database: The database.
        table: Table name.
        alias: Its alias in the statement.
        known: Columns to leave out.
    """
    names = {name.lower() for name in known}
    left = [name for key, name in database.tables.get(table.lower(), {}).items() if key not in names]
    pieces = [_piece(name, f"{alias}.{quoted(name)}") for name in left]
    return " || ".join(pieces) if pieces else "''"


def _piece(name: str, cell: str) -> str:
    label = name.replace("'", "''")
    return f"CASE WHEN {cell} IS NULL OR {cell} IN (0, '') THEN '' ELSE '{label}=' || {_cell(cell)} || '; ' END"


def _cell(cell: str) -> str:
    size = f"length({cell})"
    return f"CASE WHEN typeof({cell}) = 'blob' AND {size} > {MOST_BLOB_BYTES} THEN {size} || ' bytes' ELSE {cell} END"
