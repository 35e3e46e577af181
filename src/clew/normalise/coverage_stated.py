"""The period a part's preamble states for its subject: one coverage record, basis `stated`."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import when
from clew.model.records import RAW_SEPARATOR, SCHEMAS
from clew.normalise.ends import End
from clew.normalise.normaliser import Normalised
from clew.normalise.rows import TEXT, Rows

_DAY = pa.scalar(86_400_000_000, pa.duration("us"))


def add_stated_coverage(result: Normalised, rows: Rows, subject: End, event_kinds: str) -> Normalised:
    """Add the coverage of the part's subject once per part, when the preamble gives a subject and a period.

    Without a stated period the loader infers one from the events and says so.

    Args:
        result: The batch's tables, returned with a table `coverage` more when there is something to state.
        rows: The batch; `meta` holds `subject`, `from` and `to`.
        subject: The part's subject, the same in every row.
        event_kinds: Comma list of the kinds of event the part would show.
    """
    told = {key: rows.meta(key) for key in ("from", "to")}
    if not rows.size or "coverage" in rows.context.memo or not all(told.values()) or not subject.kind[0].is_valid:
        return result
    rows.context.memo["coverage"] = True
    context = rows.context
    read = when.clean(
        pa.array(list(told.values()), TEXT),
        timezone=context.timezone, tz_basis=context.tz_basis, day_order=context.day_order,
    )  # fmt: skip
    start, end = read.column("value").to_pylist()
    if start is None or end is None:
        return result
    # A closing day is covered to its end.
    until = pc.add(read.column("value")[1], _DAY) if read.column("precision")[1].as_py() == "day" else end
    given = {
        "part": "",
        "row_ref": "preamble",
        "raw": RAW_SEPARATOR.join(str(v) for v in (rows.meta("subject"), told["from"], told["to"])),
        "subject_kind": subject.kind[0],
        "subject": subject.value[0],
        "from_utc": start,
        "to_utc": until,
        "event_kinds": rows.meta("kinds") or event_kinds,
        "basis": "stated",
        "network": rows.meta("network"),
    }
    fields = [f for f in SCHEMAS["coverage"] if f.name not in ("record_id", "exhibit_id")]
    columns = [_one(given.get(f.name), f.type) for f in fields]
    table = pa.table(columns, schema=pa.schema(fields)).append_column("ordinal", pa.array([0], pa.int16()))
    result.tables["coverage"] = table
    return result


def _one(value: object, type_: pa.DataType) -> pa.Array:
    plain = value.as_py() if isinstance(value, pa.Scalar) else value
    return pa.array([plain], type_)
