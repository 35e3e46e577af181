"""Names of people: an order-free key to search by, and the parts for display. Nothing is read from a name's origin.

The key holds every word of the name, folded to plain letters and sorted, so that `FENN, Abi` and
`Abi Fenn` meet whatever order a family name takes. A second key spells å ä ö ø ü as passports do.
Status: valid, partial (one word, or initials for forenames), placeholder, empty. `kind` is always
null: a name is no identifier.
"""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from clew.identifiers import cell
from clew.identifiers.folding import data, fold
from clew.identifiers.name_text import Name, read

__all__ = ["SCHEMA", "check", "clean", "fold", "formal", "join", "show"]

SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("value", "kind", "status", "issue", "key_passport")),
        *((name, pa.string()) for name in ("display", "title", "forenames", "surname")),
        ("aliases", pa.list_(pa.string())),
    ]
)


def clean(texts: pa.Array) -> pa.Table:
    """Return the key and the parts of each full name.

    Returns:
        Columns `value` (folded words in alphabetical order), `kind` (null), `status`, `issue`,
        `key_passport` (second key, å ä ö spelled aa ae oe as in passports), `display` (tidied,
        forenames first), `title`, `forenames`, `surname` (null where the text does not tell them
        apart), `aliases` (list: `aka`, née, quoted and bracketed names).
    """
    tidy = cell.tidy(texts)
    nothing = cell.absent(tidy)
    names = [None if none else read(text) for text, none in zip(tidy.to_pylist(), nothing, strict=True)]
    words = pa.array([None if n is None else n.words for n in names], pa.string())
    key, passport = _sorted_words(fold(words)), _sorted_words(fold(words, passport=True))
    return pa.table(
        [
            key,
            pa.nulls(len(names), pa.string()),
            pa.array(["empty" if n is None else n.status for n in names], pa.string()),
            pa.array([None if n is None else n.issue for n in names], pa.string()),
            passport,
            *(_part(names, part) for part in ("display", "title", "forenames", "surname")),
            pa.array([None if n is None else n.aliases for n in names], pa.list_(pa.string())),
        ],
        schema=SCHEMA,
    )


def join(
    title: pa.Array | None, forename: pa.Array | None, middle: pa.Array | None, surname: pa.Array | None
) -> pa.Array:
    """Return one text a row, `SURNAME, Title Forename Middle`, for `clean`; null where all parts are null."""
    given = _joined([title, forename, middle], " ")
    return given if surname is None else _joined([surname, given], ", ")


def formal(values: pa.Array) -> pa.Array:
    """Return for each folded forename the list of formal names it may stand for, itself included, sorted.

    Only the first word counts: `abi rose` gives `abi` and `abigail`.
    """
    encoded = values.dictionary_encode()
    names = [_formal(text) for text in encoded.dictionary.to_pylist()]
    return pa.array(names, pa.list_(pa.string())).take(encoded.indices)


def check(value: str) -> bool:
    """Tell whether a text is a canonical name key: folded words in alphabetical order."""
    folded = fold(pa.array([value], pa.string()))[0].as_py()
    return bool(value) and folded == value and value.split() == sorted(value.split())


def show(value: str) -> str:
    """Return a key with capitals: `Abigail Fenn`. The display form of a record is kept beside its key."""
    return value.title()


def _formal(text: str) -> list[str]:
    first = text.split(" ", 1)[0]
    return sorted({first, *_by_short_form().get(first, ())})


def _part(names: list[Name | None], part: str) -> pa.Array:
    return pa.array([None if n is None else getattr(n, part) for n in names], pa.string())


def _sorted_words(folded: pa.Array) -> pa.Array:
    return pa.array([None if t is None else " ".join(sorted(t.split())) for t in folded.to_pylist()], pa.string())


def _joined(parts: list[pa.Array | None], separator: str) -> pa.Array:
    """Join the parts that say something; null where none does."""
    held = [cell.tidy(p) for p in parts if p is not None]
    if not held:
        raise ValueError("a name needs at least one column")
    return cell.join(held, separator)


@cache
def _by_short_form() -> dict[str, list[str]]:
    turned: dict[str, list[str]] = {}
    for name, shorts in data("nicknames").items():
        for short in shorts:
            turned.setdefault(short, []).append(name)
    return turned
