"""Things an exchange file describes: one row is one thing, of the kind the row says, with what is known of it."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import held, kinds, node_persons, position
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.truth import truth

_ATTRIBUTES = ("shown_name", "issuer", "make", "model", "serial", "iccid", "imsi", "note")


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of things. A row whose kind Clew does not know, or whose value cannot be read, is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    stated = kinds.read_kinds(rows.text("kind"))
    issues.flag("kind", pc.and_(pc.is_valid(rows.text("kind")), pc.is_null(stated)), "no kind of this name")
    values, names = rows.value("value"), rows.value("name")
    thing = kinds.clean(rows, stated, values, issues, "value")
    where = position.read(rows)
    issues.add("lat", where.issue)
    at = indices(pc.is_valid(thing.kind))
    records.add(
        "identifier",
        at,
        id_kind=thing.kind.take(at), value=thing.value.take(at), value_raw=thing.raw.take(at),
        label=names.take(at), lat=where.lat.take(at), lon=where.lon.take(at),
        attributes=held.json_objects({n: rows.text(n).take(at) for n in _ATTRIBUTES}, len(at)),
    )  # fmt: skip
    is_person = indices(pc.and_(pc.equal(stated, "person"), pc.is_valid(values)))
    protected = pc.if_else(truth(rows, "protected").take(is_person), "protected", pa.scalar(None, TEXT))
    categories = pa.array([[c] if c else None for c in protected.to_pylist()], pa.list_(TEXT))
    node_persons.add(rows, records, is_person, values, names, categories=categories)
    return records.finish("no kind of thing Clew knows, or no value that can be read")


NORMALISER = Normaliser(
    name="things",
    title="Things an exchange file describes",
    fields={
        "kind": "what it is: person, phone, imei, imsi, iccid, vehicle, address, place, account, email, messaging, ...",
        "value": "its value; of a person its id in the file",
        "name": "what it is called",
        "protected": "yes for a person whose identity whoever sent it protects",
        "shown_name": "name an account shows; not said to be anybody's",
        "issuer": "who issued an account",
        "make": "make of a device",
        "model": "model of a device",
        "serial": "serial number of a device",
        "iccid": "SIM card number, where the value is another",
        "imsi": "subscriber number of a SIM, where the value is another",
        "lat": "latitude",
        "lon": "longitude",
        "note": "remarks",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
