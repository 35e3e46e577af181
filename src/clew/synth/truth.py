"""What is truly so in the world, kept apart from the files an investigator is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

#: Truth table -> its columns. Row places of `identity` are added when the files are written.
TABLES: dict[str, tuple[str, ...]] = {
    "entities": ("entity", "kind", "value", "story"),
    "links": ("a", "relation", "b", "from", "to"),
    "roles": ("entity", "role", "from", "to"),
    "identity": ("file", "part", "row_ref", "person"),
    "victims": ("person", "name", "kind", "story"),
    "benign": ("entity", "value", "class", "imitates"),
    "unobservable": ("entity", "value", "what", "why"),
}


@dataclass(slots=True)
class Truth:
    """Rows of each truth table, in the order they were stated."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: {name: [] for name in TABLES})

    def state(self, table: str, **values: Any) -> None:
        """Add a row to a truth table.

        Raises:
            KeyError: no such table, or a column it does not have.
        """
        unknown = values.keys() - set(TABLES[table])
        if unknown:
            raise KeyError(f"truth table {table} has no columns {sorted(unknown)}")
        self.rows[table].append({column: values.get(column, "") for column in TABLES[table]})
