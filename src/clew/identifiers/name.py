"""Names of people: an order-free key to search by, and the parts for display. Nothing is read from a name's origin.

Status: valid, partial (one word), placeholder, empty. `kind` is always null: a name is no identifier.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import cell

SCHEMA = pa.schema(
    [
        (name, pa.string())
        for name in ("value", "kind", "status", "issue", "key_passport", "display", "title", "forenames", "surname")
    ]
    + [("aliases", pa.list_(pa.string()))]
)


def clean(texts: pa.Array) -> pa.Table:
    """Return the key and the parts of each full name.

    Returns:
        Columns `value` (folded words in alphabetical order), `kind` (null), `status`, `issue`,
        `key_passport` (second key, å ä ö written AA AE OE as in passports), `display` (tidied),
        `title`, `forenames`, `surname`, `aliases` (list: `aka`, quoted and bracketed names).
    """
    plain = texts.cast(pa.string())
    key = fold(plain)
    none = pa.nulls(len(plain), pa.string())
    status = pc.if_else(pc.is_null(key), "empty", "valid")
    return pa.table(
        [key, none, status, none, key, plain, none, none, none, pa.nulls(len(plain), pa.list_(pa.string()))],
        schema=SCHEMA,
    )


def join(
    title: pa.Array | None, forename: pa.Array | None, middle: pa.Array | None, surname: pa.Array | None
) -> pa.Array:
    """Return one text a row, `SURNAME, Title Forename Middle`, for `clean`; null where all parts are null."""
    given = _joined([title, forename, middle], " ")
    return _joined([surname, given], ", ")


def _joined(parts: list[pa.Array | None], separator: str) -> pa.Array:
    """Join the parts that say something; null where none does."""
    held = [cell.tidy(p) for p in parts if p is not None]
    held = [pc.if_else(cell.absent(p), pa.scalar(None, pa.string()), p) for p in held]
    if not held:
        raise ValueError("a name needs at least one column")
    together = pc.binary_join_element_wise(*held, separator, null_handling="skip")
    return pc.if_else(pc.equal(together, ""), pa.scalar(None, pa.string()), together)


def fold(texts: pa.Array) -> pa.Array:
    """Return the texts in lower case plain letters and digits, words in their order, one blank between."""
    return pc.utf8_lower(texts)


def formal(values: pa.Array) -> pa.Array:
    """Return for each folded forename the list of formal names it may stand for, itself included, sorted."""
    return pa.array([[v] if v is not None else None for v in values.to_pylist()], pa.list_(pa.string()))


def check(value: str) -> bool:
    """Tell whether a text is a canonical name key: folded words in alphabetical order."""
    return value == " ".join(sorted(value.split()))


def show(value: str) -> str:
    """Return a key with capitals: `Fenn Abigail`. The display form of a record is kept beside its key."""
    return value.title()
