"""One listing of a database as a part of an exhibit."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyarrow as pa

from clew.readers.database.listed import Listing, batches
from clew.readers.database.opened import Database
from clew.readers.reader import Part, ReadOptions, Tally

#: What a reader must still say once the rows are read.
Afterword = Callable[[Tally], None]


def listed_part(
    database: Database,
    listing: Listing,
    options: ReadOptions,
    *,
    name: str,
    profile: str,
    normaliser: str,
    notes: tuple[str, ...] = (),
    afterwards: Afterword | None = None,
) -> Part:
    """Return a part that reads a listing when its batches are consumed.

    Args:
        database: The open database; it must stay open until then.
        listing: What to select.
        options: Options of the read.
        name: Name of the part.
        profile: Name of the layout.
        normaliser: Which normaliser types the rows.
        notes: Warnings known beforehand; blank ones are left out.
        afterwards: Adds warnings that are known only when the rows were read.
    """
    tally = Tally(warnings=[note for note in notes if note])

    def rows() -> Iterator[pa.RecordBatch]:
        yield from batches(database, listing, tally, options.batch_rows)
        if afterwards is not None:
            afterwards(tally)

    return Part(
        name=name,
        profile=profile,
        normaliser=normaliser,
        evidence_type="handset",
        columns=listing.titles,
        fields={field: sql if sql in listing.columns else field for field, sql in listing.fields.items()},
        batches=rows(),
        tally=tally,
    )
