"""One name at a time: which words are title, forenames, surname and alias, as far as the text itself tells."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from clew.identifiers.folding import data, fold_text

_WORDS = data("name_words")

_ALIAS = re.compile(
    r"[ ,;(]+(?:aka|a\.k\.a\.?|a/k/a|alias|also known as|known as|née|nee|formerly)\b[ .:]*", re.IGNORECASE
)
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]|(?:(?<=\s)|^)['‘]([^'‘’]+)['’](?=\s|,|$)")
_BRACKETED = re.compile(r"\(([^)]*)\)?|\[([^\]]*)\]?")
_SPLIT = re.compile(r"\s*(?:[,;/|]|\band\b|\baka\b)\s*", re.IGNORECASE)


class Name(NamedTuple):
    """A name taken apart.

    Args:
        words: The words the key is made of: name and generation suffix, without title and aliases; null for none.
        display: Forenames and surname with capitals.
        title: Title as written, null when there is none.
        forenames: Null where the text does not tell them from the surname.
        surname: As forenames.
        aliases: Other names the text gives, as written; null when there are none.
        status: valid, partial or placeholder.
        issue: What was left out or could not be told.
    """

    words: str | None
    display: str | None
    title: str | None
    forenames: str | None
    surname: str | None
    aliases: list[str] | None
    status: str
    issue: str | None = None


def read(text: str) -> Name:
    """Take one tidied name apart.

    A comma, or capitals beside small letters, tells the surname; else it is the last word with its
    particles. Names written family name first are therefore shown the other way round; their key is
    the same.
    """
    plain, aliases = _without_aliases(" ".join(text.split()))
    if fold_text(plain) in _WORDS["placeholders"] or fold_text(plain) == "":
        return Name(None, None, None, None, None, aliases or None, "placeholder")
    before, comma, after = plain.partition(",")
    if comma and _is_suffix(after.split()):
        before, comma, after = f"{before} {after}", "", ""
    title, left = _title(before.split(), alone=bool(comma))
    title_after, right = _title(after.replace(",", " ").split(), alone=True)
    left, right = _without_letters(left), _without_letters(right)
    left, suffix = _suffix(left)
    right, suffix_after = _suffix(right)
    surname, forenames = (left, right) if comma else _split(left, titled=title is not None)
    words = [*left, *right, *suffix, *suffix_after]
    if not words or (len(words) == 1 and fold_text(words[0]) in _WORDS["titles"]):
        return Name(None, None, title or title_after, None, None, aliases or None, "placeholder")
    small = plain.islower()
    surname, forenames = [_cased(w, small) for w in surname], [_cased(w, small) for w in forenames]
    shown = [*forenames, *surname] or [_cased(w, small) for w in left]
    partial = len(left) + len(right) == 1 or (bool(forenames) and all(len(w.strip(".")) == 1 for w in forenames))
    return Name(
        words=" ".join(words),
        display=" ".join([*shown, *suffix, *suffix_after]),
        title=title or title_after,
        forenames=" ".join(forenames) or None,
        surname=" ".join(surname) or None,
        aliases=aliases or None,
        status="partial" if partial else "valid",
        issue="several people in one name" if {"&", "and"} & set(plain.lower().split()) else None,
    )


def _without_aliases(text: str) -> tuple[str, list[str]]:
    """Return the name and the other names beside it. Bracketed notes in small letters or with digits are dropped."""
    aliases = [a or b for a, b in _QUOTED.findall(text)]
    text = _QUOTED.sub(" ", text)
    name, *rest = _ALIAS.split(text)
    for tail in rest:
        aliases += _SPLIT.split(tail.strip(" )]"))
    for found in _BRACKETED.finditer(name):
        inside = (found.group(1) or found.group(2) or "").strip()
        if inside[:1].isupper() and not any(c.isdigit() for c in inside):
            aliases.append(inside)
    name = " ".join(word.strip("'‘’`*") for word in _BRACKETED.sub(" ", name).split()).strip(" ,;")
    if not name and aliases:
        return aliases[0], aliases[1:]
    return name, [a.strip(" .,;") for a in aliases if a.strip(" .,;")]


def _title(words: list[str], *, alone: bool) -> tuple[str | None, list[str]]:
    """Take titles from the front; words that are names too only where two words remain (one beside a comma)."""
    taken: list[str] = []
    while len(words) > 1 or (words and alone):
        folded = fold_text(words[0])
        enough = len(words) > (1 if alone else 2)
        if (
            folded in _WORDS["titles"]
            or (taken and words[0] in ("&", "and"))
            or (folded in _WORDS["titles_or_names"] and enough)
        ):
            taken.append(words[0].strip("."))
            words = words[1:]
        else:
            break
    return " ".join(taken) or None, words


def _suffix(words: list[str]) -> tuple[list[str], list[str]]:
    if len(words) > 1 and fold_text(words[-1]) in _WORDS["suffixes"]:
        return words[:-1], [_WORDS["suffixes"][fold_text(words[-1])].title()]
    return words, []


def _is_suffix(words: list[str]) -> bool:
    known = _WORDS
    return len(words) == 1 and (fold_text(words[0]) in known["suffixes"] or fold_text(words[0]) in known["letters"])


def _without_letters(words: list[str]) -> list[str]:
    while len(words) > 1 and fold_text(words[-1]) in _WORDS["letters"]:
        words = words[:-1]
    return words


def _split(words: list[str], *, titled: bool) -> tuple[list[str], list[str]]:
    """Return surname and forenames of words without a comma."""
    if len(words) == 1:
        return (words, []) if titled else ([], [])
    loud = [len(w.strip(".")) > 1 and w.isupper() for w in words]
    if any(loud) and not all(loud):
        first, last = loud.index(True), len(loud) - 1 - loud[::-1].index(True)
        if all(loud[first : last + 1]) and (first == 0 or last == len(words) - 1):
            return words[first : last + 1], words[:first] + words[last + 1 :]
    start = len(words) - 1
    while start > 1 and fold_text(words[start - 1]) in _WORDS["particles"]:
        start -= 1
    return words[start:], words[:start]


@lru_cache(maxsize=65_536)
def _cased(word: str, small: bool) -> str:
    """Return a word with a capital if it is in capitals, or if it and the whole name are in small letters."""
    if not (word.isupper() and len(word) > 1) and not (small and word.islower()):
        return word
    titled = re.sub(r"(?<![^\W\d_])[^\W\d_]", lambda m: m.group().upper(), word.lower())
    return re.sub(r"^Mc([a-z])(?=[a-z]{2})", lambda m: "Mc" + m.group(1).upper(), titled)
