"""Recorded ordinary roles (taxi, surgery, landlord, caseworker): they hold results back and are always shown."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import held, kinds, named
from clew.normalise.ends import phone_end
from clew.normalise.held import Identifiers, Period
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, first_of_each, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import instant


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of roles: one record for each thing the row names. A row without role or bearer is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    role = pc.utf8_lower(rows.text("role"))
    told = pc.is_valid(role)
    period = Period(instant(rows, "from", issues), instant(rows, "to", issues))
    stated = pc.coalesce(kinds.read_kinds(rows.text("subject_kind")), _guessed(rows.text("subject")))
    subject = kinds.clean(rows, stated, rows.text("subject"), issues, "subject")
    is_person = pc.fill_null(pc.equal(stated, "person"), False)
    nobody = pa.scalar(None, TEXT)
    names = pc.coalesce(pc.if_else(is_person, rows.text("subject"), nobody), rows.text("full_name"))
    people = named.persons(rows, records, pc.if_else(told, names, nobody), "bearer of a role")
    firms = named.firms(rows, records, pc.if_else(told, rows.text("organisation"), nobody))
    number = phone_end(rows, "phone", issues)
    bearers = people.and_also(firms)
    for end in (subject, number):
        found = held.from_end(end)
        bearers = bearers.and_also(Holders(rows.size, found.at, found.kind, found.value))
        _carry(records, found, people.and_also(firms), period)
    bearer = pc.binary_join_element_wise(pa.array(bearers.at).cast(TEXT), bearers.kind, bearers.value, "|")
    kept = first_of_each(told.take(bearers.at), bearer)
    at = bearers.at[kept]
    records.add(
        "role", at, subject_kind=bearers.kind.take(kept), subject=bearers.value.take(kept), role=role.take(at),
        from_utc=period.start.take(at), to_utc=period.end.take(at), evidence=rows.text("evidence").take(at),
    )  # fmt: skip
    return records.finish("no role, or nobody and nothing that bears it")


def _carry(records: Records, found: Identifiers, holders: Holders, period: Period) -> None:
    """A number beside a name is that person's or organisation's own; an organisation beside one is not."""
    found = found.take(indices(pc.not_equal(found.kind, "organisation")))
    held.belong(records, found, holders, "OPERATES", period=period)


def _guessed(texts: pa.Array) -> pa.Array:
    """Return a kind for subjects the row gives none for: only what a text can be nothing else than."""
    mail = pc.match_substring(texts, "@")
    digits = pc.match_substring_regex(texts, r"^\+?[\d\s()\-]{5,20}$")
    kind = pc.if_else(mail, "email", pc.if_else(digits, "phone", "organisation"))
    return pc.if_else(pc.is_valid(texts), kind, pa.scalar(None, TEXT))


NORMALISER = Normaliser(
    name="roles",
    title="Register of ordinary roles",
    fields={
        "subject": "what bears the role: a number, a plate, an address, a name",
        "subject_kind": "what kind of thing it is",
        "organisation": "organisation that bears it",
        "full_name": "person who bears it",
        "phone": "number that bears it",
        "role": "the role",
        "from": "since when",
        "to": "until when",
        "evidence": "how it is known",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
