"""The audit chain as a table."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from clew.model.table import Column, Table, table

COLUMNS = [
    Column("number", "integer"),
    Column("utc", "utc"),
    Column("user"),
    Column("operation"),
    Column("command"),
    Column("objects", "text", "ids, never names or numbers", detail=True),
    Column("results", "integer"),
    Column("reason"),
    Column("recipients", detail=True),
    Column("hash", detail=True),
]


def audit_table(lines: list[dict[str, Any]], limit: int) -> Table:
    """Return the last lines of the chain, oldest first."""
    rows = [
        {
            **line,
            "utc": datetime.fromisoformat(line["utc"]),
            "objects": ", ".join(line["objects"][:5])
            + (f" and {len(line['objects']) - 5} more" if len(line["objects"]) > 5 else ""),
            "results": line["result_count"],
            "recipients": ", ".join(line["recipients"]),
            "hash": line["hash"][:16],
        }
        for line in lines[-limit:]
    ]
    return table("audit chain", COLUMNS, rows)
