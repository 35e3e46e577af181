"""One batch of text columns, fetched by canonical field, tidied the way spreadsheets need it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.cell import NULL_WORDS, tidy
from clew.normalise.normaliser import Context

TEXT = pa.string()

_NOTHING = pa.array(sorted(NULL_WORDS), TEXT)


class Rows:
    """The rows of one batch.

    Args:
        batch: Text columns named by canonical field, plus `row_ref` and `raw`.
        context: What is known besides the cells.
    """

    def __init__(self, batch: pa.RecordBatch, context: Context) -> None:
        self.batch = batch
        self.context = context
        self.size: int = batch.num_rows
        self._names = set(batch.schema.names)
        self._encoded: dict[str, pa.DictionaryArray] = {}
        self._texts: dict[str, pa.Array] = {}

    def cells(self, field: str) -> pa.Array:
        """Return a column exactly as the reader gave it; nulls when the part has no such column."""
        if field not in self._names:
            return pa.nulls(self.size, TEXT)
        column = self.batch.column(field)
        return column if column.type == TEXT else column.cast(TEXT)

    def text(self, field: str) -> pa.Array:
        """Return a column tidied; blank cells and words that only say "nothing" are null."""
        if field not in self._texts:
            encoded = self.encoded(field)
            self._texts[field] = encoded.dictionary.take(encoded.indices)
        return self._texts[field]

    @property
    def canonical(self) -> bool:
        """Tell whether the part's values were canonical when they were written: another case of Clew exported them."""
        return self.meta("values") == "canonical"

    def value(self, field: str) -> pa.Array:
        """Return a column tidied; in a part of canonical values exactly as it stands, empty cells null."""
        if not self.canonical:
            return self.text(field)
        cells = self.cells(field)
        return pc.if_else(pc.equal(cells, ""), pa.scalar(None, TEXT), cells)

    def encoded(self, field: str) -> pa.DictionaryArray:
        """Return a tidied column as its distinct texts and their places; a distinct text may be null."""
        if field not in self._encoded:
            raw = self.cells(field).dictionary_encode()
            known = tidy(raw.dictionary)
            known = pc.if_else(pc.is_in(pc.utf8_lower(known), value_set=_NOTHING), pa.scalar(None, TEXT), known)
            self._encoded[field] = pa.DictionaryArray.from_arrays(raw.indices, known)
        return self._encoded[field]

    def given(self, *fields: str) -> bool:
        """Tell whether any of the columns holds anything at all in this batch."""
        return any(f in self._names and self.batch.column(f).null_count < self.size for f in fields)

    def meta(self, key: str) -> str | None:
        """Return a fact of the preamble or the profile, null when it is missing or blank."""
        return (self.context.meta.get(key) or "").strip() or None

    def memo(self, name: str) -> dict[Any, Any]:
        """Return the part's memory of cleaned texts of one identifier kind."""
        memo = self.context.memo.setdefault(name, {})
        assert isinstance(memo, dict)
        return memo

    def constant(self, value: Any, type_: pa.DataType = TEXT) -> pa.Array:
        """Return one value for every row."""
        return pa.repeat(pa.scalar(value, type_), self.size)


def transposed(found: Sequence[Sequence[Any]], types: Sequence[pa.DataType]) -> list[pa.Array]:
    """Return rows of values as columns, also when there are none."""
    columns = zip(*found, strict=True) if found else ((),) * len(types)
    return [pa.array(c, t) for c, t in zip(columns, types, strict=True)]
