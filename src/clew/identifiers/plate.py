"""Number plates: upper case without blanks; the raw read is kept by the caller.

Status: valid (a layout of the United Kingdom), reserved, possible (another layout, kept),
placeholder, lossy (a spreadsheet took it for a date or a number), invalid, empty.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import SCHEMA
from clew.identifiers.layouts import MONTHS

#: Layouts of the United Kingdom (DVLA INF104): current, prefix, suffix, dateless and Northern Irish.
UK_LAYOUTS = (
    r"[A-HJ-PR-Y]{2}\d{2}[A-HJ-PR-Z]{3}",
    r"[A-HJ-NPQR-TV-Y]\d{1,3}[A-HJ-PR-Z]{3}",
    r"[A-HJ-PR-Z]{3}\d{1,3}[A-HJ-NPR-TV-Y]",
    r"[A-Z]{1,3}[1-9]\d{0,3}",
    r"[1-9]\d{0,3}[A-Z]{1,3}",
)
_VALUE = r"[A-Z0-9]{2,10}"
_HAS_DIGIT = r"\d"

_MONTH = "|".join(MONTHS)
_LOST = (
    r"^\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}(?: .*)?$"
    r"|^\d{4}-\d{2}-\d{2}(?:[T ].*)?$"
    rf"|^\d{{1,2}}-(?:{_MONTH})(?:-\d{{2,4}})?$|^(?:{_MONTH})-\d{{2,4}}$"
    r"|^\d\.\d+E\+?\d+$|^\dE\+\d+$"
)
_PLACEHOLDER = (
    r"^(?:NO ?READ|NOT ?READ|UN ?READ(?:ABLE)?|NO ?PLATES?|NO ?VRM|NO ?REG|NOPLATE|FOREIGN|UNREGISTERED|BLANK|TBA|"
    r"X{3,}|0+|PLATE|VRM|COVERED|OBSCURED)$"
)
#: What stands between the characters of a plate; anything else hides a character.
_BETWEEN = r"[ .·•:,/\-–—']+"

#: Cyrillic letters on plates are those that look like Latin ones (Vienna Convention, Annex 3).
_LOOK_ALIKE = dict(zip("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI", strict=True))

#: Characters a camera takes for one another: the first stands for its set.
_CONFUSABLE = ("0ODQ", "1IL", "2Z", "4A", "5S", "6G", "7T", "8B", "VY", "MN", "EF")
_TO_DIGIT = {
    "O": "0",
    "D": "0",
    "Q": "0",
    "I": "1",
    "L": "1",
    "Z": "2",
    "A": "4",
    "S": "5",
    "G": "6",
    "T": "7",
    "B": "8",
}
_TO_LETTERS = {"0": "OD", "1": "LT", "2": "Z", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B"}


def clean(texts: pa.Array) -> pa.Table:
    """Return value (no blanks, upper case), kind `vehicle`, status and issue of each text."""
    tidy = cell.unfloat(cell.tidy(texts))
    upper = _plain_letters(pc.utf8_upper(tidy))
    upper = pc.replace_substring_regex(upper, r"^(?:GB|UK)[ :\-]+(.{2,})$", r"\1")
    value = pc.replace_substring_regex(upper, _BETWEEN, "")

    def fits(column: pa.Array, pattern: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        return np.asarray(pc.fill_null(pc.match_substring_regex(column, pattern), False))

    judged = [
        (cell.absent(tidy), "empty", None),
        (fits(upper, _LOST), "lossy", "taken for a date or a number by a spreadsheet"),
        (fits(upper, _PLACEHOLDER), "placeholder", None),
        (~(fits(value, f"^{_VALUE}$") & fits(value, _HAS_DIGIT)), "invalid", "not a plate, or only partly read"),
        (fits(value, f"^(?:{reserved.PATTERNS['vehicle']})$"), "reserved", None),
        (fits(value, f"^(?:{'|'.join(UK_LAYOUTS)})$"), "valid", None),
        (fits(value, r"^[345]\d{4}$"), "possible", "five digits: perhaps a date to a spreadsheet"),
        (np.ones(len(value), bool), "possible", None),
    ]
    conditions, words, issues = zip(*judged, strict=True)
    code = pa.array(np.select(conditions, range(len(judged))))
    usable = pc.greater_equal(code, 4)
    none = pa.scalar(None, pa.string())
    return pa.table(
        [
            pc.if_else(usable, value, none),
            pc.if_else(usable, "vehicle", none),
            pa.array(words).take(code),
            pa.array(issues, pa.string()).take(code),
        ],
        schema=SCHEMA,
    )


def check(value: str) -> bool:
    """Tell whether a text is a canonical plate: 2 to 10 letters and digits, at least one digit."""
    return re.fullmatch(_VALUE, value, re.ASCII) is not None and re.search(_HAS_DIGIT, value) is not None


def show(value: str) -> str:
    """Return the plate as written: `ZX26 ABC`, `A123 BCD`, `ABC 123D`; other layouts unchanged."""
    for layout, front in zip(UK_LAYOUTS, (r".{4}", r"[A-Z]\d+", r"[A-Z]{3}", r"[A-Z]+", r"\d+"), strict=True):
        if re.fullmatch(layout, value) or (front == ".{4}" and reserved.is_reserved("vehicle", value)):
            return re.sub(f"^{front}", r"\g<0> ", value)
    return value


def confusable_key(values: pa.Array) -> pa.Array:
    """Return a key under which plates a camera confuses are alike; for candidate search only, never to merge on."""
    return cell.translate(values, _KEY)


def candidates(value: str) -> list[str]:
    """Return plates of the current UK layout that differ from a read by one confusable character.

    The layout tells letter from digit: in `ZX2GABC` the fourth character must be a digit. A read
    that already fits a UK layout has no candidates; so has one that needs two changes.
    """
    if len(value) != 7 or any(re.fullmatch(layout, value) for layout in UK_LAYOUTS):
        return []
    current = re.compile(rf"{UK_LAYOUTS[0]}|{reserved.PATTERNS['vehicle']}")
    if current.fullmatch(value):
        return []
    changed = [
        value[:i] + other + value[i + 1 :]
        for i, character in enumerate(value)
        for other in (_TO_DIGIT.get(character, "") if i in (2, 3) else _TO_LETTERS.get(character, ""))
    ]
    return sorted(plate for plate in changed if current.fullmatch(plate))


def _plain_letters(upper: pa.Array) -> pa.Array:
    """Return the texts with umlauts and look-alike letters of other alphabets as plain capitals."""
    foreign = pc.fill_null(pc.invert(pc.string_is_ascii(upper)), False)
    if not pc.any(foreign).as_py():
        return upper
    part = pc.replace_substring_regex(pc.utf8_normalize(upper.filter(foreign), "NFKD"), r"\p{M}+", "")
    for letter, plain in _LOOK_ALIKE.items():
        part = pc.replace_substring(part, letter, plain)
    return pc.replace_with_mask(upper, foreign, part)


_KEY = np.arange(256, dtype=np.uint8)
for _alike in _CONFUSABLE:
    _KEY[[ord(c) for c in _alike]] = ord(_alike[0])
