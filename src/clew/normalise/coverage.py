"""Which periods of whose records are held: without it nobody can tell silence from a gap."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from clew.normalise import kinds
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import read_times

_DAY = pa.scalar(86_400_000_000, pa.duration("us"))
_KINDS = {
    "call": "call", "calls": "call", "voice": "call", "billing": "call,message,data", "cdr": "call,message,data",
    "sms": "message", "text": "message", "texts": "message", "message": "message", "messages": "message",
    "mms": "message", "data": "data", "gprs": "data", "internet": "data", "payments": "payment", "payment": "payment",
    "transactions": "payment", "bank": "payment", "statements": "payment", "topup": "topup", "topups": "topup",
    "anpr": "sighting", "sighting": "sighting", "sightings": "sighting", "reads": "sighting", "missing": "missing",
    "location": "location", "locations": "location", "travel": "travel", "stop": "stop", "stops": "stop",
}  # fmt: skip


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of coverage. A row without a subject or with no date at all is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    texts = rows.text("subject")
    subject = kinds.clean(rows, _kind(texts), texts, issues, "subject")
    start, end = (_bound(rows, issues, field) for field in ("from", "to"))
    end = pc.if_else(end[1], pc.add(end[0], _DAY), end[0])  # a closing day is covered to its end
    records.where(
        "coverage",
        pc.and_(pc.is_valid(subject.kind), pc.or_(pc.is_valid(start[0]), pc.is_valid(end))),
        subject_kind=subject.kind, subject=subject.value,
        from_utc=start[0], to_utc=end,
        event_kinds=_event_kinds(rows), basis="stated", network=rows.text("network"),
    )  # fmt: skip
    return records.finish("no subject, or no period")


def _bound(rows: Rows, issues: Issues, field: str) -> tuple[pa.Array, pa.Array]:
    """Return the times of a column, and which of them are whole days."""
    read = read_times(rows, rows.cells(field))
    issues.add(field, read.column("issue").combine_chunks())
    whole_day = pc.fill_null(pc.equal(read.column("precision"), "day"), False)
    return read.column("value").combine_chunks(), whole_day.combine_chunks()


def _kind(texts: pa.Array) -> pa.Array:
    """Tell numbers, accounts and plates apart by their form: records are held for nothing else."""
    bare = pc.replace_substring_regex(texts, r"[\s\-]", "")
    account = pc.match_substring_regex(bare, r"^(?:\d{14}|[A-Z]{2}\d{2}[A-Z0-9]{11,30})$")
    plate = pc.match_substring_regex(pc.utf8_upper(bare), r"^[A-Z]{1,3}\d{1,4}[A-Z]{0,3}$")
    return pc.if_else(account, "account", pc.if_else(plate, "vehicle", "phone")).cast(TEXT)


def _event_kinds(rows: Rows) -> pa.Array:
    words = pc.fill_null(rows.text("kinds"), rows.meta("kinds") or "").dictionary_encode()
    return pa.array([event_kinds(text) for text in words.dictionary.to_pylist()], TEXT).take(words.indices)


def event_kinds(text: str) -> str:
    """Return the event kinds some words name, sorted, comma between; calls and messages when they name none."""
    found = {kind for word in re.findall(r"[a-z]+", text.lower()) for kind in _KINDS.get(word, "").split(",") if kind}
    return ",".join(sorted(found)) or "call,message"


NORMALISER = Normaliser(
    name="coverage",
    title="Periods for which records are held",
    fields={
        "subject": "number, account or plate",
        "network": "who holds the records",
        "from": "first day or time",
        "to": "last day or time",
        "kinds": "calls, texts, data, payments, reads",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
