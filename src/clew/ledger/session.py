"""A DuckDB session over the committed Parquet files: one table per record kind, and the parts they came from."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pyarrow as pa

from clew.errors import ClewError
from clew.ledger.write import ROWS_APART
from clew.model.exhibit import Exhibit
from clew.model.records import SCHEMAS

PARTS = pa.schema(
    [
        (name, pa.string())
        for name in (
            "exhibit_id", "part", "path", "reference", "profile", "evidence_type", "legal_basis", "exhibit_grade",
            "exhibit_handling", "received_date",
        )
    ]
)  # fmt: skip


def connect(threads: int = 2, memory_mb: int = 2048) -> duckdb.DuckDBPyConnection:
    """Open an in-memory DuckDB session that never reaches for the network, in UTC, with bounded memory."""
    session = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,
            "autoload_known_extensions": False,
            "threads": threads,
            "memory_limit": f"{memory_mb}MB",
        }
    )
    session.execute("SET TimeZone = 'UTC'")
    return session


def open_ledger(case_folder: Path, exhibits: list[Exhibit]) -> duckdb.DuckDBPyConnection:
    """Return a session in which every record kind of the given loads is a view, besides `exhibit_parts`,
    `set_aside` and `duplicates`.

    Raises:
        ClewError: a ledger file that a manifest lists is missing.
    """
    session = connect()
    for kind, schema in SCHEMAS.items():
        _view(session, kind, [case_folder / e.files[kind] for e in exhibits if kind in e.files], schema)
    for name, kind in (("set_aside", "set_aside"), ("duplicates", "duplicate")):
        files = [(e.exhibit_id, case_folder / e.files[kind]) for e in exhibits if kind in e.files]
        _view_with_exhibit(session, name, files)
    session.register("exhibit_parts__arrow", parts_table(exhibits))
    session.execute("CREATE TABLE exhibit_parts AS SELECT * FROM exhibit_parts__arrow")
    session.unregister("exhibit_parts__arrow")
    return session


def parts_table(exhibits: list[Exhibit]) -> pa.Table:
    """Return one row per part of the given exhibits: columns of `PARTS`."""
    rows = [
        {
            "exhibit_id": e.exhibit_id,
            "part": p.part,
            "path": e.path,
            "reference": e.reference,
            "profile": p.profile,
            "evidence_type": p.evidence_type,
            "legal_basis": e.legal_basis,
            "exhibit_grade": e.grade,
            "exhibit_handling": e.handling,
            "received_date": e.received_date,
        }
        for e in exhibits
        for p in e.parts
    ]
    return pa.Table.from_pylist(rows, schema=PARTS)


def _view(session: duckdb.DuckDBPyConnection, name: str, files: list[Path], schema: pa.Schema) -> None:
    if not files:
        session.register(f"{name}__empty", schema.empty_table())
        session.execute(f"CREATE TABLE {name} AS SELECT * FROM {name}__empty")
        return
    _require(files)
    # File names are the case's own load ids and folder; quotes in the folder's path are doubled.
    rows = f"SELECT * FROM read_parquet([{_quoted(files)}], union_by_name = true)"
    if set(schema.names) - set(session.sql(f"{rows} LIMIT 0").columns):  # all files are older than a column
        session.register(f"{name}__empty", schema.empty_table())
        rows = f"{rows} UNION ALL BY NAME SELECT * FROM {name}__empty"
    session.execute(f"CREATE VIEW {name} AS {rows}")


def _view_with_exhibit(session: duckdb.DuckDBPyConnection, name: str, files: list[tuple[str, Path]]) -> None:
    if not files:
        session.register(f"{name}__empty", ROWS_APART.empty_table())
        session.execute(f"CREATE TABLE {name} AS SELECT '' AS exhibit_id, * FROM {name}__empty")
        return
    _require([path for _, path in files])
    each = [f"SELECT '{exhibit}' AS exhibit_id, * FROM read_parquet({_quoted([path])})" for exhibit, path in files]
    session.execute(f"CREATE VIEW {name} AS {' UNION ALL '.join(each)}")


def _require(files: list[Path]) -> None:
    for path in files:
        if not path.exists():
            raise ClewError(
                "a ledger file is missing", where=str(path), hint="restore it from a backup or load the exhibit again"
            )


def _quoted(files: list[Path]) -> str:
    return ", ".join("'" + str(f).replace("'", "''") + "'" for f in files)
