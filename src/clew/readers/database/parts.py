"""Parts out of an open database, and sentences on the tables nobody reads."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from clew.errors import InputError
from clew.readers.database.listed import Listing, batches
from clew.readers.database.opened import Database
from clew.readers.reader import Part, ReadOptions, Source, Tally
from clew.readers.recognise import where


def part(
    database: Database,
    listing: Listing,
    options: ReadOptions,
    *,
    profile: str,
    normaliser: str,
    name: str = "",
    values: dict[str, dict[str, str]] | None = None,
    meta: dict[str, str] | None = None,
    notes: Iterable[str] = (),
) -> Part:
    """Return a listing as a part of a handset.

    Args:
        database: The open database; it must stay open while the part's batches are taken.
        listing: What to select; fields that are SQL's `NULL` are left out.
        options: Rows per batch.
        profile: Name of the layout.
        normaliser: Which normaliser types the rows.
        name: Name of the part, the table's when blank.
        values: Translations of codes: field -> code -> words.
        meta: Facts for the normaliser.
        notes: Warnings known before the rows are read.
    """
    listing = replace(listing, fields={field: sql for field, sql in listing.fields.items() if sql != "NULL"})
    log = database.log_note(listing.table) if database.has(listing.table) and database.count(listing.table) else ""
    tally = Tally(warnings=[note for note in (log, *notes) if note])
    titles = listing.titles
    return Part(
        name=name or listing.table,
        profile=profile,
        normaliser=normaliser,
        evidence_type="handset",
        columns=titles,
        fields={field: sql if sql in titles else "worked out of the row" for field, sql in listing.fields.items()},
        batches=batches(database, listing, tally, options.batch_rows),
        tally=tally,
        meta=meta or {},
        values=values or {},
    )


def require(database: Database, source: Source, *tables: str) -> None:
    """Refuse a database that lacks all of these tables: the reader was forced on a file of another kind.

    Raises:
        InputError: none of the tables is there.
    """
    if not any(database.has(table) for table in tables):
        raise InputError(
            f"the database has no table {' or '.join(tables)}",
            where=where(source),
            hint="load it without --reader, so that its content decides",
        )


def unread(database: Database, tables: dict[str, str]) -> list[str]:
    """Return a sentence for each of these tables that holds rows.

    Args:
        database: The open database.
        tables: Table -> what its rows are.
    """
    counts = {table: database.count(table) for table in tables if database.has(table)}
    return [f"{count:,} {tables[table]} (table {table}) not read" for table, count in counts.items() if count]


def missing(database: Database, table: str, *wanted: str) -> str:
    """Return a sentence naming the columns a table lacks, empty when it has them all."""
    lacking = [column for column in wanted if not database.has(table, column)]
    return f"table {table} has no column {', '.join(lacking)}" if lacking else ""
