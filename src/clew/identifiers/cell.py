"""Undo what spreadsheets, exports and keyboards do to the text of a cell."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

#: Words people and programs write for "nothing here", compared in lower case.
NULL_WORDS = frozenset(
    ("", "-", "--", "---", "n/a", "na", "null", "none", "nil", "nan", "#n/a", "n.a.", "unknown", "(unknown)",
     "not known", "not recorded", "not provided", "tbc", "?", "??", ".", "(null)", "<null>", "#value!", "#ref!",
     "#name?")
)  # fmt: skip

_DAMAGED = r"""[^\x20-\x7e]|^[ '"=]|[ '"]$|_x000[Dd]_"""
_INVISIBLE = (
    "[\\x{00}-\\x{08}\\x{0e}-\\x{1f}\\x{7f}\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]|_x000[Dd]_"
)
_SCIENTIFIC = re.compile(r"^\+?(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})$")


def tidy(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return the texts without invisible characters, odd blanks, quotes and the spreadsheet's text marks.

    Compatibility characters become plain ones (NFKC), so full-width digits and no-break blanks
    read like typed ones. Line breaks stay: they separate values and address lines.
    """
    texts = _plain_array(texts)
    damaged = pc.match_substring_regex(texts, _DAMAGED)
    if not pc.any(damaged).as_py():
        return texts
    part = texts.filter(damaged)
    part = pc.utf8_normalize(part, "NFKC")
    part = pc.replace_substring_regex(part, _INVISIBLE, "")
    part = pc.replace_substring_regex(part, r"[\t\x{0b}\x{0c} ]+", " ")
    part = pc.utf8_trim_whitespace(part)
    part = pc.replace_substring_regex(part, r'(?s)^="(.*?)"?$', r"\1")
    part = pc.replace_substring_regex(part, r"^=([+\d(][\d ().\-]*)$", r"\1")  # a name may begin with = and keeps it
    part = pc.replace_substring_regex(part, r"(?s)^'(.*?)'?$", r"\1")
    part = pc.replace_substring_regex(part, r'(?s)^"(.*)"$', r"\1")
    part = pc.utf8_trim_whitespace(part)
    return pc.replace_with_mask(texts, pc.fill_null(damaged, False), part)


def join(columns: list[pa.Array], separator: str) -> pa.Array:
    """Join tidied columns row by row, leaving out what says nothing; null where no column says anything."""
    held = [pc.if_else(absent(c), pa.scalar(None, pa.string()), c) for c in columns]
    # Arrow drops a row whose inputs are all null when nulls are skipped, so an empty text goes first.
    together = pc.binary_join_element_wise("", *held, separator, null_handling="skip")
    together = pc.utf8_slice_codeunits(together, start=len(separator))
    return pc.if_else(pc.equal(together, ""), pa.scalar(None, pa.string()), together)


def tidy_one(text: str) -> str:
    """Return one text as `tidy` would."""
    return str(tidy(pa.array([text], pa.string()))[0].as_py())


def says_nothing(text: str) -> bool:
    """Tell whether a tidied text only says that there is nothing."""
    return text.strip().lower() in NULL_WORDS


def unfloat(tidied: pa.Array) -> pa.Array:
    """Return whole numbers that a spreadsheet shows as floats (`447700900123.0`) without their point."""
    floats = pc.match_substring_regex(tidied, r"^\+?\d+\.0+$")
    if not pc.any(floats).as_py():
        return tidied
    return pc.if_else(floats, pc.replace_substring_regex(tidied, r"\.0+$", ""), tidied)


def absent(tidied: pa.Array) -> npt.NDArray[np.bool_]:
    """Return which tidied texts only say that there is nothing; nulls do."""
    words = pa.array(sorted(NULL_WORDS), pa.string())
    nothing = pc.is_in(pc.utf8_lower(tidied), value_set=words)
    return np.asarray(pc.or_(nothing, pc.is_null(tidied)))


def translate(texts: pa.Array, table: npt.NDArray[np.uint8]) -> pa.Array:
    """Return the texts with each byte replaced by its entry in a table of 256; ASCII entries must stay ASCII.

    Args:
        texts: A plain string array, as `tidy` returns it.
        table: New byte for each byte; bytes above 127 must stand for themselves.
    """
    validity, offsets, data = texts.buffers()
    written = np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8)
    return pa.Array.from_buffers(
        pa.string(), len(texts), [validity, offsets, pa.py_buffer(table[written])], offset=texts.offset
    )


def whole(text: str) -> tuple[str, str | None]:
    """Undo a number format on one identifier: `447700900123.0` and `4.47700900123E+11`.

    Returns:
        The digits and no issue; the digits with a note; or an empty text and why it was lost.
        Scientific notation is undone only when it shows every digit: none is ever invented.
    """
    if re.fullmatch(r"\+?\d+[.,]0+", text):
        return re.split("[.,]", text)[0], None
    found = _SCIENTIFIC.match(text)
    if found is None:
        return text, None
    first, rest, exponent = found.group(1), found.group(2) or "", int(found.group(3))
    if len(rest) < exponent:
        return "", "precision lost in scientific notation"
    if rest[exponent:].strip("0"):
        return text, None
    return first + rest[:exponent], "read from scientific notation"


def _plain_array(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    """Return one contiguous string array, whatever the encoding."""
    if isinstance(texts, pa.ChunkedArray):
        texts = texts.combine_chunks()
        if isinstance(texts, pa.ChunkedArray):
            texts = texts.chunk(0) if texts.num_chunks else pa.array([], texts.type)
    return texts if texts.type == pa.string() else texts.cast(pa.string())
