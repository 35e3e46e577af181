"""A ledger written by an earlier version of Clew is read as if it had today's columns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from clew.case import Case
from clew.ledger.session import open_ledger


def test_columns_younger_than_the_file_are_null(small_case: Case) -> None:
    (exhibit,) = [e for e in small_case.exhibits() if "membership" in e.files and "person" in e.files]
    path: Path = small_case.folder / exhibit.files["membership"]
    table = pq.read_table(path)
    pq.write_table(table.drop_columns(["records", "calls", "first_utc"]), path)
    session = open_ledger(small_case.folder, [exhibit])
    rows: list[Any] = session.sql("SELECT records, calls, first_utc, relation FROM membership").fetchall()
    assert len(rows) == table.num_rows
    assert {row[:3] for row in rows} == {(None, None, None)}
    assert {row[3] for row in rows} >= {"USES", "LIVES_AT"}
