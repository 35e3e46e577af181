"""The exhibits of a case and the rows set aside, as tables."""

from __future__ import annotations

from pathlib import Path

from clew.errors import UsageError
from clew.ledger.session import open_ledger
from clew.model.exhibit import Exhibit
from clew.model.table import Column, Table, table

EXHIBIT_COLUMNS = [
    Column("exhibit_id", detail=True),
    Column("file"),
    Column("reader"),
    *(Column(n, "integer") for n in ("read", "kept", "duplicate", "set_aside")),
    Column("legal_basis"),
    Column("timezone"),
    Column("timezone_basis", detail=True),
    Column("day_order", detail=True),
    Column("day_order_basis", detail=True),
    Column("reference"),
    Column("device", "text", "name of the telephone it came from, where it has one", detail=True),
    *(Column(n, detail=True) for n in ("owner", "received_date", "grade", "handling", "path", "sha256")),
    Column("size_bytes", "integer", detail=True),
    *(Column(n, detail=True) for n in ("reader_version", "loaded_utc", "warnings")),
]

SET_ASIDE_COLUMNS = (
    Column("exhibit_id", detail=True), Column("file"), Column("part", "text", "sheet, zip member or table"),
    Column("row", "text", "place in the part"), Column("reason"), Column("raw", "raw", "the row as it stood"),
)  # fmt: skip


def exhibits_table(exhibits: list[Exhibit]) -> Table:
    """List exhibits with their counts; read = kept + duplicate + set aside for each."""
    rows = [
        {
            **{c.name: getattr(e, c.name) for c in EXHIBIT_COLUMNS if c.name not in ("file", "warnings")},
            "file": Path(e.path).name,
            "device": "" if e.device == e.sha256 else e.device,
            "warnings": "; ".join([*e.warnings, *(f"{p.part}: {w}".strip(": ") for p in e.parts for w in p.warnings)]),
        }
        for e in exhibits
    ]
    return table("exhibits", EXHIBIT_COLUMNS, rows)


def set_aside(case_folder: Path, exhibits: list[Exhibit], which: str = "") -> Table:
    """List the rows set aside, of the exhibits whose id, reference or path contains `which`.

    Raises:
        UsageError: nothing matches `which`.
    """
    chosen = [e for e in exhibits if which in e.exhibit_id or which in e.path or which == e.reference]
    if which and not chosen:
        raise UsageError(f"no exhibit matches {which!r}", hint="list them with: clew exhibits")
    session = open_ledger(case_folder, chosen)
    try:
        data = session.sql(
            "SELECT exhibit_id, exhibit_id AS file, part, row_ref AS row, reason, raw FROM set_aside"
            " ORDER BY exhibit_id, part, TRY_CAST(regexp_extract(row_ref, '[0-9]+') AS BIGINT), row_ref, reason"
        ).to_arrow_table()
    finally:
        session.close()
    names = {e.exhibit_id: Path(e.path).name for e in chosen}
    data = data.set_column(1, "file", [[names.get(x, x) for x in data["file"].to_pylist()]])
    return Table("rows set aside", SET_ASIDE_COLUMNS, data)
