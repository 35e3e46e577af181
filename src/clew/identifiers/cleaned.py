"""The table every `clean` returns: one row a text, with what it became and what was wrong with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pyarrow as pa

from clew.identifiers import cell


class Cleaned(NamedTuple):
    """One cleaned text.

    Args:
        value: Canonical text, or null when nothing usable is left.
        kind: A key of `model.records.END_KINDS`, or null when the text names no end of a link.
        status: How far the value can be trusted; each module lists its own words.
        issue: Short reason when something was repaired, lost or refused.
    """

    value: str | None
    kind: str | None
    status: str
    issue: str | None = None


SCHEMA = pa.schema([("value", pa.string()), ("kind", pa.string()), ("status", pa.string()), ("issue", pa.string())])

EMPTY = Cleaned(None, None, "empty")


def table(rows: list[Cleaned]) -> pa.Table:
    """Return cleaned rows as an Arrow table."""
    columns = list(zip(*rows, strict=True)) or [()] * len(SCHEMA)
    return pa.table([pa.array(c, pa.string()) for c in columns], schema=SCHEMA)


def each(texts: pa.Array | pa.ChunkedArray, one: Callable[[str], Cleaned]) -> pa.Table:
    """Clean tidied texts one by one; for kinds whose distinct values are few.

    Args:
        texts: Texts as they stand in the exhibit.
        one: Cleans one tidied text that is neither null nor a word for "nothing".
    """
    tidy = cell.tidy(texts)
    return table([EMPTY if text is None or cell.says_nothing(text) else one(text) for text in tidy.to_pylist()])
