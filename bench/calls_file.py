"""Write a large call-record CSV of invented traffic, in the untidy shape operators send."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv as pv

HEADER = (
    '"CALL DATA RECORDS"\n"Subject","+99900000001"\n"Period","01/02/2026 to 31/05/2026"\n"Ticket","T-1"\n----------\n'
)


def write_calls(path: Path, rows: int, seed: int = 1) -> None:
    """Write `rows` call records with 10 columns; numbers come in six spellings, 2 % of them distinct."""
    dice = np.random.default_rng(seed)
    people = max(200, rows // 50)
    with path.open("wb") as out:
        out.write(HEADER.encode())
        first = True
        for start in range(0, rows, 500_000):
            table = _chunk(dice, min(500_000, rows - start), people, start)
            pv.write_csv(table, out, pv.WriteOptions(include_header=first, quoting_style="needed"))
            first = False


def _chunk(dice: np.random.Generator, n: int, people: int, start: int) -> pa.Table:
    other = _spelled(dice.integers(0, people, n), dice.integers(0, 6, n))
    moment = np.datetime64("2026-02-01T00:00:00") + (dice.integers(0, 118 * 86_400, n)).astype("timedelta64[s]")
    stamps = pa.array(moment)
    import pyarrow.compute as pc

    duration = dice.integers(0, 600, n)
    clock = [f"{d // 3600:02d}:{d // 60 % 60:02d}:{d % 60:02d}" for d in range(601)]
    return pa.table(
        {
            "Call Type": pa.array(np.array(["MO", "MT", "SMS-MO", "SMS-MT"])[dice.integers(0, 4, n)]),
            "A Number": pa.array(["+99900000001"] * n),
            "B Number": other,
            "Start Date": pc.strftime(stamps, "%d/%m/%Y"),
            "Start Time": pc.strftime(stamps, "%H:%M:%S"),
            "Duration": pa.array(np.array(clock)[duration]),
            "IMEI": pa.array(np.array(["350000000000016", "350000000000024"])[dice.integers(0, 2, n)]),
            "IMSI": pa.array(["001010000000001"] * n),
            "Start Cell ID": pa.array(np.char.add("CELL-", dice.integers(1, 400, n).astype(str))),
            "Reference": pa.array(np.char.add("R", (np.arange(n) + start).astype(str))),
        }
    )


def _spelled(who: np.ndarray, spelling: np.ndarray) -> pa.Array:
    digits = np.char.zfill(who.astype(str), 8)
    forms = [
        np.char.add("+9991", digits),
        np.char.add("009991", digits),
        np.char.add("+999 1 ", digits),
        np.char.add("'+9991", digits),
        np.char.add("+999-1-", digits),
        np.char.add(np.char.add("+999 (1) ", digits), " "),
    ]
    return pa.array(np.choose(spelling, forms))
