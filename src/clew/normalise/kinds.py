"""Ends of a link by the kind an exhibit calls them: each value cleaned by the rules of its kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import account, address, email, iccid, imei, imsi, name, party, plate
from clew.identifiers.distinct import distinct
from clew.model.records import END_KINDS
from clew.normalise import organisation, place_key
from clew.normalise.contacts import clean_handles
from clew.normalise.ends import End, column
from clew.normalise.issues import Issues
from clew.normalise.records import indices
from clew.normalise.rows import TEXT, Rows

#: How a reader writes the telephone the exhibit is of, as an end of kind `device`.
SELF = "self"

_END_KINDS = pa.array(sorted(set(END_KINDS) - {"person"}), TEXT)

_CLEANERS: Mapping[str, Callable[[pa.Array], pa.Table]] = {
    "imei": imei.clean, "imsi": imsi.clean, "iccid": iccid.clean, "vehicle": plate.clean, "email": email.clean,
    "account": account.clean, "address": address.clean, "messaging": clean_handles,
}  # fmt: skip


def read_kinds(texts: pa.Array) -> pa.Array:
    """Return the kind each word names: a key of `END_KINDS`, or `node` for an id in another list; null when unknown."""
    return _translated(texts, _end_words())


def read_link_types(texts: pa.Array) -> pa.Array:
    """Return the link type each word names, null when there is none for it."""
    return _translated(texts, _link_words())


def clean(rows: Rows, kinds: pa.Array, texts: pa.Array, issues: Issues, field: str) -> End:
    """Clean texts whose kind stands beside them, row by row. Persons are left out: they are records of their own.

    Args:
        rows: The batch.
        kinds: What `read_kinds` returned.
        texts: Values as the exhibit writes them.
        issues: Gets what was wrong.
        field: Name for the issues.

    Canonical values are taken as they stand, each of the kind beside it; a withheld one is known by its id.
    """
    if rows.canonical:
        usable = pc.and_(pc.is_in(kinds, value_set=_END_KINDS), pc.is_valid(texts))
        nothing = pa.scalar(None, TEXT)
        return End(pc.if_else(usable, kinds, nothing), pc.if_else(usable, texts, nothing), texts)
    value = np.full(rows.size, None, object)
    final = np.full(rows.size, None, object)
    for kind in pc.unique(pc.drop_null(kinds)).to_pylist():
        at = indices(pc.equal(kinds, kind))
        found, named, reasons = _of_kind(rows, kind, texts.take(at))
        value[at], final[at] = found.to_pylist(), named.to_pylist()
        issues.add_at(field, at, reasons)
    values = pa.array(value, TEXT)
    return End(pc.if_else(pc.is_valid(values), pa.array(final, TEXT), pa.scalar(None, TEXT)), values, texts)


def _of_kind(rows: Rows, kind: str, texts: pa.Array) -> tuple[pa.Array, pa.Array, pa.Array]:
    """Return value, kind and issue of texts that all are of one kind."""
    nothing = pa.nulls(len(texts), TEXT)
    same = pa.repeat(kind, len(texts))
    if kind in ("phone", "group"):
        known = {"region": rows.context.region, "scope": rows.context.scope}
        table = distinct(texts, lambda each: party.clean(each, **known), rows.memo("party"))
    elif kind in _CLEANERS:
        table = distinct(texts, _CLEANERS[kind], rows.memo("plate" if kind == "vehicle" else kind))
    elif kind == "person":
        return nothing, nothing, nothing
    elif kind == "organisation":
        return organisation.key(texts), same, nothing
    elif kind == "place":
        return (
            pa.array([place_key.key(t, rows.context.scope) if t else None for t in texts.to_pylist()], TEXT),
            same,
            nothing,
        )
    elif kind == "device":
        other = pc.binary_join_element_wise(rows.context.scope, texts, "|")
        return pc.if_else(pc.equal(texts, SELF), rows.context.scope, other), same, nothing
    elif kind == "node":
        return pc.binary_join_element_wise("node", texts, ":"), pa.repeat("alias", len(texts)), nothing
    else:  # alias, line, service
        return name.fold(texts), same, nothing
    return column(table, "value"), column(table, "kind"), column(table, "issue")


def _translated(texts: pa.Array, words: Mapping[str, str]) -> pa.Array:
    encoded = texts.dictionary_encode()
    found = [words.get(_fold(text)) for text in encoded.dictionary.to_pylist()]
    return pa.array(found, TEXT).take(encoded.indices)


def _fold(text: str) -> str:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)  # WorksFor
    return " ".join(re.findall(r"[a-z0-9]+", spaced.lower()))


@cache
def _end_words() -> dict[str, str]:
    return _words("end_kinds.toml")


@cache
def _link_words() -> dict[str, str]:
    return _words("link_types.toml")


def _words(file: str) -> dict[str, str]:
    data = tomllib.loads((files("clew.normalise") / "data" / file).read_text("utf-8"))
    return {_fold(word): key for key, words in data.items() for word in (key.lower(), *words)}
