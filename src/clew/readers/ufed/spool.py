"""Rows of every kind kept on disk while a report is read once, and given out again kind by kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

if TYPE_CHECKING:
    import duckdb

#: Rows written at a time: fewer are kept in memory until there are enough.
_WRITTEN = 2048

Hashes = NDArray[np.uint64]


class Spool:
    """One file a kind, in a private folder.

    Args:
        folder: Where the files go; whoever made it removes it.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._waiting: dict[str, list[pa.RecordBatch]] = {}
        self._writers: dict[str, pa.ipc.RecordBatchStreamWriter] = {}
        self._hashes: dict[str, list[pa.Table]] = {}
        self._ids: list[Hashes] = []

    @cached_property
    def _session(self) -> duckdb.DuckDBPyConnection:
        import duckdb

        return duckdb.connect(
            config={"autoinstall_known_extensions": False, "autoload_known_extensions": False, "threads": 1}
        )

    def add(self, kind: str, rows: pa.RecordBatch) -> None:
        """Keep rows of a kind; their columns are the same every time."""
        if rows.num_rows == 0:
            return
        waiting = self._waiting.setdefault(kind, [])
        waiting.append(rows)
        if sum(batch.num_rows for batch in waiting) >= _WRITTEN:
            self._write(kind)

    def kinds(self) -> set[str]:
        """Return the kinds there are rows of."""
        return set(self._waiting)

    def read(self, kind: str, rows: int) -> Iterator[pa.RecordBatch]:
        """Yield the rows of a kind again, about so many at a time."""
        self._write(kind)
        if kind in self._writers:
            self._writers.pop(kind).close()
        path = self._path(kind)
        if not path.exists():
            return
        found: list[pa.RecordBatch] = []
        with pa.OSFile(str(path)) as file, pa.ipc.open_stream(file) as stream:
            for batch in stream:
                found.append(batch)
                if sum(b.num_rows for b in found) >= rows:
                    yield _one(found)
                    found = []
        if found:
            yield _one(found)

    def identities(self, kind: str) -> tuple[Hashes, Hashes]:
        """Return two hashes of the place of every row of a kind, in order: model, id and extraction."""
        self._write(kind)
        tables = self._hashes.get(kind, [])
        first, second = ([table[name].to_numpy() for table in tables] for name in ("first", "second"))
        nothing = np.zeros(0, np.uint64)
        return np.concatenate([nothing, *first]), np.concatenate([nothing, *second])

    def ids(self) -> Hashes:
        """Return a hash of the id of every row there is, sorted, those of equal rows once."""
        for kind in self.kinds():
            self._write(kind)
        if len(self._ids) != 1:
            self._ids = [np.unique(np.concatenate([np.zeros(0, np.uint64), *self._ids]))]
        return self._ids[0]

    def hashes(self, texts: pa.Array) -> pa.Table:
        """Return two 64-bit hashes of each text, columns `first` and `second`."""
        self._session.register("incoming", pa.table({"t": texts}))
        found = self._session.sql("SELECT hash(t) AS first, hash(t, 1) AS second FROM incoming").to_arrow_table()
        self._session.unregister("incoming")
        return found

    def close(self) -> None:
        """Close the files."""
        for writer in self._writers.values():
            writer.close()
        if "_session" in self.__dict__:
            self._session.close()

    def _write(self, kind: str) -> None:
        waiting = self._waiting.get(kind, [])
        if not waiting:
            return
        rows = _one(waiting)
        waiting.clear()
        if kind not in self._writers:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._writers[kind] = pa.ipc.new_stream(str(self._path(kind)), rows.schema, options=options)
        self._writers[kind].write_batch(rows)
        place = pc.binary_join_element_wise(rows.column("extraction"), rows.column("row_ref"), "\x1f")
        self._hashes.setdefault(kind, []).append(self.hashes(place))
        self._ids.append(self.hashes(rows.column("id"))["first"].to_numpy())

    def _path(self, kind: str) -> Path:
        return self._folder / f"{kind}.arrows"


def _one(batches: list[pa.RecordBatch]) -> pa.RecordBatch:
    return batches[0] if len(batches) == 1 else pa.concat_batches(batches)
