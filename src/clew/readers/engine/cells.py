"""Typed cells of a workbook as text, a column at a time.

Whole numbers lose their `.0`; others are cut to the 15 digits a spreadsheet shows. Numbers of 1e15 and
more come out in scientific form, because the spreadsheet itself kept only 15 digits of them: what
follows must see that digits were lost. Dates and times become ISO text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

#: Spreadsheets keep 15 significant digits; from here on a stored number is not what was typed.
LOSSY_FROM = 1e15
_PRINT_AS_ISO = {str, dt.datetime, dt.date, dt.time}


def text_of(value: Any) -> str:
    """Return one cell as text."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(float(value))
    if isinstance(value, dt.timedelta):
        seconds = round(value.total_seconds())
        return (
            f"{'-' if seconds < 0 else ''}{abs(seconds) // 3600}:{abs(seconds) // 60 % 60:02d}:{abs(seconds) % 60:02d}"
        )
    return "" if value is None else str(value)  # dates, times and both print as ISO 8601 with a blank between


def _number(value: float) -> str:
    if abs(value) >= LOSSY_FROM:
        return f"{value:.14E}".replace("E+0", "E+").rstrip() if np.isfinite(value) else ""
    return str(int(value)) if value.is_integer() else f"{value:.15g}"


def text_column(values: Sequence[Any]) -> pa.Array:
    """Return a column of cells as a string array without nulls."""
    kinds = set(map(type, values))
    if kinds == {str}:
        return pa.array(values, pa.string())
    if kinds == {float}:
        return _numbers(values)
    if float in kinds and kinds <= {str, float}:
        is_number = np.fromiter((type(v) is float for v in values), dtype=bool, count=len(values))
        numbers = iter(_numbers([v for v in values if type(v) is float]).to_pylist())
        return pa.array([next(numbers) if flag else v for flag, v in zip(is_number, values, strict=True)], pa.string())
    if kinds <= _PRINT_AS_ISO:
        return pa.array(list(map(str, values)), pa.string())
    return pa.array(list(map(text_of, values)), pa.string())


def _numbers(values: Sequence[float]) -> pa.Array:
    column = np.array(values, dtype=np.float64)
    if bool(np.all(np.abs(column) < LOSSY_FROM)) and bool(np.all(column == np.floor(column))):
        return pc.cast(pa.array(column.astype(np.int64)), pa.string())
    return pa.array(list(map(_number, values)), pa.string())
