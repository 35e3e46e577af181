"""Times in every layout that call records, phones and spreadsheets write."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.errors import UsageError
from clew.identifiers import when


def read(*texts: str | None, order: str = "dmy", zone: str = "Europe/London", **more: Any) -> list[dict[str, Any]]:
    column = pa.array(texts, pa.string())
    rows = when.clean(column, timezone=zone, tz_basis="case_default", day_order=order, **more).to_pylist()
    assert len(rows) == len(texts)
    return rows


# 24 June 2024, 14:05:33 on a London clock is 13:05:33 UTC.
SECONDS = [
    "2024-06-24 14:05:33", "2024-06-24T14:05:33", "2024/06/24 14:05:33", "2024.06.24 14:05:33", "24/06/2024 14:05:33",
    "24-06-2024 14:05:33", "24.06.2024 14:05:33", "24.06.2024 14.05.33", "24/06/24 14:05:33", "24/6/2024 14:05:33",
    "24-Jun-2024 14:05:33", "24 Jun 2024 14:05:33", "24 June 2024 14:05:33", "24-JUN-24 14:05:33", "24Jun2024 14:05:33",
    "24/06/2024 02:05:33 PM", "24/06/2024 2:05:33 pm", "24/06/2024 2:05:33 p.m.", "24/06/2024, 14:05:33",
    "24/06/2024  14:05:33", "Mon 24 Jun 2024 14:05:33", "Monday, 24 June 2024 14:05:33", "24th June 2024 at 14:05:33",
    "June 24, 2024 2:05:33 PM", "Jun 24 2024 14:05:33", "24/Jun/2024:14:05:33", "20240624140533", "20240624 140533",
    "20240624T140533", "2024-06-24 14:05:33.0", "2024-06-24 140533", "Mon Jun 24 14:05:33 2024", "2024-Jun-24 14:05:33",
    "'24/06/2024 14:05:33", "24/06/2024\u00a014:05:33", "45467.5871875", "45467 14:05:33",
]  # fmt: skip


@pytest.mark.parametrize("text", SECONDS)
def test_a_clock_time_to_the_second(text: str) -> None:
    row = read(text)[0]
    assert (row["value"], row["precision"], row["issue"]) == (
        datetime(2024, 6, 24, 13, 5, 33, tzinfo=UTC),
        "second",
        None,
    )
    assert row["tz_basis"] == "case_default"
    assert row["ambiguous"] is False


# 14:05:33 UTC, said by the text itself.
UTC_SAID = [
    "2024-06-24T14:05:33Z", "2024-06-24 14:05:33 UTC", "2024-06-24T15:05:33+01:00", "2024-06-24T15:05:33+0100",
    "2024-06-24T16:05:33.000+02", "24/06/2024 14:05:33(UTC+0)", "24/06/2024 15:05:33 (UTC+1)",
    "24/06/2024 15:05:33 BST",
    "24/06/2024 14:05:33 GMT", "20240624140533Z", "20240624150533+0100", "24/Jun/2024:14:05:33 +0000",
    "2024-06-24 09:05:33-05:00", "2024-06-24T15:05:33+01:00[Europe/London]", "24/06/2024 19:35:33 UTC+05:30",
]  # fmt: skip


@pytest.mark.parametrize("text", UTC_SAID)
def test_an_offset_in_the_value_wins_over_the_zone_of_the_file(text: str) -> None:
    row = read(text, zone="America/New_York")[0]
    assert (row["value"], row["tz_basis"]) == (datetime(2024, 6, 24, 14, 5, 33, tzinfo=UTC), "offset_in_value")


@pytest.mark.parametrize(
    ("text", "micros"),
    [("1719237933", 0), ("1719237933.5", 500_000), ("1719237933123", 123_000), ("1719237933123456", 123_456),
     ("1719237933123456789", 123_456), ("1719237933123.0", 123_000), ("1719237933.0", 0)],
)  # fmt: skip
def test_an_epoch_by_its_number_of_digits(text: str, micros: int) -> None:
    row = read(text)[0]
    assert row["value"] == datetime(2024, 6, 24, 14, 5, 33, micros, tzinfo=UTC)
    assert row["tz_basis"] == "utc_by_format"


@pytest.mark.parametrize(
    ("text", "precision", "expected"),
    [
        ("24/06/2024 14:05", "minute", datetime(2024, 6, 24, 13, 5, tzinfo=UTC)),
        ("24/06/2024 2PM", "minute", datetime(2024, 6, 24, 13, 0, tzinfo=UTC)),
        ("24/06/2024 12:00 AM", "minute", datetime(2024, 6, 23, 23, 0, tzinfo=UTC)),
        ("24/06/2024 12:00 PM", "minute", datetime(2024, 6, 24, 11, 0, tzinfo=UTC)),
        ("202406241405", "minute", datetime(2024, 6, 24, 13, 5, tzinfo=UTC)),
        ("24/06/2024", "day", datetime(2024, 6, 23, 23, 0, tzinfo=UTC)),
        ("2024-06-24", "day", datetime(2024, 6, 23, 23, 0, tzinfo=UTC)),
        ("20240624", "day", datetime(2024, 6, 23, 23, 0, tzinfo=UTC)),
        ("45467", "day", datetime(2024, 6, 23, 23, 0, tzinfo=UTC)),
    ],
)
def test_coarser_times_say_so(text: str, precision: str, expected: datetime) -> None:
    row = read(text)[0]
    assert (row["value"], row["precision"], row["issue"]) == (expected, precision, None)


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("1970-01-01 00:00:00", "before 1990: no value"), ("2001-02-30 10:00:00", "no such date or time"),
        ("24/06/2024 25:00:00", "no such date or time"), ("24/06/2024 10:61", "no such date or time"),
        ("00/00/2024 10:00", "no such date or time"), ("29/02/2023", "no such date or time"),
        ("06/24/2024 10:00", "day and month do not fit the order of the file"), ("0", "not a time"),
        ("-1", "not a time"),
        ("yesterday", "not a time"), ("14:05:33", "not a time"), ("2024", "not a time"),
        ("9999999999", "after the latest possible time"),
        ("0000000000", "before 1990: no value"), ("24/06/2024 14:05:33 XYZ", "not a time"),
        ("2024-06-24T14:05:33ZZ", "not a time"),
        ("a text far longer than any time " * 4, "not a time"), ("24/06/1024", "before 1990: no value"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_null_with_its_reason(text: str, issue: str) -> None:
    row = read(text)[0]
    assert (row["value"], row["tz_basis"], row["precision"], row["issue"]) == (None, None, None, issue)


@pytest.mark.parametrize("text", [None, "", " ", "-", "n/a", "NULL", "Unknown"])
def test_nothing_is_null_without_a_reason(text: str | None) -> None:
    assert read(text)[0] == {"value": None, "tz_basis": None, "ambiguous": False, "precision": None, "issue": None}


def test_the_hour_that_comes_twice_takes_the_first_and_is_marked() -> None:
    rows = read("27/10/2024 00:59:59", "27/10/2024 01:00:00", "27/10/2024 01:59:59", "27/10/2024 02:00:00")
    assert [r["ambiguous"] for r in rows] == [False, True, True, False]
    assert [r["value"].hour for r in rows] == [23, 0, 0, 2]
    assert rows[1]["issue"] == "clock time repeated in autumn, first taken"


def test_the_hour_that_never_comes_is_moved_forward_and_marked() -> None:
    rows = read("31/03/2024 00:59:59", "31/03/2024 01:30:00", "31/03/2024 02:00:00")
    assert [r["value"] for r in rows[1:]] == [
        datetime(2024, 3, 31, 1, 30, tzinfo=UTC), datetime(2024, 3, 31, 1, 0, tzinfo=UTC),
    ]  # fmt: skip
    assert [r["issue"] for r in rows] == [None, "clock time skipped in spring, moved forward", None]


def test_an_offset_leaves_no_doubt_in_autumn() -> None:
    assert read("2024-10-27T01:30:00+00:00")[0]["ambiguous"] is False


def test_month_first_files() -> None:
    assert read("06/24/2024 14:05", order="mdy")[0]["value"] == datetime(2024, 6, 24, 13, 5, tzinfo=UTC)
    assert read("03/04/2024", order="mdy")[0]["value"] == datetime(2024, 3, 4, tzinfo=UTC)
    assert read("24/06/2024", order="mdy")[0]["issue"] == "day and month do not fit the order of the file"


def test_a_zone_that_is_not_known_is_kept_and_said() -> None:
    row = read("24/06/2024 14:05", zone="")[0]
    assert (row["value"], row["tz_basis"]) == (datetime(2024, 6, 24, 14, 5, tzinfo=UTC), "unknown")


def test_latest_and_date1904() -> None:
    assert read("24/06/2024", latest=datetime(2024, 6, 1, tzinfo=UTC))[0]["issue"] == "after the latest possible time"
    assert read("44005", date1904=True)[0]["value"] == read("45467")[0]["value"]


def test_two_digit_years_stay_in_the_years_events_can_have() -> None:
    rows = read("24/06/89", "24/06/90", "24/06/99", "24/06/00")
    assert [r["value"].year for r in rows[1:]] == [1990, 1999, 2000]
    assert rows[0]["value"].year == 2089


def test_a_mixed_column_keeps_its_rows() -> None:
    rows = read("24/06/2024 14:05", None, "1719237933", "x", "2024-06-24")
    assert [r["precision"] for r in rows] == ["minute", None, "second", None, "day"]


def test_wrong_words_are_refused() -> None:
    with pytest.raises(UsageError, match="day order"):
        read("24/06/2024", order="ymd")
    with pytest.raises(UsageError, match="time zone"):
        read("24/06/2024", zone="Europe/Atlantis")


def test_a_date_and_a_time_column_come_together() -> None:
    dates = [
        "24/06/2024",
        "2024-06-24 00:00:00",
        "45467.0",
        "45467",
        "24/06/2024",
        "24/06/2024",
        "24/06/2024",
        None,
        "",
    ]
    times = ["14:05:33", "1899-12-30 14:05:33", "14:05:33", "0.5871875", "140533", "90533", None, "14:05:33", "14:05"]
    joined = when.join(pa.array(dates), pa.array(times))
    rows = read(*joined.to_pylist())
    assert [r["value"].time().isoformat() if r["value"] else None for r in rows] == [
        "13:05:33", "13:05:33", "13:05:33", "13:05:33", "13:05:33", "08:05:33", "23:00:00", None, None,
    ]  # fmt: skip


def test_a_time_column_that_repeats_the_date() -> None:
    joined = when.join(pa.array(["24/06/2024"]), pa.array(["24/06/2024 14:05:33"]))
    assert joined.to_pylist() == ["24/06/2024 14:05:33"]


def test_only_dates_of_two_small_numbers_prove_an_order() -> None:
    column = pa.array(
        ["24/06/2024", "25/06/2024 10:00", "06/24/2024", "05/06/2024", "2024-06-24", "24 Jun 2024", "99/99/2024", None]
    )
    assert when.day_order_evidence(column) == (2, 1)


MOMENTS = st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30))


@settings(max_examples=40)
@given(st.lists(MOMENTS, min_size=1, max_size=40))
def test_each_layout_reads_what_was_written(moments: list[datetime]) -> None:
    for layout in (
        "%Y-%m-%d %H:%M:%S",
        "%d/%m/%Y %H:%M:%S",
        "%d-%b-%Y %I:%M:%S %p",
        "%Y%m%d%H%M%SZ",
        "%d.%m.%Y %H.%M.%S",
    ):
        rows = read(*(m.strftime(layout) for m in moments), zone="UTC")
        assert [r["value"] for r in rows] == [m.replace(microsecond=0, tzinfo=UTC) for m in moments]


@settings(max_examples=60)
@given(
    st.lists(
        st.text(st.characters(codec="utf-8"), max_size=30) | st.text("0123456789/:-. TZapm", max_size=22), max_size=20
    )
)
def test_no_text_is_too_odd(texts: list[str]) -> None:
    for row in read(*texts):
        assert (row["value"] is None) == (row["tz_basis"] is None)
        assert row["value"] is None or 1990 <= row["value"].year < 2101
