"""The layouts of dates and times Clew reads, recognised by shape.

The shape of a text is the text in upper case with every digit written as 9: a million times in
one file have a handful of shapes. A layout is found once a shape; where its digits stand is then
true of every text of that shape, so the numbers are read as columns of digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from clew.identifiers import cell

MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")

#: Zone names that mean one offset, in minutes. A name with two meanings in use is left out.
ZONES = {"Z": 0, "UTC": 0, "GMT": 0, "BST": 60, "CET": 60, "CEST": 120}

_MONTH = (
    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)(?:UARY|RUARY|CH|IL|UST|EMBER|TEMBER|OBER)?\.?"
)
_WEEKDAY = r"(?:(?:MON|TUE|WED|THU|FRI|SAT|SUN)[A-Z]*[., ]+)?"
_DAY = r"(?P<d>99?)(?:ST|ND|RD|TH)?"
_DATES = (
    r"(?P<y>9999)(?P<sep>[-/. ])(?P<m>99?)(?P=sep)(?P<d>99?)",
    r"(?P<p>99?)(?P<sep>[-/. ])(?P<q>99?)(?P=sep)(?P<y>9999|99)",
    rf"{_DAY}[-/., ]*(?:OF )?{_MONTH}[-/., ]*(?P<y>9999|99)",
    rf"{_MONTH}[- ]{_DAY},? ?(?P<y>9999)",
    rf"(?P<y>9999)[- ]{_MONTH}[- ](?P<d>99?)",
    r"(?P<y>9999)(?P<m>99)(?P<d>99)",
    r"(?P<serial>99999)",
)
_BETWEEN = r"(?:T|,? +(?:AT )?|, ?| - |:)"
_TIME = r"(?P<H>99?)[:.](?P<M>99)(?:[:.](?P<S>99)(?:[.,](?P<f>9{1,9}))?)?(?: ?(?P<noon>[AP])\.?M\.?)?"
_TIGHT = r"(?P<H>99)(?P<M>99)(?P<S>99)?"
_NOON = r"(?P<H>99?) ?(?P<noon>[AP])\.?M\.?"
_ZONE = (
    r"(?: ?\(?(?P<zone>Z|UTC|GMT|BST|CET|CEST)\)?"
    r"| ?\(?(?:UTC|GMT)? ?(?P<sign>[-+])(?P<zh>99?)(?::?(?P<zm>99))?\)?)(?:\[[A-Z/_]+\])?"
)
_LAYOUTS = tuple(
    re.compile(form)
    for form in (
        *(f"{_WEEKDAY}{date}(?:{_BETWEEN}{time}(?:{_ZONE})?)?" for date in _DATES for time in (_TIME, _TIGHT, _NOON)),
        # Spreadsheet serials, epochs by their number of digits, ETSI without separators.
        r"(?P<days>99999\.9{1,17})",
        r"(?P<epoch>9{10}|9{13}|9{16}|9{19})(?:\.(?P<f>9{1,9}))?",
        rf"(?P<y>9999)(?P<m>99)(?P<d>99){_TIGHT}(?:\.(?P<f>9{{1,9}}))?(?:{_ZONE})?",
        rf"{_WEEKDAY}{_MONTH} +(?P<d>99?) {_TIME}(?: (?P<zone>UTC|GMT|BST))? (?P<y>9999)",
    )
)

#: Longest text that can be a time; longer ones are prose.
LONGEST = 48


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the digits of each field stand in a text of one shape.

    Args:
        spans: Field -> first and past-the-end character. Fields: y m d (p q: day and month in the
            order of the file), H M S f, zh zm, serial, days, epoch.
        month: Month by name, 1 to 12; 0 when it is in digits.
        noon: `A` or `P` of a twelve-hour clock, else empty.
        offset: Minutes east of UTC that a zone name states; null when none is named.
        sign: Sign of the offset in digits, else empty.
    """

    spans: dict[str, tuple[int, int]]
    month: int
    noon: str
    offset: int | None
    sign: str


@lru_cache(maxsize=8192)
def layout(shape: str) -> Layout | None:
    """Return the layout of a shape, or null when it is not a time Clew reads."""
    for form in _LAYOUTS:
        found = form.fullmatch(shape)
        if found is not None:
            named = found.groupdict()
            month, zone = named.get("month"), named.get("zone")
            words = ("month", "noon", "zone", "sign", "sep")
            return Layout(
                spans={k: found.span(k) for k, v in named.items() if v is not None and k not in words},
                month=MONTHS.index(month[:3]) + 1 if month else 0,
                noon=named.get("noon") or "",
                offset=ZONES[zone] if zone else None,
                sign=named.get("sign") or "",
            )
    return None


def shapes(texts: pa.Array) -> pa.DictionaryArray:
    """Return the shape of each text: upper case, digits as 9. Takes a plain string array."""
    return cell.translate(texts, _SHAPE).dictionary_encode()


def digits(texts: pa.Array, rows: npt.NDArray[np.int64], width: int) -> npt.NDArray[np.uint8]:
    """Return the characters of the chosen texts, all `width` bytes long, as a matrix of digit values."""
    _, offsets, data = texts.buffers()
    starts = np.frombuffer(offsets, np.int32)[texts.offset : texts.offset + len(texts)][rows]
    matrix: npt.NDArray[np.uint8] = np.frombuffer(data, np.uint8)[starts[:, None] + np.arange(width, dtype=np.int32)]
    matrix -= np.uint8(ord("0"))
    return matrix


def number(matrix: npt.NDArray[np.uint8], span: tuple[int, int]) -> npt.NDArray[np.int64]:
    """Return the whole number that stands in a span of each row."""
    total = np.zeros(len(matrix), np.int64)
    for column in range(*span):
        total = total * 10 + matrix[:, column]
    return total


_SHAPE = np.arange(256, dtype=np.uint8)
_SHAPE[ord("0") : ord("9") + 1] = ord("9")
_SHAPE[ord("a") : ord("z") + 1] = np.arange(ord("A"), ord("Z") + 1)
