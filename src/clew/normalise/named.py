"""People and organisations a column names beside the row's own: payer, holder, companion, officer, next of kin."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import name
from clew.identifiers.distinct import distinct
from clew.normalise import organisation
from clew.normalise.ends import column
from clew.normalise.holders import Holders, references
from clew.normalise.records import Indices, Records, first_of_each, indices
from clew.normalise.rows import TEXT, Rows

#: Statuses of a name that is somebody's; a placeholder ("unknown male") is nobody's.
NAMED = pa.array(["valid", "partial"])


def persons(
    rows: Rows, records: Records, texts: pa.Array, role: str, at: Indices | None = None, **facts: pa.Array
) -> Holders:
    """Add a person record for each name.

    Args:
        rows: The batch.
        records: Gets the person records.
        texts: Names, null where there is none: one per row, or one per entry of `at`.
        role: Written into `role_raw`.
        at: Row numbers, ascending, when `texts` is not one per row.
        facts: Further columns of the person record, as long as `texts`.
    """
    table = distinct(texts, name.clean, rows.memo("name"))
    chosen = indices(pc.is_in(column(table, "status"), value_set=NAMED))
    table = table.take(chosen)
    at = chosen if at is None else at[chosen]
    ordinals = records.add(
        "person", at, name_raw=texts.take(chosen), name=column(table, "display"), name_key=column(table, "value"),
        forenames=column(table, "forenames"), surname=column(table, "surname"), aliases=column(table, "aliases"),
        role_raw=role, **{n: c.take(chosen) for n, c in facts.items()},
    )  # fmt: skip
    return Holders(rows.size, at, pa.repeat("person", len(at)), references(ordinals))


def firms(rows: Rows, records: Records, texts: pa.Array, at: Indices | None = None, **facts: Any) -> Holders:
    """Add an identifier record for each organisation; arguments as for `persons`, `facts` of the identifier record."""
    keys = organisation.key(texts)
    chosen = indices(keys.is_valid())
    at = chosen if at is None else at[chosen]
    keys, texts = keys.take(chosen), texts.take(chosen)
    taken = {n: c.take(chosen) if isinstance(c, pa.Array) else c for n, c in facts.items()}
    records.add("identifier", at, id_kind="organisation", value=keys, value_raw=texts, label=texts, **taken)
    return Holders(rows.size, at, pa.repeat("organisation", len(at)), keys)


def either(rows: Rows, records: Records, texts: pa.Array, role: str) -> Holders:
    """Add a person or an organisation for each row's name, whichever it looks like."""
    firm = pc.fill_null(organisation.looks_like_one(texts), False)
    nobody = pa.scalar(None, TEXT)
    people = persons(rows, records, pc.if_else(firm, nobody, texts), role)
    return people.and_also(firms(rows, records, pc.if_else(firm, texts, nobody)))


def once_with(names: pa.Array, means: pa.Array) -> pa.Array:
    """Return the names, of rows that name the same one with the same means of paying only the first in the batch.

    A name alone is nobody's identity, so names without means all stay.
    """
    both = pc.and_(pc.is_valid(names), pc.is_valid(means))
    first = np.zeros(len(names), bool)
    first[first_of_each(both, names, means)] = True
    return pc.if_else(pc.or_(pc.invert(both), pa.array(first)), names, pa.scalar(None, TEXT))


def nobody(rows: Rows) -> Holders:
    """Return no holders."""
    return Holders(rows.size, np.zeros(0, np.int64), pa.array([], TEXT), pa.array([], TEXT))


def link(records: Records, holders: Holders, others: Holders, relation: str, capacity: str, **columns: Any) -> None:
    """Add a membership from every holder of a row to every one of `others` in it.

    Args:
        records: Gets the memberships.
        holders: Ends `a`.
        others: Ends `b`.
        relation: Link type.
        capacity: In what capacity the other stands there.
        columns: Further columns of the membership, as long as the batch.
    """
    left, right = holders.pair(others.at)
    at = others.at[left]
    records.add(
        "membership", at, relation=relation, as_own=False, capacity=capacity,
        a_kind=holders.kind.take(right), a=holders.value.take(right),
        b_kind=others.kind.take(left), b=others.value.take(left),
        **{n: c.take(at) for n, c in columns.items()},
    )  # fmt: skip
