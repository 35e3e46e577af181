"""Writing one load's records: ids and references filled in, streamed to Parquet, renamed into place together."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from clew.durable import cannot_write, sync_folder
from clew.model.records import SCHEMAS

#: Pairs of columns in which a person of the same row is written as `row:<ordinal>`.
PARTY_COLUMNS: dict[str, tuple[tuple[str, str], ...]] = {
    "event": (("subject_kind", "subject"), ("a_kind", "a"), ("b_kind", "b"), ("third_kind", "third")),
    "membership": (("a_kind", "a"), ("b_kind", "b")),
    "contact": (("owner_kind", "owner"), ("id_kind", "value")),
    "coverage": (("subject_kind", "subject"),),
    "role": (("subject_kind", "subject"),),
    "statement": (("subject_kind", "subject"),),
    "note": (("about_kind", "about"),),
}

ROWS_APART = pa.schema(
    [("part", pa.string()), ("row_ref", pa.string()), ("reason", pa.string()), ("raw", pa.string())],
    metadata={"clew_kind": "set_aside", "clew_schema": "1"},
)

#: Unique or long texts gain nothing from a Parquet dictionary.
PLAIN_COLUMNS = ("record_id", "raw", "row_ref", "text")

#: Level of zstd for the row's text, the largest column: a third of the time for a fifth more space.
FAST = -3


class LoadWriter:
    """Writes the Parquet files of one load under temporary names; `finish` renames them, anything else removes them.

    Args:
        folder: The case's `ledger/` folder.
        load_id: Names the files: `<load_id>.<kind>.parquet`.
        sha256: Hash of the evidence file, part of every record id.
    """

    def __init__(self, folder: Path, load_id: str, sha256: str) -> None:
        self.folder = folder
        self.load_id = load_id
        self.sha256 = sha256
        self._writers: dict[str, pq.ParquetWriter] = {}
        self._session = duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1}
        )
        self._session.execute("SET TimeZone = 'UTC'")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for name, writer in self._writers.items():
            try:
                writer.close()
            except OSError:
                pass  # the disk is full: the file goes anyway
            finally:
                self._temporary(name).unlink(missing_ok=True)
        self._session.close()

    def records(self, kind: str, rows: pa.Table, part: str) -> None:
        """Add typed records of one kind, as a normaliser gives them: ids and references are filled in here."""
        if rows.num_rows == 0:
            return
        schema = SCHEMAS[kind]
        given = {name: rows[name] for name in rows.column_names}
        given.update(self._ids(kind, rows, part))
        columns = [given[f.name].cast(f.type) if f.name in given else pa.nulls(rows.num_rows, f.type) for f in schema]
        self._write(kind, pa.table(columns, schema=schema), schema)

    def _ids(self, kind: str, rows: pa.Table, part: str) -> dict[str, pa.ChunkedArray]:
        """Return the columns filled in here: ids, the exhibit, the part, and persons of the same row by their id.

        Only the columns these need pass through SQL; the others are written as they came.
        """
        persons = [
            (kind_, value)
            for kind_, value in PARTY_COLUMNS.get(kind, ())
            if kind_ in rows.column_names and pc.any(pc.equal(rows[kind_], "person")).as_py()
        ]
        needed = ["row_ref", "ordinal", *(name for pair in persons for name in pair)]
        self._session.register("incoming", rows.select(list(dict.fromkeys(needed))))
        found = self._session.sql(
            record_statement(kind, [value for _, value in persons]), params={"sha": self.sha256, "part": part}
        ).to_arrow_table()
        self._session.unregister("incoming")
        constant = {"exhibit_id": self.load_id, "part": part}
        return {
            **{name: found[name] for name in found.column_names},
            **{name: pa.chunked_array([pa.repeat(value, rows.num_rows)]) for name, value in constant.items()},
        }

    def apart(self, rows: pa.Table, *, duplicate: bool = False) -> None:
        """Add rows set aside, or exact duplicates: columns of `ROWS_APART`."""
        if rows.num_rows:
            self._write(
                "duplicate" if duplicate else "set_aside", rows.select(ROWS_APART.names).cast(ROWS_APART), ROWS_APART
            )

    def hashes(self, raw: pa.Array) -> pa.Table:
        """Return two 64-bit hashes of each row's text, columns `first` and `second`."""
        self._session.register("incoming", pa.table({"raw": raw}))
        found = self._session.sql("SELECT hash(raw) AS first, hash(raw, 1) AS second FROM incoming").to_arrow_table()
        self._session.unregister("incoming")
        return found

    def finish(self) -> dict[str, str]:
        """Make every file durable and rename it into place. Returns record kind -> path relative to the case."""
        names = sorted(self._writers)
        for name in names:
            final = self._final(name)
            try:
                self._writers[name].close()
                with self._temporary(name).open("rb+") as handle:
                    os.fsync(handle.fileno())
            except OSError as error:
                raise cannot_write(final, error) from error
        for name in names:
            self._temporary(name).replace(self._final(name))
        if self._writers:
            sync_folder(self.folder)
        self._writers.clear()
        return {name: f"{self.folder.name}/{self._final(name).name}" for name in names}

    def _write(self, name: str, rows: pa.Table, schema: pa.Schema) -> None:
        try:
            if name not in self._writers:
                self.folder.mkdir(parents=True, exist_ok=True)
                # Times come nearly sorted, so their differences are small; a dictionary of them gains nothing.
                times = [f.name for f in schema if pa.types.is_timestamp(f.type)]
                self._writers[name] = pq.ParquetWriter(
                    self._temporary(name),
                    schema,
                    compression="zstd",
                    compression_level={f.name: FAST if f.name == "raw" else 1 for f in schema},
                    use_dictionary=[f.name for f in schema if f.name not in PLAIN_COLUMNS and f.name not in times],
                    column_encoding=dict.fromkeys(times, "DELTA_BINARY_PACKED"),
                    write_statistics=times,
                )
            self._writers[name].write_table(rows)
        except OSError as error:
            raise cannot_write(self._final(name), error) from error

    def _final(self, name: str) -> Path:
        return self.folder / f"{self.load_id}.{name}.parquet"

    def _temporary(self, name: str) -> Path:
        return self.folder / f".{self.load_id}.{name}.{os.getpid()}.tmp"


def record_statement(kind: str, persons: list[str]) -> str:
    """Return the SQL for record ids, and for the party columns in which `row:<ordinal>` becomes a person's id."""
    prefix = "md5($sha || '|' || $part || '|' || row_ref || '|"
    person = f"{prefix}person|' || substr({{0}}, 5))"
    columns = [f"{prefix}{kind}|' || ordinal) AS record_id"]
    columns += [f"CASE WHEN {v} LIKE 'row:%' THEN {person.format(v)} ELSE {v} END AS {v}" for v in persons]
    return f"SELECT {', '.join(columns)} FROM incoming"


def remove_abandoned(folder: Path, alive: Callable[[int], bool]) -> int:
    """Remove temporary files of processes that are gone. Returns how many."""
    removed = 0
    for path in folder.glob(".*.tmp"):
        owner = path.name.split(".")[-2]
        if owner.isdigit() and not alive(int(owner)):
            path.unlink(missing_ok=True)
            removed += 1
    return removed
