"""Keys of masts and cameras: `scope|id`, so that two operators' private ids never become one place.

The scope is the country and network code where the id carries them (a cell global identity,
3GPP TS 23.003 section 4.3.1), else the operator, else the exhibit.
"""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers.cell import whole
from clew.normalise.issues import Issues
from clew.normalise.position import Positions
from clew.normalise.records import Records, first_of_each, indices
from clew.normalise.rows import TEXT, Rows

_GLOBAL = re.compile(r"(\d{3}-\d{2,3})-(\d+-\d+)")
_LOST = "id lost in a number format"


def keys(rows: Rows, field: str, issues: Issues, *, area: str = "", operator: str = "") -> pa.Array:
    """Return the place key of each row's id, null where there is none.

    Args:
        rows: The batch.
        field: Field with the id as its operator writes it; kept as text, never turned into a number.
        issues: Gets the ids a spreadsheet ruined.
        area: Field with the location area code; a short cell id is unique only inside its area.
        operator: Field with the operator of the row; else the part's `network` or `operator`, else the exhibit.
    """
    if not rows.given(field):
        return pa.nulls(rows.size, TEXT)
    ids = rows.encoded(field)
    memo = rows.memo("place id")
    known = ids.dictionary.to_pylist()
    memo.update((text, text and whole(text)[0]) for text in known if text not in memo)
    repaired = [memo[text] for text in known]
    issues.flag(field, pa.array([text == "" for text in repaired], pa.bool_()).take(ids.indices), _LOST)
    owner = (rows.meta("network") or rows.meta("operator") or rows.context.scope).lower()
    if not rows.given(*(f for f in (area, operator) if f)):
        return pa.array([key(i, owner) if i else None for i in repaired], TEXT).take(ids.indices)
    plain = pa.array([i or None for i in repaired], TEXT).take(ids.indices)
    if rows.given(area):
        inside = pc.binary_join_element_wise(rows.text(area), plain, "-")
        plain = pc.if_else(pc.match_substring(plain, "-"), plain, pc.coalesce(inside, plain))
    scope = pc.fill_null(pc.utf8_lower(rows.text(operator)), owner)
    pairs = pc.binary_join_element_wise(scope, plain, "|").dictionary_encode()
    split = (pair.split("|", 1) for pair in pairs.dictionary.to_pylist())
    return pa.array([key(i, whose) for whose, i in split], TEXT).take(pairs.indices)


def key(id_: str, scope: str) -> str:
    """Return the key of one id under its operator or exhibit: `404-98|8331-230711555`, `operator|cell-101`."""
    known = _GLOBAL.fullmatch(id_)
    return f"{known[1]}|{known[2]}" if known else f"{scope}|{id_.lower()}"


def describe(
    records: Records, key: pa.Array, raw: pa.Array, label: pa.Array | None = None, stands: Positions | None = None
) -> None:
    """Add an identifier record for each place, once per batch.

    Args:
        records: Gets the records.
        key: Place key of each row, null where there is none.
        raw: Id as written, per row.
        label: Name, per row; the id where it has none.
        stands: Position, per row.
    """
    at = first_of_each(pc.is_valid(key), key)
    if stands is not None:  # the first row that tells where it stands, before the first that only names it
        placed = first_of_each(pc.and_(pc.is_valid(key), pc.is_valid(stands.lat)), key)
        rest = pc.invert(pc.is_in(key.take(at), value_set=key.take(placed)))
        at = np.sort(np.concatenate([placed, at[indices(rest)]]))
    columns = {"value": key, "value_raw": raw, "label": raw if label is None else pc.coalesce(label, raw)}
    if stands is not None:
        columns |= {"lat": stands.lat, "lon": stands.lon}
    records.add("identifier", at, id_kind="place", **{n: c.take(at) for n, c in columns.items()})
