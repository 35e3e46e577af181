"""Identifiers of the people a row names: memberships that say whose they are, and a record where the row tells more."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import email, iccid, imei, imsi, phone, plate
from clew.identifiers.distinct import distinct
from clew.model.entities import OWN_RELATIONS
from clew.normalise.ends import Cleaner, End, column
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.records import Indices, Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.split_cell import BREAKS_AND_COMMAS, pieces


class Identifiers(NamedTuple):
    """Identifiers of one kind read from a batch, several a row where a cell holds several.

    Args:
        at: Row numbers, ascending.
        kind: Keys of `END_KINDS`.
        value: Canonical values.
        raw: Texts they were read from.
        status: `valid`, `reserved`, `possible`, ...
    """

    at: Indices
    kind: pa.Array
    value: pa.Array
    raw: pa.Array
    status: pa.Array

    def take(self, chosen: Any) -> Identifiers:
        """Return some of them."""
        return Identifiers(self.at[chosen], *(c.take(chosen) for c in self[1:]))

    def across(self, size: int) -> End:
        """Return them as columns as long as the batch, at most one a row."""
        source = np.full(size, -1, np.int64)
        source[self.at] = np.arange(len(self.at))
        index = pa.array(source, mask=source < 0)
        return End(self.kind.take(index), self.value.take(index), self.raw.take(index))


class Period(NamedTuple):
    """From when to when the row's statements hold; null means not stated."""

    start: pa.Array
    end: pa.Array


def phones(rows: Rows, field: str, issues: Issues) -> Identifiers:
    """Read telephone numbers; a cell may hold several."""
    return several(rows, field, issues, phone.clean, "phone", region=rows.context.region)


def emails(rows: Rows, field: str, issues: Issues) -> Identifiers:
    """Read e-mail addresses; a cell may hold several."""
    return several(rows, field, issues, email.clean, "email")


def plates(rows: Rows, field: str, issues: Issues) -> Identifiers:
    """Read number plates; a cell may hold several."""
    return several(rows, field, issues, plate.clean, "plate")


def hardware(rows: Rows, field: str, issues: Issues) -> Identifiers:
    """Read handset and SIM numbers: field `imei`, `imsi` or `iccid`."""
    return several(rows, field, issues, {"imei": imei, "imsi": imsi, "iccid": iccid}[field].clean, field)


def several(rows: Rows, field: str, issues: Issues, clean: Cleaner, memo: str, **known: Any) -> Identifiers:
    """Read one column of identifiers; a cell is split only if every piece is one.

    Args:
        rows: The batch.
        field: Canonical field.
        issues: Gets what was wrong, by row.
        clean: `clean` of an identifier module.
        memo: Name of the memory the texts of this kind share.
        known: Further arguments of `clean`.
    """

    def read(texts: pa.Array) -> pa.Table:
        return distinct(texts, lambda fresh: clean(fresh, **known), rows.memo(memo))

    at, texts = pieces(rows.text(field), BREAKS_AND_COMMAS, lambda split: pc.is_valid(column(read(split), "kind")))
    table = read(texts)
    issues.add_at(field, at, column(table, "issue"))
    return usable(at, table, texts)


def from_end(end: End) -> Identifiers:
    """Return the identifiers of the rows where an end names something."""
    at = indices(end.kind.is_valid())
    kind, value, raw = (c.take(at) for c in end)
    return Identifiers(at, kind, value, raw, pa.nulls(len(at), TEXT))


def holder_ends(holders: Holders, texts: pa.Array) -> End:
    """Return holders, at most one a row, as columns as long as the batch; `texts` are how the rows write them."""
    nothing = pa.nulls(len(holders.at), TEXT)
    return Identifiers(holders.at, holders.kind, holders.value, texts.take(holders.at), nothing).across(holders.size)


def usable(at: Indices, table: pa.Table, texts: pa.Array) -> Identifiers:
    """Return the rows of a cleaned table that name something."""
    kinds = column(table, "kind")
    found = Identifiers(at, kinds, column(table, "value"), texts, column(table, "status"))
    return found.take(indices(kinds.is_valid()))


def belong(
    records: Records,
    found: Identifiers,
    holders: Holders,
    relation: str | pa.Array,
    *,
    as_own: bool = False,
    capacity: str | pa.Array | None = None,
    period: Period | None = None,
) -> None:
    """Add a membership for every pair of an identifier and a holder of its row.

    Args:
        records: Gets the memberships.
        found: The identifiers.
        holders: Whose they are.
        relation: Link type, one for all or one per row of the batch.
        as_own: The people gave these identifiers as their own; counts only for relations that can be.
        capacity: What kind of holder, one for all or one per row of the batch.
        period: When it held, per row of the batch.
    """
    left, right = holders.pair(found.at)
    at = found.at[left]
    link = relation.take(at) if isinstance(relation, pa.Array) else pa.repeat(relation, len(at))
    person = pc.equal(holders.kind.take(right), "person")
    # An organisation neither lives at an address nor uses a number as a person does.
    for of_person, of_firm in (("LIVES_AT", "LINKED_TO"), ("USES", "OPERATES")):
        link = pc.if_else(pc.and_(pc.equal(link, of_person), pc.invert(person)), of_firm, link)
    crowd = pa.array(holders.per_row[at] > 1)
    records.add(
        "membership",
        at,
        relation=link,
        as_own=pc.and_(pc.and_(pc.is_in(link, value_set=pa.array(OWN_RELATIONS)), as_own), person),
        capacity=capacity.take(at) if isinstance(capacity, pa.Array) else capacity,
        a_kind=holders.kind.take(right), a=holders.value.take(right),
        b_kind=found.kind.take(left), b=found.value.take(left), b_raw=found.raw.take(left),
        from_utc=period.start.take(at) if period else None,
        to_utc=period.end.take(at) if period else None,
        note=pc.if_else(crowd, "the row names several and does not tell whose it is", pa.scalar(None, TEXT)),
    )  # fmt: skip


def describe(
    records: Records,
    found: Identifiers,
    facts: dict[str, pa.Array],
    *,
    always: bool,
    label: pa.Array | None = None,
) -> None:
    """Add an identifier record with attributes for each identifier the row tells more about.

    Args:
        records: Gets the records.
        found: The identifiers.
        facts: Attribute -> text per identifier; blank ones are left out.
        always: Also add a record where no attribute is given.
        label: Display text per identifier.
    """
    attributes = json_objects(facts, len(found.at))
    chosen = (
        np.arange(len(found.at)) if always else np.flatnonzero(attributes.is_valid().to_numpy(zero_copy_only=False))
    )
    some = found.take(chosen)
    records.add(
        "identifier", some.at, id_kind=some.kind, value=some.value, value_raw=some.raw, status=some.status,
        attributes=attributes.take(chosen), label=None if label is None else label.take(chosen),
    )  # fmt: skip


def json_objects(columns: dict[str, pa.Array], size: int) -> pa.Array:
    """Return one JSON object per row out of text columns, null cells left out, null where nothing is given."""
    given = {name: c for name, c in columns.items() if c.null_count < size}
    if not given:
        return pa.nulls(size, TEXT)
    rows = zip(*(c.to_pylist() for c in given.values()), strict=True)
    objects = ({k: v for k, v in zip(given, row, strict=True) if v is not None} for row in rows)
    return pa.array([json.dumps(o, ensure_ascii=False) if o else None for o in objects], TEXT)


def relations(rows: Rows, kind: str, default: str) -> pa.Array:
    """Return each row's link type to a kind of identifier: the row's `relation` word, the profile's, the default.

    Args:
        rows: The batch; `meta` `relation.<kind>` is the profile's.
        kind: `phone`, `vehicle`, `address` or `account`.
        default: Link type when neither tells.
    """
    known = rows.meta(f"relation.{kind}") or default
    if not rows.given("relation"):
        return rows.constant(known)
    words = pc.utf8_lower(rows.text("relation")).dictionary_encode()
    stated = [_relation_words().get(kind, {}).get(w, known) for w in words.dictionary.to_pylist()]
    return pc.fill_null(pa.array(stated, TEXT).take(words.indices), known)


def capacities(rows: Rows) -> pa.Array:
    """Return the capacity of each row's holders: the `relation` word, else the profile's `capacity`, else null."""
    return pc.coalesce(pc.utf8_lower(rows.text("relation")), rows.constant(rows.meta("capacity")))


@cache
def _relation_words() -> dict[str, dict[str, str]]:
    return tomllib.loads((files("clew.normalise") / "data" / "relations.toml").read_text("utf-8"))
