"""Dates and clocks that can be read two ways, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from clew.synth.awkward.callrows import SUBJECT, csv_bytes
from clew.synth.awkward.case import Awkward, Family, loaded, refused

HEADER = ("A Number", "B Number", "Date and Time", "Duration")


def at(times: Sequence[str], title: str = "Date and Time") -> bytes:
    """Return calls at the times given, as they are written there."""
    rows = [(SUBJECT, f"0770090094{i % 10}", time, str(30 + i)) for i, time in enumerate(times)]
    return csv_bytes(rows, header=(*HEADER[:2], title, HEADER[3]))


FAMILY = Family(
    name="dates",
    title="Dates, clocks and zones",
    files=(
        Awkward(
            "day_first_proven.csv",
            "Day and month could be swapped in most rows; one row proves which is which.",
            lambda: at(["03/04/2026 10:00", "05/04/2026 10:05", "25/04/2026 09:00", "06/05/2026 08:00"]),
            loaded(4, check="the first call is on 3 April; the order of day and month is proven"),
        ),
        Awkward(
            "month_first_proven.csv",
            "American order, proven by one row.",
            lambda: at(["03/04/2026 10:00", "04/25/2026 09:00", "05/06/2026 08:00"]),
            loaded(3, check="the first call is on 4 March; the order is proven against the case default"),
        ),
        Awkward(
            "day_order_unprovable.csv",
            "No row tells day from month.",
            lambda: at(["03/04/2026 10:00", "05/04/2026 10:05", "06/05/2026 08:00"]),
            loaded(3, check="read by the case default and marked as not proven"),
        ),
        Awkward(
            "day_order_contradictory.csv",
            "Two rows prove opposite orders.",
            lambda: at(["25/04/2026 10:00", "04/25/2026 10:05", "06/05/2026 08:00"]),
            refused("day/month", check="the reason names both a row proving each order"),
        ),
        Awkward(
            "twelve_hour_day_first.csv",
            "Day first, with am and pm.",
            lambda: at(["13/04/2026 02:15 PM", "13/04/2026 12:05 AM", "14/04/2026 12:30 pm", "14/04/2026 9:01 am"]),
            loaded(4, check="14:15, 00:05, 12:30 and 09:01 local"),
        ),
        Awkward(
            "autumn_hour.csv",
            "Calls in the hour the clocks go back, which the local clock shows twice.",
            lambda: at(["25/10/2026 00:59:30", "25/10/2026 01:00:00", "25/10/2026 01:30:00", "25/10/2026 02:00:01"]),
            loaded(4, check="rows 2 and 3 are marked ambiguous, 1 and 4 are not"),
        ),
        Awkward(
            "spring_gap.csv",
            "A call at a time the local clock never showed.",
            lambda: at(["29/03/2026 00:59:59", "29/03/2026 01:30:00", "29/03/2026 02:00:00"]),
            loaded(3, check="row 2 is kept and flagged: there was no such time"),
        ),
        Awkward(
            "zone_in_header.csv",
            "The header says the times are UTC; the exhibit's zone is London.",
            lambda: at(["2026-04-13 10:00:00", "2026-04-14 11:00:00"], "Date and Time (UTC+0)"),
            loaded(2, check="10:00 UTC, basis stated_in_header"),
        ),
        Awkward(
            "offset_in_value.csv",
            "Each time brings its own offset.",
            lambda: at(["2026-04-13T10:00:00+01:00", "2026-04-13T10:00:00Z", "2026-04-13T10:00:00-05:00"]),
            loaded(3, check="09:00, 10:00 and 15:00 UTC, basis offset_in_value"),
        ),
        Awkward(
            "impossible_dates.csv",
            "31 February, month 13, and a date of 1970 that means 'none'.",
            lambda: at(["31/02/2026 10:00", "14/13/2026 10:00", "01/01/1970 00:00", "15/04/2026 10:00"]),
            loaded(4, check="three rows keep their text with no time and an issue"),
        ),
        Awkward(
            "epochs.csv",
            "Times as Unix seconds, milliseconds and a spreadsheet's serial number.",
            lambda: at(["1776074400", "1776074400000", "46125.4166666667"]),
            loaded(3, check="rows 1 and 2 are 2026-04-13 10:00 UTC; row 3 is 10:00 on the local clock"),
        ),
        Awkward(
            "date_without_time.csv",
            "Dates with no time of day.",
            lambda: at(["13/04/2026", "14/04/2026"]),
            loaded(2, says="no time of day", check="kept, flagged that only the day is known"),
        ),
    ),
)
