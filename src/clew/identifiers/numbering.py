"""Numbering plans of the world out of the phone library's tables, in a form that works on columns.

The library judges one number in some twelve microseconds. Its tables say which lengths are
possible and which patterns valid in each country; read once, they judge a column at a time.
Equality with the library is a test.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_TYPES = (
    "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost", "personal_number", "voip", "pager", "uan",
    "voicemail",
)  # fmt: skip


#: Renumberings that old phones and files still show: country code -> old front -> new front, behind ten digits.
#: Vietnam moved its eleven-digit mobiles to ten digits in 2018.
MOVED: dict[str, dict[str, str]] = {
    "84": {
        "162": "32", "163": "33", "164": "34", "165": "35", "166": "36", "167": "37", "168": "38", "169": "39",
        "120": "70", "121": "79", "122": "77", "126": "76", "128": "78", "123": "83", "124": "84", "125": "85",
        "127": "81", "129": "82", "186": "56", "188": "58", "199": "59",
    }
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Plan:
    """How national numbers behind one country code are judged.

    Args:
        code: Country code, digits.
        lengths: Possible numbers of digits behind the code.
        trunk: Digits dialled before a national number inside the country (`0`), empty when none.
        plain: The trunk rule is only those digits and nothing moved. Else numbers may be rewritten: ask the library.
        patterns: For each country that shares the code: pattern of its leading digits (empty: any)
            and pattern of its valid numbers.
    """

    code: str
    lengths: frozenset[int]
    trunk: str
    plain: bool
    patterns: tuple[tuple[str, str], ...]

    def valid(self, national: pa.Array) -> npt.NDArray[np.bool_]:
        """Return which national numbers (digits behind the country code) are valid."""
        valid = np.zeros(len(national), bool)
        open_rows = np.arange(len(national))
        for leading, pattern in self.patterns:
            left = national.take(pa.array(open_rows)) if valid.any() else national
            fits = pc.match_substring_regex(left, pattern)
            if leading:
                fits = pc.and_(fits, pc.match_substring_regex(left, leading))
            valid[open_rows[np.asarray(fits)]] = True
            open_rows = np.flatnonzero(~valid)
        return valid


@cache
def plan(code: str) -> Plan | None:
    """Return the plan of a country code, or null when nobody has the code."""
    regions = _regions(code)
    if not regions:
        return None
    main = regions[0]
    rule = (main.national_prefix_for_parsing or "").replace("|180020", "")
    return Plan(
        code=code,
        lengths=frozenset(main.general_desc.possible_length),
        trunk=main.national_prefix or "",
        plain=code not in MOVED and rule in ("", main.national_prefix) and main.national_prefix_transform_rule is None,
        patterns=tuple((f"^(?:{m.leading_digits})" if m.leading_digits else "", _valid(m)) for m in regions),
    )


@cache
def codes() -> frozenset[str]:
    """Return the country codes in use; no code begins with another one."""
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

    return frozenset(str(code) for code in COUNTRY_CODE_TO_REGION_CODE)


def country_code(digits: pa.Array) -> pa.Array:
    """Return the country code at the front of international digits (no plus); null when nobody has it."""
    found = pa.nulls(len(digits), pa.string())
    for width in (3, 2, 1):
        front = pc.utf8_slice_codeunits(digits, 0, width)
        known = pc.is_in(front, value_set=pa.array(sorted(c for c in codes() if len(c) == width), pa.string()))
        found = pc.if_else(known, front, found)
    return found


def _regions(code: str) -> list[Any]:
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata

    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code), ())
    return [PhoneMetadata.metadata_for_region_or_calling_code(int(code), region) for region in regions]


def _valid(metadata: Any) -> str:
    """Return one pattern over all types of valid numbers of a country."""
    kinds = [getattr(metadata, name) for name in _TYPES]
    patterns = [k.national_number_pattern for k in kinds if k is not None and k.national_number_pattern]
    return f"^(?:{'|'.join(patterns)})$"
