"""Where in the telephone's files each record was found: database, table and offset, from the end of the report."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.readers.ufed.names import Names
from clew.readers.ufed.spool import Hashes, Spool
from clew.readers.ufed.tags import OTHER, Ints, Tags
from clew.readers.ufed.texts import Spans, plain

#: Bytes of a tag that tell its name.
_FRONT = 12
#: From a `nodeInfo` over `nodeInfos` and `sourceInfo` to the `extraInfo` that names the model.
_UP = 3


class Provenance:
    """Collects the places of records. What is said of parties and other parts of records is passed over.

    Args:
        spool: Holds the records; they all stand in the report before their places.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._files = Names()
        self._pieces: list[tuple[Hashes, Ints, Ints]] = []
        self._known: tuple[Hashes, Ints, Ints] | None = None

    def take(self, tags: Tags, opened: int) -> None:
        """Note the places in a piece."""
        rows = np.flatnonzero((tags.kind == OTHER) & ~tags.closing & ~tags.section)
        rows = rows[rows >= opened]
        front = Spans(tags.data, tags.start[rows], np.minimum(tags.start[rows] + _FRONT, tags.end[rows]))
        rows = rows[np.asarray(pc.starts_with(front.take(np.arange(len(rows))), "<nodeInfo "))]
        about = rows
        for _ in range(_UP):
            about = np.where(about >= 0, tags.parent[about], -1)
        # The first place of a record is where it was decoded from.
        about, first = np.unique(about, return_index=True)
        rows, about = rows[first][about >= 0], about[about >= 0]
        if not len(rows):
            return
        texts = Spans(tags.data, tags.start, tags.end)
        hashes = self._spool.hashes(_attribute(texts.take(about), "id"))["first"].to_numpy()
        kept = np.isin(hashes, self._spool.ids())
        nodes = texts.take(rows[kept])
        named = pc.binary_join_element_wise(_attribute(nodes, "name"), _attribute(nodes, "tableName"), " ")
        offset = pc.extract_regex(_attribute(nodes, "offset"), r"^(?P<n>\d{1,18})$")
        offsets = pc.fill_null(pc.cast(pc.struct_field(offset, "n"), pa.int64()), -1)
        self._pieces.append((hashes[kept], self._numbers(pc.utf8_trim_whitespace(named)), offsets.to_numpy()))

    def shown(self, rows: pa.RecordBatch) -> pa.RecordBatch:
        """Add to the place of each row where it was found: `Call c-17 (calllog.db calls at 8192)`."""
        hashes, files, offsets = self._sorted()
        if not len(hashes):
            return rows
        wanted = self._spool.hashes(rows.column("id"))["first"].to_numpy()
        at = np.minimum(np.searchsorted(hashes, wanted), len(hashes) - 1)
        found = hashes[at] == wanted
        file = pa.array(self._files.known, pa.string()).take(pa.array(files[at]))
        offset = pc.cast(pa.array(offsets[at]), pa.string())
        offset = pc.if_else(pa.array(offsets[at] < 0), "", pc.binary_join_element_wise(" at ", offset, ""))
        told = pc.binary_join_element_wise(rows.column("row_ref"), " (", file, offset, ")", "")
        told = pc.if_else(pa.array(found), told, rows.column("row_ref"))
        return rows.set_column(rows.schema.get_field_index("row_ref"), "row_ref", told)

    def _numbers(self, names: pa.Array) -> Ints:
        encoded = names.dictionary_encode()
        numbers = [self._files.number(plain(text)) for text in encoded.dictionary.to_pylist()]
        return np.array(numbers, np.int64)[encoded.indices.to_numpy()] if numbers else np.zeros(0, np.int64)

    def _sorted(self) -> tuple[Hashes, Ints, Ints]:
        if self._known is None:
            nothing: tuple[Hashes, Ints, Ints] = (np.zeros(0, np.uint64), np.zeros(0, np.int64), np.zeros(0, np.int64))
            hashes, files, offsets = (np.concatenate(c) for c in zip(nothing, *self._pieces, strict=True))
            order = np.argsort(hashes, kind="stable")
            self._known = hashes[order], files[order], offsets[order]
        return self._known


def _attribute(tags: pa.Array, name: str) -> pa.Array:
    return pc.fill_null(pc.struct_field(pc.extract_regex(tags, rf'\s{name}="(?P<v>[^"]*)"'), "v"), "")
