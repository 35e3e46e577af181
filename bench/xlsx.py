"""A workbook with true row numbers: the table engine beside openpyxl read-only, CPU seconds as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

ROWS, COLUMNS = 100_000, 10


def write(path: Path) -> None:
    """Write a workbook of 100,000 rows and 10 columns of mixed cells."""
    import xlsxwriter

    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("People")
    titles = (
        "Surname",
        "Forename",
        "DOB",
        "Phone",
        "Address",
        "Postcode",
        "Vehicle Reg",
        "Email",
        "Notes",
        "Reference",
    )
    sheet.write_row(0, 0, titles)
    for i in range(ROWS):
        row = (
            f"Sample{i % 977}", f"Alex{i % 89}", "14/05/1990", f"+9991{i:08d}", f"{i % 200} Example Road", "ZX1 2CV",
            "ZX26 ABC", f"s{i}@example.org", i * 1.5, i,
        )  # fmt: skip
        sheet.write_row(i + 1, 0, row)
    book.close()


def peer(path: Path) -> float:
    """Return CPU seconds openpyxl takes in read-only mode to read every cell."""
    import openpyxl

    begin = time.process_time()
    book = openpyxl.load_workbook(path, read_only=True)
    rows = sum(1 for row in book.worksheets[0].iter_rows(values_only=True) if row)
    if rows != ROWS + 1:
        raise SystemExit(f"openpyxl read {rows} rows")
    return time.process_time() - begin


def ours(path: Path) -> float:
    """Return CPU seconds the table engine takes to yield every row as text columns with its true row number."""
    from clew.readers.reader import ReadOptions, Source
    from clew.readers.tables import READER

    begin = time.process_time()
    rows = 0
    for part in READER.read(Source(path), ReadOptions(profile="people")):
        for batch in part.batches:
            rows += batch.num_rows
    if rows != ROWS:
        raise SystemExit(f"Clew read {rows} rows")
    return time.process_time() - begin


if __name__ == "__main__":
    book = Path(sys.argv[2])
    print(json.dumps({"cpu_s": {"peer": peer, "ours": ours}[sys.argv[1]](book)}))
