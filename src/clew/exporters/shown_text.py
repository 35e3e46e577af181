"""What text out of an exhibit may look like in a file people open: nothing invisible, nothing a formula."""

from __future__ import annotations

import re

#: Bidirectional controls and line separators: they can make a label read as another one.
_UNSEEN = re.compile("[\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_CONTROLS = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10, 13)} | {
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), "\ufffd"),
}
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def shown(text: str) -> str:
    """Return text with each control code replaced by its visible picture; tab and line breaks stay.

    XML writers refuse control codes, terminals obey them, and bidirectional ones let one label
    pass for another. A visible stand-in keeps the fact that something was there.
    """
    return _UNSEEN.sub("\ufffd", text.translate(_CONTROLS))


def guarded(text: str) -> str:
    """Return text for a CSV cell: shown, and with an apostrophe before what a spreadsheet would calculate.

    A cell starting with `=`, `+`, `-`, `@`, tab or carriage return is guarded, telephone numbers in
    E.164 too: without it a spreadsheet turns `+447700900123` into a rounded number.
    """
    text = shown(text)
    return f"'{text}" if text.startswith(_FORMULA) else text
