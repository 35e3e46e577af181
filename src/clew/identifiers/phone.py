"""Telephone numbers as E.164; short codes and sender names as services; what is no number said so.

Numbers written plainly are read as columns by the tables of `numbering`; everything else goes one
by one through `phone_text`, which asks the phone library. Both give the same answer (a test).
Status: valid, reserved, possible, short_code, sender, withheld, placeholder, lossy, invalid, empty.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell, reserved
from clew.identifiers.cleaned import SCHEMA, table
from clew.identifiers.numbering import Plan, country_code, plan
from clew.identifiers.phone_text import RESTORED, read

_STATUS = (None, "valid", "reserved", "possible")
_VALID, _RESERVED, _POSSIBLE = 1, 2, 3

_PLAIN = r"^\+?[0-9][0-9 ().\-/]{6,}$"
_VALUE = re.compile(r"\+[1-9]\d{6,14}")
_SERVICE = re.compile(r"\d{3,6}|[*#][\d*#]{1,15}#|(?=.*[A-Za-z])[^\x00-\x1f]{2,11}")

#: Front of a UK national number -> type; the longest that fits decides.
#: Ofcom, National Telephone Numbering Plan; 07624 is the Isle of Man's mobile range.
_UK_TYPES = {
    "1": "landline", "2": "landline", "3": "uk_wide", "5": "uk_wide", "500": "freephone", "7": "mobile",
    "70": "personal", "76": "pager", "7624": "mobile", "80": "freephone", "82": "shared_cost", "84": "shared_cost",
    "87": "shared_cost", "9": "premium",
}  # fmt: skip


def clean(texts: pa.Array, *, region: str = "GB") -> pa.Table:
    """Return value, kind, status and issue of each text.

    Args:
        texts: Telephone numbers as they stand in the exhibit.
        region: ISO code of the country whose national numbers are written without a country code.

    Returns:
        `value` is E.164 with kind `phone`; digits or a name with kind `service` for short codes
        and alphanumeric senders; null with null kind for withheld, placeholder and unusable texts.
    """
    tidy = cell.unfloat(cell.tidy(texts))
    plain = np.flatnonzero(pc.fill_null(pc.match_substring_regex(tidy, _PLAIN), False))
    quick = _columns(tidy.take(pa.array(plain)), region)
    settled = np.asarray(pc.is_valid(quick["status"]))
    left = np.ones(len(tidy), bool)
    left[plain[settled]] = False
    slow = table([read(text, region) for text in tidy.filter(pa.array(left)).to_pylist()])
    if not settled.any():
        return slow
    order = np.argsort(np.concatenate([plain[settled], np.flatnonzero(left)]), kind="stable")
    return pa.concat_tables([quick.filter(pa.array(settled)), slow]).take(pa.array(order)).combine_chunks()


def number_type(values: pa.Array) -> pa.Array:
    """Return what kind of line each canonical value is, by the number alone.

    Returns:
        mobile, landline, freephone, shared_cost, premium, personal, pager or uk_wide (03, 05) for
        +44; `international` for other countries; `service` for short codes and senders; `unknown`.
    """
    front = pc.utf8_slice_codeunits(values, 0, 7).dictionary_encode()
    types = pa.array([_type_of(text) for text in front.dictionary.to_pylist()], pa.string())
    return types.take(front.indices)


def check(value: str) -> bool:
    """Tell whether a text is a canonical phone value: E.164, or a short code, network code or sender name."""
    return _VALUE.fullmatch(value) is not None or _SERVICE.fullmatch(value) is not None


def show(value: str) -> str:
    """Return the number as people write it: `07700 900123`, `+48 012 345 678`, `60777`."""
    from phonenumbers import NumberParseException, PhoneNumberFormat, format_number, parse

    if not value.startswith("+") or value.startswith("+999"):
        return value
    try:
        number = parse(value)
    except NumberParseException:
        return value
    style = PhoneNumberFormat.NATIONAL if value.startswith("+44") else PhoneNumberFormat.INTERNATIONAL
    shown = str(format_number(number, style))
    # A number set aside by its leading zero would lose it in the library's hands.
    return shown if read(shown, "GB").value == value else value


def _type_of(front: str) -> str:
    if not front.startswith("+"):
        return "service"
    if not front.startswith("+44"):
        return "international"
    fits = [known for known in _UK_TYPES if front[3:].startswith(known)]
    return _UK_TYPES[max(fits, key=len)] if fits else "unknown"


def _columns(written: pa.Array, region: str) -> pa.Table:
    """Settle plainly written numbers by the tables; rows with null status are left to the library."""
    compact = pc.replace_substring_regex(written, r"[^0-9+]+", "")
    digits, restored = _international(compact, region)
    # +44 (0)7700: the zero in brackets is dialled inside the country only.
    digits = pc.replace_substring_regex(digits, r"^440([1-9])", r"44\1")
    value = pc.binary_join_element_wise("+", digits, "")
    status = _judged(digits)
    status[np.asarray(pc.fill_null(reserved.reserved("phone", value), False))] = _RESERVED
    known = pa.array(status > 0)
    none = pa.scalar(None, pa.string())
    return pa.table(
        [
            pc.if_else(known, value, none),
            pc.if_else(known, "phone", none),
            pa.array(_STATUS, pa.string()).take(pa.array(status)),
            pc.if_else(pc.and_(known, restored), RESTORED, none),
        ],
        schema=SCHEMA,
    )


def _international(compact: pa.Array, region: str) -> tuple[pa.Array, pa.Array]:
    """Return international digits where the way of writing leaves no doubt, and where a lost zero was put back."""
    digits = pc.if_else(
        pc.starts_with(compact, "00"), pc.utf8_slice_codeunits(compact, 2), pa.scalar(None, pa.string())
    )
    restored = pa.scalar(False)
    if region == "GB":
        inland = pc.match_substring_regex(compact, r"^0[1-9]")
        restored = pc.match_substring_regex(compact, r"^7\d{9}$")
        digits = pc.if_else(pc.match_substring_regex(compact, r"^44[1-9]\d{9}$"), compact, digits)
        digits = pc.if_else(inland, pc.replace_substring_regex(compact, "^0", "44"), digits)
        digits = pc.if_else(restored, pc.binary_join_element_wise("44", compact, ""), digits)
    digits = pc.if_else(pc.starts_with(compact, "+"), pc.utf8_slice_codeunits(compact, 1), digits)
    size = pc.binary_length(digits)
    fits = pc.and_(pc.greater_equal(size, 7), pc.less_equal(size, 15))
    return pc.if_else(fits, digits, pa.scalar(None, pa.string())), restored


def _judged(digits: pa.Array) -> npt.NDArray[np.int8]:
    """Return a status code a row: valid, reserved, possible, or 0 where the library has to look."""
    status = np.zeros(len(digits), np.int8)
    codes = country_code(digits).dictionary_encode()
    found = pc.fill_null(codes.indices, -1).to_numpy()
    for number, code in enumerate(codes.dictionary.to_pylist()):
        rows = np.flatnonzero(found == number)
        numbering = plan(code)
        if numbering is not None and numbering.plain:
            status[rows] = _by_plan(pc.utf8_slice_codeunits(digits.take(pa.array(rows)), len(code)), numbering)
    return status


def _by_plan(national: pa.Array, numbering: Plan) -> npt.NDArray[np.int8]:
    size = pc.binary_length(national)
    possible = np.asarray(pc.is_in(size, value_set=pa.array(sorted(numbering.lengths), size.type)))
    valid = numbering.valid(national)
    # Behind a country that dials no zero, a leading zero reaches nobody: invented numbers.
    unreachable = np.asarray(pc.starts_with(national, "0")) & possible
    status = np.select([valid & possible, unreachable, possible], [_VALID, _RESERVED, _POSSIBLE], 0).astype(np.int8)
    if numbering.trunk:
        status[np.asarray(pc.starts_with(national, numbering.trunk))] = 0
    return status
