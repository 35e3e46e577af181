"""Tables that do not start where tables start, or do not end where they say."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from clew.synth.awkward.callrows import HEADER, SUBJECT, call_rows, csv_bytes, lines
from clew.synth.awkward.case import Awkward, Family, Outcome, loaded, refused
from clew.synth.files.folder import WRITTEN, fill_sheet


def workbook(fill: Callable[[Any], None]) -> bytes:
    """Return the bytes of an XLSX that `fill` writes."""
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    book.set_properties({"created": WRITTEN})
    fill(book)
    book.close()
    return buffer.getvalue()


def title_row() -> bytes:
    def fill(book: Any) -> None:
        rows = [["Call data for the number 07700 900901, produced by request"], list(HEADER), *call_rows()]
        fill_sheet(book.add_worksheet("Results"), rows)

    return workbook(fill)


def header_in_row_11() -> bytes:
    ruler = "=" * 60
    above = [
        "REPORT OF CALLS", ruler, f"Subject Number : {SUBJECT}", "Period : 01/03/2026 to 31/03/2026",
        "Ticket Number : ZX/AWK/11", "Requested by : analyst", "", "Page 1", ruler, ruler,
    ]  # fmt: skip
    table = lines(call_rows())
    return "\n".join([*above, table[0], ruler, *table[1:], ruler, "*** END OF REPORT ***", ""]).encode()


def two_tables() -> bytes:
    people = [["Surname", "Forename", "Date of Birth", "Mobile"], ["Fothergate", "Ivy", "14/02/1981", "07700 900911"],
              ["Larkbarrow", "Hector", "30/11/1975", "07700 900913"]]  # fmt: skip

    def fill(book: Any) -> None:
        rows = [["Calls"], list(HEADER), *call_rows(6), [], ["Subscribers"], *people]
        fill_sheet(book.add_worksheet("Everything"), rows)

    return workbook(fill)


def wrong_count() -> bytes:
    return "\n".join([*lines(call_rows()), "CDR COUNT : 12", "*** END OF REPORT ***", ""]).encode()


def far_cell() -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Calls")
        fill_sheet(sheet, [HEADER, *call_rows()])
        sheet.write_blank(1_048_575, 6, None, book.add_format({"bold": True}))

    return workbook(fill)


def hidden() -> bytes:
    def fill(book: Any) -> None:
        shown, hidden_sheet = book.add_worksheet("Shown"), book.add_worksheet("Hidden")
        fill_sheet(shown, [HEADER, *call_rows(4)])
        shown.set_row(2, None, None, {"hidden": True})
        fill_sheet(hidden_sheet, [HEADER, *call_rows(10)[4:]])
        hidden_sheet.hide()

    return workbook(fill)


def ragged() -> bytes:
    rows = [*map(list, call_rows(8))]
    rows[3] = rows[3][:2]
    rows[6] = [*rows[6], "one", "two", "three"]
    return csv_bytes(rows)


def repeated_header() -> bytes:
    first, second = call_rows(10)[:5], call_rows(10)[5:]
    return "\n".join([*lines(first), *lines(second), ""]).encode()


def exact_duplicates() -> bytes:
    rows = call_rows(6)
    return csv_bytes([*rows[:4], rows[1], *rows[4:], rows[1]])


FAMILY = Family(
    name="tables",
    title="Where the table starts and ends",
    files=(
        Awkward("title_row_above_header.xlsx", "A title stands in the row above the header.", title_row, loaded(10)),
        Awkward(
            "header_in_row_11.csv",
            "Ten lines of preamble and rulers stand above the header, a ruler below it.",
            header_in_row_11,
            loaded(10, check="the part's meta has subject 07700900901 and both ends of the period"),
        ),
        Awkward(
            "two_tables_in_one_sheet.xlsx",
            "Calls, then a blank row, then a table of people, in one sheet.",
            two_tables,
            Outcome("loaded", 8, 8, normaliser="", parts=2, check="6 rows of calls and 2 of people"),
        ),
        Awkward(
            "trailer_with_wrong_count.csv",
            "The trailer claims 12 records; there are 10.",
            wrong_count,
            loaded(10, says="12", check="a warning names both counts"),
        ),
        Awkward(
            "sheet_claims_1048576_rows.xlsx",
            "A formatted empty cell in the last row makes the sheet a million rows long.",
            far_cell,
            loaded(10),
        ),
        Awkward(
            "hidden_rows_and_sheets.xlsx",
            "One row is hidden, and a sheet is.",
            hidden,
            loaded(10, parts=2, check="hidden rows and sheets are read, and it is said that they were hidden"),
        ),
        Awkward(
            "ragged_rows.csv",
            "One row has two cells, one has three too many.",
            ragged,
            loaded(6, set_aside=2, says="cells", check="both rows are set aside with their text"),
        ),
        Awkward(
            "repeated_header.csv",
            "The header comes again in the middle, as on a new page.",
            repeated_header,
            loaded(10),
        ),
        Awkward(
            "exact_duplicates.csv",
            "One record stands there three times.",
            exact_duplicates,
            loaded(6, duplicate=2),
        ),
        Awkward("empty.csv", "The file has no bytes.", lambda: b"", refused("empty")),
        Awkward(
            "~$title_row_above_header.xlsx",
            "The lock file a spreadsheet program leaves beside an open workbook.",
            lambda: b"\x06Nobody" + b" " * 158,
            Outcome("skipped", normaliser="", parts=0),
        ),
    ),
)
