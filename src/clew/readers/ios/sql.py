"""Apple's clock in SQL, and the bookkeeping of its databases."""

from __future__ import annotations

#: 2001-01-01 00:00:00 UTC, where Apple's clock begins, in Unix seconds.
COCOA_EPOCH_S = 978_307_200
#: Messages since iOS 11 count nanoseconds; seconds never get this large.
_LARGEST_SECONDS = "1e15"
#: Columns Core Data keeps for itself; they say nothing about the record.
CORE_DATA = ("z_pk", "z_ent", "z_opt")


def unix_micros(cocoa: str) -> str:
    """Return SQL for microseconds of the Unix clock; 0 and NULL are no time.

    Args:
        cocoa: SQL of seconds or nanoseconds since 2001-01-01 UTC, whole or not.
    """
    return (
        f"CASE WHEN {cocoa} IS NULL OR {cocoa} = 0 THEN NULL"
        f" WHEN {cocoa} > {_LARGEST_SECONDS} THEN CAST({cocoa} / 1000 AS INTEGER) + {COCOA_EPOCH_S}000000"
        f" ELSE CAST(round(({cocoa} + {COCOA_EPOCH_S}) * 1e6) AS INTEGER) END"
    )
