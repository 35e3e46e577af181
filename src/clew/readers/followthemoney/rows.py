"""Rows of one part of a FollowTheMoney file: the line as it stands, and its values by canonical field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from clew.model.records import RAW_SEPARATOR
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.followthemoney.lines import Item
from clew.readers.reader import Part, SetAside, Tally

COLUMNS = ("schema", "line", "row")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, its values by field, what tells it from other rows of the line; or why it is set aside."""

    item: Item
    values: Mapping[str, str]
    which: str = ""
    reason: str = ""

    @property
    def row_ref(self) -> str:
        """Return its place."""
        return " ".join(text for text in (self.item.row_ref, self.which) if text)

    @property
    def raw(self) -> tuple[str, ...]:
        """Return the cells of the row."""
        return self.item.schema, self.item.text, self.which


@dataclass(frozen=True, slots=True)
class Layout:
    """What a part is: its name, normaliser, and the fields it fills."""

    name: str
    normaliser: str
    fields: tuple[str, ...]
    meta: Mapping[str, str] = field(default_factory=dict)


def part(layout: Layout, rows: Iterable[Row], evidence_type: str, batch_rows: int) -> Part:
    """Return the part of some rows, read while its batches are consumed."""
    tally = Tally()
    return Part(
        name=layout.name,
        profile=f"ftm-{layout.name}",
        normaliser=layout.normaliser,
        evidence_type=evidence_type,
        columns=COLUMNS,
        fields=dict.fromkeys(layout.fields, "line"),
        batches=_batches(layout, rows, min(batch_rows, MOST_ROWS), tally),
        tally=tally,
        meta=dict(layout.meta),
    )


def _batches(layout: Layout, rows: Iterable[Row], batch_rows: int, tally: Tally) -> Iterator[pa.RecordBatch]:
    ready = TextRows(layout.fields)
    for row in rows:
        tally.read += 1
        if row.reason:
            tally.set_aside.append(SetAside(row.row_ref, row.reason, RAW_SEPARATOR.join(row.raw)))
            continue
        ready.add(row.row_ref, row.raw, tuple(row.values.get(name, "") for name in layout.fields))
        if len(ready) >= batch_rows:
            yield ready.batch()
    if len(ready):
        yield ready.batch()
