"""Fold text to plain small letters, so that accents, case and punctuation make no difference."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

_APOSTROPHES = "['’‘`´ʼ]"


def fold(texts: pa.Array, *, passport: bool = False) -> pa.Array:
    """Return the texts in lower case plain letters and digits, words in their order, one blank between.

    Letters of other alphabets stay what they are: nothing is transliterated. Apostrophes vanish
    (`O'Brien` is `obrien`), other marks part words.

    Args:
        texts: Any texts; null stays null, a text without letters and digits becomes null.
        passport: Spell å ä ö ø ü as aa ae oe oe ue instead of a a o o u.
    """
    lower = pc.utf8_lower(texts.cast(pa.string()))
    foreign = pc.fill_null(pc.invert(pc.string_is_ascii(lower)), False)
    if pc.any(foreign).as_py():
        part = pc.utf8_normalize(lower.filter(foreign), "NFC")
        for letter, plain in letters(passport).items():
            part = pc.replace_substring(part, letter, plain)
        part = pc.replace_substring_regex(pc.utf8_normalize(part, "NFKD"), r"\p{M}+", "")
        lower = pc.replace_with_mask(lower, foreign, part)
    words = pc.replace_substring_regex(lower, _APOSTROPHES, "")
    words = pc.utf8_trim_whitespace(pc.replace_substring_regex(words, r"[^\p{L}\p{N}]+", " "))
    return pc.if_else(pc.equal(words, ""), pa.scalar(None, pa.string()), words)


@lru_cache(maxsize=65_536)
def fold_text(text: str) -> str:
    """Return one text as `fold` would; empty when it has neither letters nor digits."""
    lower = text.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFC", lower)
        for letter, plain in letters(False).items():
            lower = lower.replace(letter, plain)
        lower = "".join(c for c in unicodedata.normalize("NFKD", lower) if unicodedata.category(c)[0] != "M")
    return " ".join(re.sub(r"[\W_]+", " ", re.sub(_APOSTROPHES, "", lower)).split())


@cache
def letters(passport: bool) -> dict[str, str]:
    """Return the letters Unicode does not take apart, and what they are written as."""
    tables = data("letters")
    return {**tables["plain"], **(tables["passport"] if passport else {})}


@cache
def data(name: str) -> dict[str, Any]:
    """Return one of the package's data files, lists as sets."""
    text = files("clew.identifiers").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return {key: frozenset(v) if isinstance(v, list) else v for key, v in tomllib.loads(text).items()}
