"""A dozen plain call records to wrap quirks around."""

from __future__ import annotations

from collections.abc import Sequence

HEADER = ("Call Type", "A Number", "B Number", "Start Date", "Start Time", "Duration", "IMEI")
SUBJECT = "07700900901"
IMEI = "350000000012346"


def call_rows(n: int = 10) -> list[tuple[str, ...]]:
    """Return `n` call records, all different, on the first days of March 2026 and with days over twelve."""
    return [
        (
            "SMS" if i % 3 == 2 else "VOICE",
            SUBJECT if i % 2 else f"0770090091{i % 10}",
            f"0770090091{i % 10}" if i % 2 else SUBJECT,
            f"{13 + i % 8:02d}/03/2026",
            f"{9 + i % 12:02d}:{5 * (i % 12):02d}:07",
            "" if i % 3 == 2 else str(20 + 7 * i),
            IMEI if i % 2 else "",
        )
        for i in range(n)
    ]


def lines(rows: Sequence[Sequence[str]], separator: str = ",", header: Sequence[str] = HEADER) -> list[str]:
    """Return header and rows as lines of a separated file."""
    return [separator.join(cells) for cells in (header, *rows)]


def csv_bytes(rows: Sequence[Sequence[str]], separator: str = ",", end: str = "\n", encoding: str = "utf-8",
              header: Sequence[str] = HEADER) -> bytes:  # fmt: skip
    """Return header and rows as the bytes of a separated file."""
    return (end.join(lines(rows, separator, header)) + end).encode(encoding)
