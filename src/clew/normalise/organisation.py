"""Organisations: told from people by the words of company law and trade, keyed by their folded name.

Most exhibits give a name and no company number, and no two registered companies may bear names
that differ only in their legal form. So the name is the key wherever there is one: a licence, a
payslip and a role register that name one firm then speak of one entity.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.name import fold

_LEGAL_FORM = r" (?:ltd|limited|plc|llp|lp|inc|llc|cic|gmbh|sp z o o|sro|srl|ab|sa|bv)$"


def looks_like_one(texts: pa.Array) -> pa.Array:
    """Tell which names are of an organisation: a legal form at the end, or a trade word anywhere."""
    return pc.match_substring_regex(fold(texts), _pattern())


def key(names: pa.Array, numbers: pa.Array | None = None) -> pa.Array:
    """Return the value of each organisation: its folded name without legal form, else its company number.

    Args:
        names: Names as they stand in the exhibit.
        numbers: Company numbers, eight characters with leading zeros restored.
    """
    named = pc.replace_substring_regex(fold(names), _LEGAL_FORM, "")
    named = pc.if_else(pc.equal(named, ""), pa.scalar(None, pa.string()), named)
    if numbers is None:
        return named
    bare = pc.utf8_upper(pc.replace_substring_regex(numbers, r"[^A-Za-z0-9]", ""))
    sound = pc.match_substring_regex(bare, r"^(?:\d{5,8}|[A-Z]{2}\d{6})$")
    return pc.coalesce(named, pc.if_else(sound, pc.utf8_lpad(bare, 8, "0"), pa.scalar(None, pa.string())))


@cache
def _pattern() -> str:
    data = tomllib.loads((files("clew.normalise") / "data" / "organisation_words.toml").read_text("utf-8"))
    words = "|".join(re.escape(w) for w in data["words"])
    return f"{_LEGAL_FORM}|(?:^| )(?:{words})(?: |$)"
