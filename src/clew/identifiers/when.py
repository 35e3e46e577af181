"""Times: strict own layouts, UTC out, nothing guessed in silence.

A text is read by its layout (`layouts`), as columns of digits, and turned into UTC by the rules
of its zone (`clock`). What is no time, or no possible time, is null with a reason. Durations and
dates of birth have files of their own and are reached from here.
"""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clew.errors import UsageError
from clew.identifiers import cell, clock
from clew.identifiers.births import birth
from clew.identifiers.durations import durations
from clew.identifiers.layouts import LONGEST, Layout, digits, layout, number, shapes

__all__ = ["SCHEMA", "birth", "clean", "day_order_evidence", "durations", "join"]

SCHEMA = pa.schema(
    [
        ("value", pa.timestamp("us", tz="UTC")),
        ("tz_basis", pa.string()),
        ("ambiguous", pa.bool_()),
        ("precision", pa.string()),
        ("issue", pa.string()),
    ]
)

#: No event is older; 0, 1970-01-01 and the like are "no value" marks of phones and programs.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
LATEST = datetime(2100, 1, 1, tzinfo=UTC)

_DAY, _MINUTE, _SECOND = 86_400_000_000, 60_000_000, 1_000_000
_ISSUES = (
    None,
    "not a time",
    "no such date or time",
    "day and month do not fit the order of the file",
    "before 1990: no value",
    "after the latest possible time",
    "clock time skipped in spring, moved forward",
    "clock time repeated in autumn, first taken",
)
_NOT_A_TIME, _NO_SUCH, _ORDER, _EARLY, _LATE, _SKIPPED, _TWICE = range(1, len(_ISSUES))
_PRECISIONS = ("day", "minute", "second")


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
        texts: Date and time in one text, an epoch number (10, 13, 16 or 19 digits) or a spreadsheet serial.
        timezone: IANA zone of clock times without an offset; empty means unknown: read as UTC, basis `unknown`.
        tz_basis: Why that zone, one of `records.TZ_BASES`.
        day_order: `dmy` or `mdy`, for dates such as 03/04/2024.
        latest: Times after it are refused; null means the year 2100.
        date1904: Spreadsheet serials count from 1904-01-01 instead of 1899-12-30.

    Returns:
        Columns `value` (microseconds UTC or null), `tz_basis` (`offset_in_value`, `utc_by_format` or as
        given), `ambiguous` (the clock showed this time twice in autumn; the first is taken),
        `precision` (day, minute, second), `issue`. A date alone is its local midnight, precision day.

    Raises:
        UsageError: unknown zone or day order.
    """
    if day_order not in ("dmy", "mdy"):
        raise UsageError(f"day order is dmy or mdy, not {day_order!r}")
    tidy = cell.tidy(texts)
    rows = len(tidy)
    utc, local = np.zeros(rows, np.int64), np.zeros(rows, bool)
    issue, precision = np.zeros(rows, np.int8), np.zeros(rows, np.int8)
    basis = np.zeros(rows, np.int8)
    bases = (tz_basis if timezone else "unknown", "offset_in_value", "utc_by_format")

    written = pc.fill_null(pc.greater(pc.binary_length(tidy), 0), False).to_numpy(zero_copy_only=False)
    issue[written] = _NOT_A_TIME
    for chosen, width, form in _groups(tidy):
        matrix = digits(tidy, chosen, width)
        utc[chosen], wrong = _micros(tidy, chosen, matrix, form, day_order, date1904)
        precision[chosen] = 2 if {"S", "days", "epoch"} & form.spans.keys() else 1 if "H" in form.spans else 0
        issue[chosen] = wrong
        if "epoch" in form.spans:
            basis[chosen] = 2
        elif form.offset is not None or form.sign:
            basis[chosen] = 1
        else:
            local[chosen] = True

    local &= issue == 0
    instants = clock.to_utc(utc[local], timezone)
    utc[local] = instants.utc
    ambiguous = np.zeros(rows, bool)
    ambiguous[local] = instants.ambiguous & (precision[local] > 0)
    issue[local] = np.where(instants.skipped & (precision[local] > 0), _SKIPPED, 0)
    issue[ambiguous] = _TWICE
    unread = issue == _NOT_A_TIME
    if unread.any():
        issue[unread] = np.where(cell.absent(tidy.filter(pa.array(unread))), 0, _NOT_A_TIME)
        written &= ~(unread & (issue == 0))
    usable = written & np.isin(issue, (0, _SKIPPED, _TWICE))
    early, late = utc < _stamp(EARLIEST), utc > _stamp(latest or LATEST)
    issue[usable & early], issue[usable & late] = _EARLY, _LATE
    usable &= ~early & ~late
    return pa.table(
        [
            pa.array(utc, pa.int64(), mask=~usable).cast(SCHEMA.field("value").type),
            _words(bases, basis, usable),
            pa.array(ambiguous & usable),
            _words(_PRECISIONS, precision, usable),
            _words(_ISSUES, issue, issue > 0),
        ],
        schema=SCHEMA,
    )


def join(date: pa.Array, time: pa.Array) -> pa.Array:
    """Return one text a row out of a date and a time column, for `clean`; null where there is no date.

    Undoes what spreadsheets do to split columns: a date cell shown with midnight, a time cell shown
    with a date of 1899 (or any date: the date column decides), a time as a fraction of a day, and
    `hhmmss` without its leading zero.
    """
    day, hour = cell.tidy(date), cell.tidy(time)
    day = pc.replace_substring_regex(day, r"^(.+?)(?:[T ]00:00(?::00(?:\.0+)?)?|\.0+)$", r"\1")
    hour = pc.replace_substring_regex(hour, r"^(?:\d{4}-\d\d?-\d\d?|\d\d?[/.-]\d\d?[/.-]\d{2,4})[T ]+(\d)", r"\1")
    hour = pc.replace_substring_regex(hour, r"^(\d{3,6})\.0+$", r"\1")
    hour = pc.replace_substring_regex(hour, r"^(\d{3}|\d{5})$", r"0\1")
    fraction = pc.fill_null(pc.match_substring_regex(hour, r"^(?:0?\.\d+|0)$"), False)
    if pc.any(fraction).as_py():
        seconds = np.rint(pc.cast(hour.filter(fraction), pa.float64()).to_numpy() * 86_400).astype(np.int64)
        clocks = pc.strftime(pa.array(np.minimum(seconds, 86_399), pa.timestamp("s")), "%H:%M:%S")
        hour = pc.replace_with_mask(hour, fraction, clocks)
    both = pc.binary_join_element_wise(day, hour, " ")
    return pc.if_else(pc.equal(pc.coalesce(hour, pa.scalar("")), ""), day, both)


def day_order_evidence(texts: pa.Array) -> tuple[int, int]:
    """Return how many texts prove day before month, and how many month before day.

    Only dates written as two small numbers and a year can prove anything: 24/06/2024 proves
    day first, 06/24/2024 month first, 05/06/2024 neither.
    """
    tidy = cell.tidy(texts)
    day_first = month_first = 0
    for chosen, width, form in _groups(tidy):
        if "p" in form.spans:
            matrix = digits(tidy, chosen, width)
            first, second = number(matrix, form.spans["p"]), number(matrix, form.spans["q"])
            day_first += int(((first > 12) & (first <= 31) & (second <= 12)).sum())
            month_first += int(((second > 12) & (second <= 31) & (first <= 12)).sum())
    return day_first, month_first


def _groups(tidy: pa.Array) -> list[tuple[npt.NDArray[np.int64], int, Layout]]:
    """Return the rows of each shape that is a time, the width of the shape and its layout."""
    short = pc.less_equal(pc.binary_length(tidy), LONGEST)
    if not pc.all(short).as_py():
        tidy = pc.if_else(short, tidy, pa.scalar(None, pa.string()))
    encoded = shapes(tidy)
    codes = pc.fill_null(encoded.indices, -1).to_numpy()
    forms = [(code, shape, layout(shape)) for code, shape in enumerate(encoded.dictionary.to_pylist())]
    if len(forms) == 1 and encoded.indices.null_count == 0:
        return [(np.arange(len(tidy)), len(shape), form) for _, shape, form in forms if form is not None]
    order = np.argsort(codes, kind="stable")
    bounds = np.searchsorted(codes[order], np.arange(len(forms) + 1))
    return [(order[bounds[c] : bounds[c + 1]], len(s), form) for c, s, form in forms if form is not None]


def _micros(
    tidy: pa.Array,
    chosen: npt.NDArray[np.int64],
    matrix: npt.NDArray[np.uint8],
    form: Layout,
    day_order: str,
    date1904: bool,
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Return microseconds on the clock of the text (UTC where it names an offset) and an issue code a row."""
    fine = np.zeros(len(chosen), np.int8)
    if "epoch" in form.spans:
        return _epoch(matrix, form), fine
    base = 24_107 if date1904 else 25_569  # days from the spreadsheet's day 0 to 1970-01-01
    if "days" in form.spans:
        serial = pc.cast(tidy.take(pa.array(chosen)), pa.float64()).to_numpy()
        # To the millisecond: below that a serial holds only the rounding of a binary fraction.
        return np.rint((serial - base) * 86_400_000).astype(np.int64) * 1000, fine
    field = {name: number(matrix, span) for name, span in form.spans.items() if name != "f"}
    if "serial" in field:
        day, wrong = field["serial"] - base, fine
    else:
        day, wrong = _day(field, form, day_order)
    hour, minute, second = (field.get(k, np.zeros(1, np.int64)) for k in ("H", "M", "S"))
    if form.noon:
        hour = np.where(hour <= 12, hour % 12 + 12 * (form.noon == "P"), hour)
    wrong = np.where((hour > 23) | (minute > 59) | (second > 59), np.where(wrong, wrong, _NO_SUCH), wrong)
    total = day * _DAY + ((hour * 60 + minute) * 60 + second) * _SECOND
    total += _fraction(matrix, form)
    total -= (form.offset or 0) * _MINUTE
    if form.sign:
        total -= (field["zh"] * 60 + field.get("zm", 0)) * (_MINUTE if form.sign == "+" else -_MINUTE)
    return total, wrong.astype(np.int8)


def _day(
    field: dict[str, npt.NDArray[np.int64]], form: Layout, day_order: str
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int8]]:
    """Return days since 1970 and an issue code a row."""
    year = field["y"]
    if form.spans["y"][1] - form.spans["y"][0] == 2:
        year = year + np.where(year >= EARLIEST.year % 100, 1900, 2000)
    ordered = "p" in field
    if ordered:
        day, month = (field["p"], field["q"]) if day_order == "dmy" else (field["q"], field["p"])
    else:
        day, month = field["d"], field.get("m", np.full(len(year), form.month))
    months = (year - 1970) * 12 + month - 1
    days = months.astype("datetime64[M]").astype("datetime64[D]").astype(np.int64) + day - 1
    same_month = days.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) == months
    wrong = np.where((month >= 1) & (month <= 12) & same_month, 0, _NO_SUCH)
    if ordered:
        wrong = np.where((month > 12) & (month <= 31) & (day <= 12) & (day >= 1), _ORDER, wrong)
    return days, wrong.astype(np.int8)


def _epoch(matrix: npt.NDArray[np.uint8], form: Layout) -> npt.NDArray[np.int64]:
    """Return microseconds of an epoch number; its digits tell its unit, and only seconds have a fraction."""
    size = form.spans["epoch"][1]
    whole = number(matrix, form.spans["epoch"])
    if size == 19:
        return whole // 1000
    whole *= 10 ** (16 - size)
    return whole + _fraction(matrix, form) if size == 10 else whole


def _fraction(matrix: npt.NDArray[np.uint8], form: Layout) -> npt.NDArray[np.int64]:
    """Return the microseconds of a fraction of a second, cut after six digits."""
    first, end = form.spans.get("f", (0, 0))
    digits_read = number(matrix, (first, min(end, first + 6)))
    digits_read *= 10 ** max(0, 6 - (end - first))
    return digits_read


def _words(words: tuple[str | None, ...], codes: npt.NDArray[np.int8], known: npt.NDArray[np.bool_]) -> pa.Array:
    """Return the word of each code, null where it is not known."""
    return pa.array(words, pa.string()).take(pa.array(codes, mask=~known))


def _stamp(moment: datetime) -> int:
    """Return microseconds since 1970 of a moment; one without a zone is UTC."""
    moment = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return round((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds()) * _SECOND
