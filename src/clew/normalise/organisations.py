"""Organisations, licences and those recorded as running them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import addresses, held, named, organisation
from clew.normalise.held import Identifiers, Period, belong, json_objects
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, indices
from clew.normalise.rows import Rows
from clew.normalise.times import instant

_ATTRIBUTES = ("company_number", "licence_number", "licence_type", "role", "note")


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of organisations. A row that names neither an organisation nor an officer is set aside.

    A recorded role of the organisation becomes a role record too: roles hold results back.
    """
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    period = Period(instant(rows, "from", issues), instant(rows, "to", issues))
    firms = _firms(rows, records)
    officers = named.persons(rows, records, rows.text("officer_name"), "officer")
    at, right = firms.pair(officers.at)
    records.add(
        "membership", officers.at[at], relation="WORKS_FOR", as_own=False, capacity="officer",
        a_kind="person", a=officers.value.take(at), b_kind="organisation", b=firms.value.take(right),
        b_raw=rows.text("organisation").take(officers.at[at]),
        from_utc=period.start.take(officers.at[at]), to_utc=period.end.take(officers.at[at]),
    )  # fmt: skip
    # A licence may name its holder only.
    holders = firms.and_also(_without(firms, officers))
    _roles(rows, records, holders, period)
    _belongings(rows, issues, records, holders, period)
    return records.finish("no organisation and no officer is named")


def _firms(rows: Rows, records: Records) -> Holders:
    texts = rows.text("organisation")
    keys = organisation.key(texts, rows.text("company_number"))
    at = indices(keys.is_valid())
    attributes = json_objects({n: rows.text(n).take(at) for n in _ATTRIBUTES}, len(at))
    records.add(
        "identifier", at, id_kind="organisation", value=keys.take(at), value_raw=texts.take(at),
        label=pc.coalesce(texts, rows.text("company_number")).take(at), attributes=attributes,
    )  # fmt: skip
    return Holders(rows.size, at, pa.repeat("organisation", len(at)), keys.take(at))


def _without(firms: Holders, officers: Holders) -> Holders:
    """Return the officers of rows that name no organisation."""
    return officers.of_rows(np.flatnonzero(firms.per_row == 0))


def _roles(rows: Rows, records: Records, holders: Holders, period: Period) -> None:
    words = pc.coalesce(pc.utf8_lower(rows.text("role")), pc.utf8_lower(rows.text("licence_type"))).take(holders.at)
    kept = indices(words.is_valid())
    at = holders.at[kept]
    evidence = pc.coalesce(rows.text("licence_number"), rows.text("company_number"), rows.text("note"))
    records.add(
        "role", at, subject_kind=holders.kind.take(kept), subject=holders.value.take(kept), role=words.take(kept),
        from_utc=period.start.take(at), to_utc=period.end.take(at), evidence=evidence.take(at),
    )  # fmt: skip


def _belongings(rows: Rows, issues: Issues, records: Records, holders: Holders, period: Period) -> None:
    """Add what it is reached by and what it keeps: it operates a number, it does not use it as a person does."""

    def add(found: Identifiers, relation: str, capacity: str | None = None) -> None:
        belong(records, found, holders, relation, capacity=capacity, period=period)

    add(held.phones(rows, "phone", issues), "OPERATES")
    add(held.emails(rows, "email", issues), "OPERATES")
    add(held.plates(rows, "vehicle", issues), "KEEPER_OF")
    if rows.given("address", "postcode"):
        site = addresses.read(rows, issues, addresses.address_texts(rows))
        add(site.found, "OPERATES", "premises")
        held.describe(records, site.found, site.facts, always=True, label=site.label)


NORMALISER = Normaliser(
    name="organisations",
    title="Organisations, licences and officers",
    fields={
        "organisation": "name of the organisation or licence holder",
        "company_number": "company number",
        "licence_number": "licence number",
        "licence_type": "what it is licensed for",
        "role": "ordinary role: taxi, landlord, employer",
        "address": "address of its premises",
        "postcode": "postcode of its premises",
        "phone": "telephone number; a cell may hold several",
        "email": "e-mail address",
        "vehicle": "number plate of its vehicle",
        "officer_name": "person recorded as officer or holder",
        "from": "since when",
        "to": "until when",
        "note": "remarks",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
