"""Person records out of the name and birth columns that people lists, episodes, stops and bookings share.

Sex, nationality, ethnicity, religion and language are never read: they stay in the row's text only.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import name, when
from clew.identifiers.distinct import distinct
from clew.normalise import ages, categories, named, organisation, strong_ids
from clew.normalise.ends import column
from clew.normalise.holders import Holders, references
from clew.normalise.issues import Issues
from clew.normalise.records import Indices, Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.split_cell import BREAKS, pieces
from clew.normalise.times import count_day_order

#: Fields read here, by every normaliser whose rows are about people.
FIELDS = {
    "node_id": "id by which other rows of the file refer to the person",
    "full_name": "name in one cell; several persons apart by line breaks or semicolons",
    "title": "form of address",
    "surname": "family name",
    "forename": "given name",
    "middle_name": "further given names",
    "birth_date": "date of birth, or as much of it as is known",
    "age": "age in years as recorded",
    "age_on": "day the recorded age refers to",
    "age_disputed": "whether the age is disputed",
    "nino": "National Insurance number",
    "national_id": "foreign national number",
    "national_id_kind": "which national number: pesel, cnp, personnummer, rodne cislo",
    "passport": "passport number",
    "pnc": "police national computer number",
    "alias": "other names and handles",
    "role": "role as the exhibit words it",
    "category": "standing in the case: victim, suspect, witness",
    "vulnerability": "recorded vulnerability",
    "note": "remarks",
}

_LIST = pa.list_(TEXT)
#: A person in a list of several: two words or more, no digits, no @.
_NAME_LIKE = r"^[^\d@]*\pL[^\d@]*[ ,][^\d@]*\pL[^\d@]*$"
_ALIAS_BREAKS = re.compile(r"\s*(?:[;/|,\n]|\ba\.?k\.?a\b\.?)\s*", re.I)


class _Facts(NamedTuple):
    """What a row says of its person, row by row; it is a person's only where the row has one person."""

    birth: pa.Array
    age: ages.Ages
    ids: pa.Array
    alias: pa.Array

    @property
    def any(self) -> pa.Array:
        """True where there is a person even without a name."""
        found = pc.or_(pc.is_valid(self.birth), pc.is_valid(self.age.years))
        return pc.or_(found, pc.or_(pc.is_valid(self.ids), pc.is_valid(self.alias)))


def read(rows: Rows, issues: Issues, records: Records) -> Holders:
    """Add a person record for each person a row names, and return who the row's identifiers belong to.

    A row whose name is an organisation's has the organisation as holder. A row without a name has
    a person all the same when it gives a birth date, an age, a national number or an alias.
    """
    facts = _Facts(rows.text("birth_date"), ages.read(rows, issues), strong_ids.read(rows, issues), rows.text("alias"))
    at, texts = pieces(_names(rows), BREAKS, lambda split: pc.match_substring_regex(split, _NAME_LIKE))
    is_firm = pc.fill_null(organisation.looks_like_one(texts), False).to_numpy(zero_copy_only=False)
    firms = named.firms(rows, records, texts.filter(pa.array(is_firm)), at[is_firm])
    persons = _persons(rows, issues, records, at[~is_firm], texts.filter(pa.array(~is_firm)), facts, at[is_firm])
    return persons.and_also(firms)


def _names(rows: Rows) -> pa.Array:
    """Return the name text of each row, null where it says that nobody is registered."""
    texts = rows.text("full_name")
    if rows.given("surname", "forename"):
        joined = name.join(*(rows.text(f) for f in ("title", "forename", "middle_name", "surname")))
        texts = pc.coalesce(texts, joined)
    return pc.if_else(pc.is_in(name.fold(texts), value_set=_nobody()), pa.scalar(None, TEXT), texts)


@cache
def _nobody() -> pa.Array:
    data = tomllib.loads((files("clew.normalise") / "data" / "nobody.toml").read_text("utf-8"))
    return name.fold(pa.array(data["names"], TEXT))


def _persons(
    rows: Rows, issues: Issues, records: Records, at: Indices, texts: pa.Array, facts: _Facts, elsewhere: Indices
) -> Holders:
    """Add the persons: every name that is no placeholder, and the nameless of rows with other facts."""
    read_names = distinct(texts, name.clean, rows.memo("name"))
    issues.add_at("full_name", at, column(read_names, "issue"))
    known = indices(pc.is_in(column(read_names, "status"), value_set=named.NAMED))
    spoken_for = np.zeros(rows.size, bool)
    spoken_for[at[known]] = True
    spoken_for[elsewhere] = True
    nameless = np.flatnonzero(facts.any.to_numpy(zero_copy_only=False) & ~spoken_for)
    everyone = np.concatenate([at[known], nameless])
    source = pa.concat_arrays([pa.array(known), pa.nulls(len(nameless), pa.int64())])
    order = np.argsort(everyone, kind="stable")
    everyone, source = everyone[order], source.take(order)
    names = read_names.take(source)
    aliases = _aliases(rows, issues, everyone, column(names, "aliases"), facts.alias)
    ordinals = records.add(
        "person",
        everyone,
        name_raw=pc.coalesce(texts.take(source), rows.cells("full_name").take(everyone)),
        name=column(names, "display"), name_key=column(names, "value"),
        forenames=column(names, "forenames"), surname=column(names, "surname"),
        aliases=aliases,
        categories=categories.read(rows).take(everyone),
        vulnerability=rows.text("vulnerability").take(everyone),
        role_raw=rows.text("role").take(everyone), note=rows.text("note").take(everyone),
        **_birth(rows, issues, everyone, facts.birth),
        **_own_facts(issues, everyone, rows.size, facts),
    )  # fmt: skip
    holders = Holders(rows.size, everyone, pa.repeat("person", len(everyone)), references(ordinals))
    _known_as(records, holders, aliases)
    return holders


def _birth(rows: Rows, issues: Issues, at: Indices, cells: pa.Array) -> dict[str, pa.Array]:
    """Return birth columns; several persons get the dates of a cell only when it has one for each, in order."""
    texts = cells.take(at)
    crowded = np.flatnonzero(_crowd(at, rows.size)[at] > 1)
    if len(crowded):
        own = texts.to_pylist()
        for row in np.unique(at[crowded]):
            members = np.flatnonzero(at == row)
            dates = [d for d in re.split(BREAKS, own[members[0]] or "") if d.strip()]
            for i, member in enumerate(members):
                own[member] = dates[i].strip() if len(dates) == len(members) else None
        issues.add_at("birth_date", at, pc.if_else(_lost(texts, own), "not told whose of several persons", None))
        texts = pa.array(own, TEXT)
    count_day_order(rows, texts)
    table = distinct(texts, lambda known: when.birth(known, rows.context.day_order), rows.memo("birth"))
    issues.add_at("birth_date", at, column(table, "issue"))
    return {"birth_raw": texts, "birth_date": column(table, "value")}


def _lost(before: pa.Array, after: list[str | None]) -> pa.Array:
    return pc.and_(pc.is_valid(before), pc.is_null(pa.array(after, TEXT)))


def _own_facts(issues: Issues, at: Indices, size: int, facts: _Facts) -> dict[str, Any]:
    """Return ages and strong ids, kept apart from rows of several persons, where nobody can tell whose they are."""
    shared = pa.array(_crowd(at, size)[at] > 1)
    columns = {
        "age_years": facts.age.years, "age_on": facts.age.on, "age_disputed": facts.age.disputed,
        "strong_ids": facts.ids,
    }  # fmt: skip
    taken = {n: c.take(at) for n, c in columns.items()}
    for field, name_ in (("age", "age_years"), ("national_id", "strong_ids")):
        lost = pc.and_(shared, pc.is_valid(taken[name_]))
        issues.add_at(field, at, pc.if_else(lost, "not told whose of several persons", None))
    return {n: pc.if_else(shared, pa.scalar(None, c.type), c) for n, c in taken.items() if n != "strong_ids"} | {
        "strong_ids": _null_where(shared, taken["strong_ids"])
    }


def _null_where(mask: pa.Array, lists: pa.Array) -> pa.Array:
    chosen = pc.if_else(mask, pa.scalar(None, pa.int64()), pa.array(np.arange(len(lists))))
    return lists.take(chosen)


def _aliases(rows: Rows, issues: Issues, at: Indices, in_name: pa.Array, cells: pa.Array) -> pa.Array:
    """Return the aliases of each person: those inside the name, and the row's alias cell when it is one person's."""
    if in_name.null_count == len(in_name) and cells.null_count == len(cells):
        return pa.nulls(len(at), _LIST)
    crowd = _crowd(at, rows.size)
    lists: list[list[str] | None] = []
    for row, own, cell in zip(at, in_name.to_pylist(), cells.take(at).to_pylist(), strict=True):
        found = list(own or [])
        if crowd[row] == 1 and cell:
            found += [piece.strip(" '\"()") for piece in _ALIAS_BREAKS.split(cell)]
        lists.append(list(dict.fromkeys(a for a in found if a)) or None)
    lost = pa.array(
        [crowd[row] > 1 and cell is not None for row, cell in zip(at, cells.take(at).to_pylist(), strict=True)]
    )
    issues.add_at("alias", at, pc.if_else(lost, "not told whose of several persons", None))
    return pa.array(lists, _LIST)


def _known_as(records: Records, holders: Holders, aliases: pa.Array) -> None:
    raw = pc.list_flatten(aliases)
    folded = name.fold(raw)
    kept = indices(pc.not_equal(folded, ""))
    who = pc.list_parent_indices(aliases).to_numpy().astype(np.int64)[kept]
    records.add(
        "membership", holders.at[who], relation="KNOWN_AS", as_own=False,
        a_kind="person", a=holders.value.take(who), b_kind="alias", b=folded.take(kept), b_raw=raw.take(kept),
    )  # fmt: skip


def _crowd(at: Indices, size: int) -> Indices:
    return np.bincount(at, minlength=size)
