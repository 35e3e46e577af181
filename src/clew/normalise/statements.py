"""Graded intelligence: what an item says, how it is graded, what may be done with it, and whom it is about.

Nothing that names a source is read: the reference is kept, source columns stay in the row's text.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import plate
from clew.normalise import addresses, ends, named
from clew.normalise.ends import End, phone_end
from clew.normalise.held import from_end
from clew.normalise.holders import Holders
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Indices, Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import moments


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of items: one statement per thing an item is about, one for an item about nothing named.

    A row with neither text nor reference nor subject is set aside.
    """
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    graded = records.graded
    start = moments(rows, issues)
    columns = {
        "reference": rows.text("reference"),
        "source_grade": graded.source, "information_grade": graded.information,
        "action_code": graded.action, "sanitisation_code": graded.sanitisation,
        "origin_country": rows.text("country"), "stated_utc": start.value, "time_raw": start.raw,
        "text": rows.cells("text"),
    }  # fmt: skip
    about = _about(rows, records, issues)
    spoken = pa.array(about.per_row > 0)
    says = pc.or_(pc.is_valid(rows.text("text")), pc.is_valid(rows.text("reference")))
    _add(records, about.at, columns, about.kind, about.value)
    nothing = indices(pc.and_(says, pc.invert(spoken)))
    _add(records, nothing, columns, None, None)
    return records.finish("no text, no reference and nothing it is about")


def _add(
    records: Records, at: Indices, columns: dict[str, pa.Array], kind: pa.Array | None, value: pa.Array | None
) -> None:
    taken = {n: c.take(at) for n, c in columns.items()}
    records.add("statement", at, subject_kind=kind, subject=value, **taken)


def _about(rows: Rows, records: Records, issues: Issues) -> Holders:
    """Return everything the items are about: person, number, vehicle, address."""
    about = named.persons(rows, records, rows.text("subject_name"), "subject of an intelligence item")
    things = [phone_end(rows, "subject_phone", issues), ends.end(rows, "subject_vehicle", issues, plate.clean, "plate")]
    if rows.given("subject_address"):
        site = addresses.read(rows, issues, rows.text("subject_address")).found
        about = about.and_also(Holders(rows.size, site.at, site.kind, site.value))
    if rows.given("subject"):
        things.append(_reference(rows))
    for end in things:
        found = from_end(end)
        about = about.and_also(Holders(rows.size, found.at, found.kind, found.value))
    return about


def _reference(rows: Rows) -> End:
    """A subject given as the number of a nominal in another list: an alias, joined by nothing but that number."""
    texts = rows.text("subject")
    kind = pc.if_else(pc.is_valid(texts), "alias", pa.scalar(None, TEXT))
    return End(kind, pc.binary_join_element_wise("node", texts, ":"), texts)


NORMALISER = Normaliser(
    name="statements",
    title="Graded intelligence",
    fields={
        "reference": "reference of the item",
        "start": "when it was recorded, in one cell",
        "date": "date",
        "time": "time of day",
        "grade": "grading in one code: 1AP, 1/A/P, B1P; older 5x5x5 stays as written",
        "source_grade": "1 reliable, 2 untested, 3 not reliable",
        "information_grade": "A known directly to E suspected false",
        "handling": "P or C, with action and sanitisation codes",
        "action": "A1, A2, A3",
        "sanitisation": "S1, S2",
        "country": "country it came from",
        "text": "the item",
        "subject": "number of the subject in another list",
        "subject_name": "person it is about",
        "subject_phone": "number it is about",
        "subject_vehicle": "vehicle it is about",
        "subject_address": "address it is about",
    },
    run=run,
)
