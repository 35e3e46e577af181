"""Rows of one part of a CASE/UCO file: the object as it stands, and its values by canonical field."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import pyarrow as pa

from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.reader import Part, Tally
from clew.readers.uco.objects import Object

COLUMNS = ("@id", "@type", "object")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the object it comes from, its values by field, and what tells it from other rows of that object."""

    source: Object
    values: dict[str, str]
    which: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What a part is: its name, normaliser, the fields it fills, translations and facts of all its rows."""

    name: str
    normaliser: str
    fields: tuple[str, ...]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    meta: Mapping[str, str] = field(default_factory=dict)


def part(layout: Layout, rows: Iterable[Row], evidence_type: str, batch_rows: int, tally: Tally) -> Part:
    """Return the part of some rows."""
    return Part(
        name=layout.name,
        profile=f"case-uco-{layout.name.replace(' ', '-')}",
        normaliser=layout.normaliser,
        evidence_type=evidence_type,
        columns=(*COLUMNS, "row"),
        fields=dict.fromkeys(layout.fields, "object"),
        batches=_batches(layout, rows, min(batch_rows, MOST_ROWS), tally),
        tally=tally,
        meta=dict(layout.meta),
        values=layout.values,
    )


def _batches(layout: Layout, rows: Iterable[Row], batch_rows: int, tally: Tally) -> Iterator[pa.RecordBatch]:
    ready = TextRows(layout.fields)
    for row in rows:
        tally.read += 1
        place = " ".join(text for text in (row.source.id, row.which) if text)
        ready.add(place, (*row.source.raw(), row.which), tuple(row.values.get(name, "") for name in layout.fields))
        if len(ready) >= batch_rows:
            yield ready.batch()
    if len(ready):
        yield ready.batch()
