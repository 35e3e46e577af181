"""Times, dates, durations and dates of birth: strict own formats, UTC out, nothing guessed in silence."""

from __future__ import annotations

from datetime import datetime

import pyarrow as pa

SCHEMA = pa.schema(
    [
        ("value", pa.timestamp("us", tz="UTC")),
        ("tz_basis", pa.string()),
        ("ambiguous", pa.bool_()),
        ("precision", pa.string()),
        ("issue", pa.string()),
    ]
)


def clean(
    texts: pa.Array,
    *,
    timezone: str,
    tz_basis: str,
    day_order: str,
    latest: datetime | None = None,
    date1904: bool = False,
) -> pa.Table:
    """Return the time of each text in UTC.

    Args:
        texts: Date and time in one text, an epoch number or a spreadsheet serial.
        timezone: IANA zone of clock times without an offset; empty means unknown (read as UTC, basis `unknown`).
        tz_basis: Why that zone, one of `records.TZ_BASES`.
        day_order: `dmy` or `mdy`, for dates such as 03/04/2024.
        latest: Times after it are refused; null means the year 2100.
        date1904: Spreadsheet serials count from 1904.

    Returns:
        Columns `value` (microseconds UTC or null), `tz_basis`, `ambiguous` (the hour the clock
        repeats in autumn; the first of the two is taken), `precision` (day, minute, second), `issue`.
    """
    raise NotImplementedError


def join(date: pa.Array, time: pa.Array) -> pa.Array:
    """Return one text a row out of a date and a time column, for `clean`; null where there is no date."""
    raise NotImplementedError


def durations(texts: pa.Array) -> pa.Table:
    """Return `value` (int64 seconds or null) and `issue` of each duration text."""
    raise NotImplementedError


def day_order_evidence(texts: pa.Array) -> tuple[int, int]:
    """Return how many texts prove day before month, and how many month before day."""
    raise NotImplementedError


def birth(texts: pa.Array, day_order: str = "dmy", *, pivot: int = 2024) -> pa.Table:
    """Return `value` (YYYY, YYYY-MM or YYYY-MM-DD: only what is known), `precision` and `issue` of each birth date."""
    raise NotImplementedError
