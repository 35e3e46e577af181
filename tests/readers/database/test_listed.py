"""Rows whose own number is damaged: they keep a place of their own."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from clew.readers.database.listed import Listing, batches
from clew.readers.database.opened import opened
from clew.readers.reader import Source, Tally

LISTING = Listing("calls", "_id", {"number": "number"}, {"caller": "number"}, "FROM calls ORDER BY number")


def test_rows_without_a_number_are_told_by_their_place_in_the_listing(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "x.db")
    connection.execute("CREATE TABLE calls (_id HNTEGER PRIMARY KEY, number TEXT)")  # one letter keeps it from counting
    numbers = ["07700900100", "07700900101", "07700900102"]
    connection.executemany("INSERT INTO calls VALUES (?, ?)", zip([None, 17, None], numbers, strict=True))
    connection.commit()
    connection.close()
    with opened(Source(tmp_path / "x.db")) as database:
        refs = [ref for batch in batches(database, LISTING, Tally(), 2) for ref in batch["row_ref"].to_pylist()]
    assert refs == ["calls without a number, listed at 1", "calls 17", "calls without a number, listed at 3"]
