"""Numbers as spreadsheets and exporters ruin them."""

from __future__ import annotations

from typing import Any

from clew.synth.awkward.callrows import HEADER, IMEI, SUBJECT, call_rows, csv_bytes
from clew.synth.awkward.case import Awkward, Family, loaded
from clew.synth.awkward.tables import workbook
from clew.synth.reserved import with_check_digit

#: Ways to write 07700 900911 that still say which number it is.
SPELLINGS = (
    "07700900911",
    "447700900911.0",
    "'07700900911",
    '"=""07700900911"""',
    "7700900911",
    "+44 (0)7700 900911",
    "00447700900911",
    "07700\u00a0900911",
    "\u202a+447700900911\u202c",
    "tel:+447700900911",
    "'447700900911'",
    "4.47700900911E+11",
)
#: Ways that do not.
LOST = ("4.477E+11", "4.48E+11")


def spellings() -> bytes:
    rows = [
        ["VOICE", SUBJECT, text, f"{13 + i}/03/2026", "10:00:00", "31", ""]
        for i, text in enumerate((*SPELLINGS, *LOST))
    ]
    return csv_bytes(rows)


def float_cells() -> bytes:
    def fill(book: Any) -> None:
        sheet = book.add_worksheet("Calls")
        for c, title in enumerate(HEADER):
            sheet.write_string(0, c, title)
        for r, row in enumerate(call_rows(), 1):
            for c, text in enumerate(row):
                if text.isdigit():
                    sheet.write_number(r, c, float(text))
                elif text:
                    sheet.write_string(r, c, text)

    return workbook(fill)


def imeis() -> bytes:
    first_14 = IMEI[:14]
    written = (
        first_14,
        with_check_digit(first_14),
        first_14 + "0",
        first_14 + "01",
        "3.5E+14",
        "000000000000000",
        "'" + IMEI + "'",
    )
    rows = [
        ["VOICE", SUBJECT, "07700900912", f"{13 + i}/03/2026", "11:00:00", "31", text] for i, text in enumerate(written)
    ]
    return csv_bytes(rows)


def not_numbers() -> bytes:
    written = (
        "60777",
        "HERONSURG",
        "AD-Heron-S",
        "-1",
        "Withheld",
        "(Unknown)",
        "anonymous",
        "*100#",
        "999",
        "insert-address-token",
    )
    rows = [["SMS", text, SUBJECT, f"{13 + i}/03/2026", "12:00:00", "", ""] for i, text in enumerate(written)]
    return csv_bytes(rows)


FAMILY = Family(
    name="numbers",
    title="Telephone and handset numbers",
    files=(
        Awkward(
            "numbers_as_spreadsheets_write_them.csv",
            "Twelve spellings of one number, and two in scientific notation that have lost their digits.",
            spellings,
            loaded(
                14,
                says="precision lost",
                check="the first 12 rows have b = +447700900911; the last 2 keep the row with an empty b and an issue",
            ),
        ),
        Awkward(
            "numbers_as_float_cells.xlsx",
            "Numbers and IMEI are number cells: the leading zero is gone.",
            float_cells,
            loaded(10, check="every number is a +4477009009xx and every IMEI is 35000000001234"),
        ),
        Awkward(
            "imei_of_14_15_16_digits.csv",
            "One handset as 14 digits, with check digit, a zero, a software version, ruined, all zeros, quoted.",
            imeis,
            loaded(
                7,
                says="precision lost",
                check="rows 1-4 and 7 have the key 35000000001234; row 5 an empty IMEI with an issue; row 6 none",
            ),
        ),
        Awkward(
            "senders_that_are_no_numbers.csv",
            "Short codes, sender names, withheld and placeholder callers.",
            not_numbers,
            loaded(
                10, check="60777, 999 and the names are services; withheld, unknown and placeholder callers are nobody"
            ),
        ),
    ),
)
