"""What an extraction says of the telephone itself: its hardware, SIMs, numbers and accounts, one statement a row.

The user of the telephone is not named by it: a number or account of a device belongs to the device's placeholder.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import ends, kinds
from clew.normalise.held import json_objects
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import instant

#: Kinds of statement that name something the device used; every other kind is a property of the device.
_USED = pa.array(["phone", "imei", "imsi", "iccid", "email", "messaging"], TEXT)


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of statements. One without a kind or a value is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    kind, value = pc.utf8_lower(rows.text("kind")), rows.text("value")
    device = ends.device(rows)
    used = pc.fill_null(pc.is_in(kind, value_set=_USED), False)
    named = pc.fill_null(pc.equal(kind, "alias"), False)
    end = kinds.clean(rows, pc.if_else(pc.or_(used, named), kind, pa.scalar(None, TEXT)), value, issues, "value")
    since, until = instant(rows, "from", issues), instant(rows, "to", issues)
    at = indices(pc.is_valid(end.kind))
    records.add(
        "membership",
        at,
        relation=pc.if_else(named, "KNOWN_AS", "USES").take(at), as_own=False,
        capacity=rows.text("label").take(at),
        a_kind=device.kind.take(at), a=device.value.take(at),
        b_kind=end.kind.take(at), b=end.value.take(at), b_raw=value.take(at),
        from_utc=since.take(at), to_utc=until.take(at), note=rows.text("source").take(at),
    )  # fmt: skip
    about = indices(pc.and_(pc.and_(pc.is_valid(kind), pc.is_valid(value)), pc.invert(pc.or_(used, named))))
    records.add(
        "identifier",
        about,
        id_kind="device", value=device.value.take(about), value_raw=value.take(about), status="valid",
        attributes=_attributes(kind.take(about), value.take(about)),
    )  # fmt: skip
    return records.finish("no statement about the device, or none that can be read")


def _attributes(kind: pa.Array, value: pa.Array) -> pa.Array:
    names = pc.unique(kind).to_pylist()
    columns = {name: pc.if_else(pc.equal(kind, name), value, pa.scalar(None, TEXT)) for name in names}
    return json_objects(columns, len(kind))


NORMALISER = Normaliser(
    name="devices",
    title="What an extraction says of the telephone: hardware, SIMs, numbers, accounts",
    fields={
        "kind": "phone, imei, imsi, iccid, email, messaging or alias; or the name of a property such as model",
        "value": "the identifier or the property; accounts as `service:user`",
        "label": "what the extraction calls it",
        "source": "where in the telephone it was found; kept as a note",
        "from": "since when",
        "to": "until when, or last known use",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
