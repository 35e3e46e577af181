"""The row-object way most scripts take: `csv.DictReader`, one `phonenumbers.parse` per row, `pyarrow` at the end."""

from __future__ import annotations

import csv
import json
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import phonenumbers
import pyarrow as pa
import pyarrow.parquet as pq

LONDON = ZoneInfo("Europe/London")


def load(source: Path, target: Path, rows: int) -> float:
    """Load the first `rows` rows and return CPU seconds."""
    begin = time.process_time()
    records = []
    with source.open(newline="", encoding="utf-8") as handle:
        for _ in range(5):
            next(handle)
        for number, row in enumerate(csv.DictReader(handle)):
            if number == rows:
                break
            text = row["B Number"].strip().lstrip("'")
            try:
                parsed = phonenumbers.parse(text, "GB")
                other = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            except phonenumbers.NumberParseException:
                other = text
            local = datetime.strptime(f"{row['Start Date']} {row['Start Time']}", "%d/%m/%Y %H:%M:%S")
            hours, minutes, seconds = row["Duration"].split(":")
            records.append(
                {
                    "row": number + 7,
                    "a": row["A Number"],
                    "b": other,
                    "start_utc": local.replace(tzinfo=LONDON).astimezone(ZoneInfo("UTC")),
                    "duration_s": int(hours) * 3600 + int(minutes) * 60 + int(seconds),
                    "imei": row["IMEI"][:14],
                    "imsi": row["IMSI"],
                    "cell": row["Start Cell ID"],
                    "direction": "out" if "MO" in row["Call Type"] else "in",
                    "raw": "\x1f".join(row.values()),
                }
            )
    pq.write_table(pa.Table.from_pylist(records), target, compression="zstd")
    return time.process_time() - begin


if __name__ == "__main__":
    wanted = int(sys.argv[3])
    print(json.dumps({"rows": wanted, "cpu_s": load(Path(sys.argv[1]), Path(sys.argv[2]), wanted)}))
