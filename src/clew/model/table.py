"""A typed table: what every measure, query and listing returns, and every renderer shows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pyarrow as pa

#: Column kinds. `entity` holds entity ids that the redact step turns into names or pseudonyms, `entities`
#: lists of them; `raw` holds text out of an exhibit, masked unless asked for; `free_text` is prose that may
#: name people.
COLUMN_KINDS = (
    "text",
    "entity",
    "entities",
    "record",
    "integer",
    "number",
    "utc",
    "date",
    "boolean",
    "raw",
    "free_text",
)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name (units and zones in it), its kind and what it means.

    A `detail` column is for machines and wide screens: a narrow terminal leaves it out and says so.
    """

    name: str
    kind: str = "text"
    meaning: str = ""
    detail: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows with typed columns, a title and the notes a reader must see with them.

    Args:
        title: What the table shows, one line.
        columns: As many as `data` has columns, same order and names.
        data: The values; `entity` columns hold entity ids, `utc` columns timestamps in UTC.
        notes: Limits, assumptions, what was left out.
    """

    title: str
    columns: tuple[Column, ...]
    data: pa.Table
    notes: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        names = tuple(c.name for c in self.columns)
        if names != tuple(self.data.column_names):
            raise ValueError(f"columns {names} do not match data {tuple(self.data.column_names)}")
        unknown = {c.kind for c in self.columns} - set(COLUMN_KINDS)
        if unknown:
            raise ValueError(f"unknown column kinds: {sorted(unknown)}")

    def __len__(self) -> int:
        return int(self.data.num_rows)

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows as dictionaries, for small tables and tests."""
        return list(self.data.to_pylist())

    def noted(self, *notes: str) -> Table:
        """Return the same table with further notes."""
        return replace(self, notes=(*self.notes, *notes))


def table(title: str, columns: list[Column], rows: list[dict[str, Any]], notes: tuple[str, ...] = ()) -> Table:
    """Build a small table from dictionaries; missing keys become null."""
    arrow = {
        "integer": pa.int64(), "number": pa.float64(), "utc": pa.timestamp("us", tz="UTC"), "date": pa.date32(),
        "boolean": pa.bool_(), "entities": pa.list_(pa.string()),
    }  # fmt: skip
    data = {c.name: pa.array([r.get(c.name) for r in rows], type=arrow.get(c.kind, pa.string())) for c in columns}
    return Table(title, tuple(columns), pa.table(data), notes)
