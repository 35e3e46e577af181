"""Call records, messages and data sessions: who reached whom, when, with which handset, under which mast."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.identifiers import imei, phone
from clew.normalise import call_type, ends, handsets, place_key, position
from clew.normalise.call_type import Meanings
from clew.normalise.coverage_stated import add_stated_coverage
from clew.normalise.ends import End, party_end, same
from clew.normalise.held import json_objects
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, first_of_each
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import Moments, durations, flag_missing_time_of_day, moments
from clew.normalise.truth import truth

#: Longest time between a start and an end from which a missing duration is worked out, seconds.
LONGEST_CALL_S = 86_400

_DAY = pa.scalar(86_400_000_000, pa.duration("us"))
_COVERED = "call,message,data"


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of call records. A row with neither a time nor a second party, handset or cell is set aside."""
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    meaning = call_type.read(rows, issues)
    subject, a, b, direction = _ends(rows, issues, meaning)
    start = moments(rows, issues)
    flag_missing_time_of_day(issues, "start", start)
    end, duration = _end_and_duration(rows, issues, start)
    handset, sim = (handsets.read(rows, field, issues, subject, a, b) for field in ("imei", "imsi"))
    third = party_end(rows, "third", issues)
    cell_first = place_key.keys(rows, "cell_first", issues, area="lac", operator="network")
    cell_last = place_key.keys(rows, "cell_last", issues, operator="network")
    place = position.read(rows, within="cell_name")
    issues.add("lat", place.issue)
    others = [pc.if_else(same(end, subject), pa.scalar(None, TEXT), end.raw) for end in (a, b)]
    usable = pc.or_(pc.is_valid(start.value), _any_valid(*others, third.raw, handset.own, sim.own, cell_first))
    has_text = rows.given("text")
    records = Records(rows, issues)
    records.where(
        "event",
        usable,
        event_kind=_if_text(rows, meaning.event_kind) if has_text else meaning.event_kind,
        subject_kind=subject.kind, subject=subject.value,
        a_kind=a.kind, a=a.value, a_raw=a.raw,
        b_kind=b.kind, b=b.value, b_raw=b.raw,
        third_kind=third.kind, third=third.value,
        direction=direction, service=_service(rows, meaning), status=pc.coalesce(meaning.status, rows.text("status")),
        start_utc=start.value, end_utc=end, time_raw=start.raw, tz_basis=start.tz_basis, ambiguous=start.ambiguous,
        duration_s=duration, imei=handset.own, imsi=sim.own,
        cell_first=cell_first, cell_last=cell_last, place=cell_first,
        lat=place.lat, lon=place.lon,
        position_kind=pc.if_else(pc.is_valid(place.lat), "cell", pa.scalar(None, TEXT)),
        channel=_app(rows, meaning), text=rows.cells("text"), conversation=rows.text("conversation"),
        deleted=truth(rows, "deleted"),
    )  # fmt: skip
    for field, hardware in (("imei", handset), ("imsi", sim)):
        handsets.link(records, hardware, a, b, field, start.value)
    _contacts(rows, records, a, b, subject)
    _masts(rows, records, cell_first, place)
    result = records.finish("neither a time nor a second number, handset or cell")
    return add_stated_coverage(result, rows, _stated_subject(rows), _COVERED)


def _ends(rows: Rows, issues: Issues, meaning: Meanings) -> tuple[End, End, End, pa.Array]:
    """Return subject, initiator, recipient and direction, from subject and other or from caller and called."""
    subject = _subject(rows, issues)
    if rows.given("caller", "called"):
        a, b, direction = _caller_called(rows, issues, meaning, subject)
    else:
        other = party_end(rows, "other", issues)
        inward = pc.equal(pc.fill_null(meaning.side, "out"), "in")
        a, b, direction = other.chosen(inward, subject), subject.chosen(inward, other), meaning.direction
    unsent = pc.fill_null(pc.equal(meaning.status, "not sent"), False)
    if pc.any(unsent).as_py():  # written but never sent: the text on the device is evidence, a contact it is not
        b = ends.nowhere(rows)._replace(raw=b.raw).chosen(unsent, b)
    return subject, a, b, direction


def _caller_called(rows: Rows, issues: Issues, meaning: Meanings, subject: End) -> tuple[End, End, pa.Array]:
    """Calling and called columns are not subject and other: the subject is whichever end equals it, or neither."""
    caller, called = party_end(rows, "caller", issues), party_end(rows, "called", issues)
    side = pc.coalesce(
        _where(same(caller, subject), "out"),
        _where(same(called, subject), "in"),
        meaning.side,
        _where(pc.and_(caller.blank, pc.is_valid(subject.kind)), "out"),
        _where(pc.and_(called.blank, pc.is_valid(subject.kind)), "in"),
    )
    out, inward = (pc.fill_null(pc.equal(side, word), False) for word in ("out", "in"))
    a = subject.chosen(pc.and_(out, caller.blank), caller)
    b = subject.chosen(pc.and_(inward, called.blank), called)
    # The type may say more than the side: missed, forwarded, voicemail.
    said = pc.is_in(meaning.direction, value_set=pa.array(["in", "out", "unknown"]))
    return a, b, pc.if_else(said, pc.fill_null(side, "unknown"), meaning.direction)


def _subject(rows: Rows, issues: Issues) -> End:
    """Return whose records these are: the row's own column, else the preamble's, else the device of a handset."""
    stated = _stated_subject(rows)
    if not rows.given("subject"):
        return stated
    own = party_end(rows, "subject", issues)
    return own if own.raw.null_count == 0 else stated.chosen(own.blank, own)


def _stated_subject(rows: Rows) -> End:
    text = rows.meta("subject")
    if text is not None:
        known = rows.memo("stated subject")
        if text not in known:
            texts = pa.array([text], TEXT)
            tables = (phone.clean(texts, region=rows.context.region), imei.clean(texts))
            found = ((t.column("kind")[0].as_py(), t.column("value")[0].as_py()) for t in tables)
            known[text] = next((pair for pair in found if pair[0] is not None), None)
        if known[text] is not None:
            kind, value = known[text]
            return ends.fixed(rows, kind, value, text)
    return ends.device(rows) if rows.context.evidence_type == "handset" else ends.nowhere(rows)


def _end_and_duration(rows: Rows, issues: Issues, start: Moments) -> tuple[pa.Array, pa.Array]:
    """Return end and duration; a clock time alone is the first one after the start; each fills the other's gap."""
    duration = durations(rows, "duration", issues)
    if not rows.given("end", "end_date", "end_time"):
        return pa.nulls(rows.size, start.value.type), duration
    own_day = rows.given("end_date")
    end = moments(
        rows, issues, "end", "end_date" if own_day else "date", "end_time" if rows.given("end_time") else ""
    ).value
    if not own_day:
        end = pc.if_else(pc.less(end, start.value), pc.add(end, _DAY), end)
    between = pc.divide(pc.subtract(end, start.value).cast(pa.int64()), 1_000_000)
    sound = pc.and_(pc.greater_equal(between, 0), pc.less_equal(between, LONGEST_CALL_S))
    issues.flag("end", pc.less(between, 0), "before the start")
    return end, pc.coalesce(duration, pc.if_else(sound, between, pa.scalar(None, pa.int64())))


def _if_text(rows: Rows, kinds: pa.Array) -> pa.Array:
    """A row with a written text is a message, whatever its type says nothing about."""
    return pc.if_else(pc.greater(pc.utf8_length(pc.fill_null(rows.cells("text"), "")), 0), "message", kinds)


def _service(rows: Rows, meaning: Meanings) -> pa.Array:
    """Return the service; whatever went through an app is `app`, also a call."""
    return pc.if_else(pc.is_valid(rows.text("app")), "app", meaning.service) if rows.given("app") else meaning.service


def _app(rows: Rows, meaning: Meanings) -> pa.Array:
    """Return the name of the app: its own column, else the service cell that named one."""
    named = pc.if_else(pc.equal(meaning.service, "app"), rows.text("service"), pa.scalar(None, TEXT))
    return pc.coalesce(rows.text("app"), named)


def _contacts(rows: Rows, records: Records, a: End, b: End, subject: End) -> None:
    """A name the handset printed beside the other number is an address book entry, once per batch and pair."""
    if not rows.given("contact_name"):
        return
    other = b.chosen(same(a, subject), a)
    name = rows.text("contact_name")
    at = first_of_each(pc.and_(pc.is_valid(name), pc.is_valid(other.kind)), name, other.value)
    owner = ends.device(rows) if rows.context.evidence_type == "handset" else subject
    columns = {
        "owner_kind": owner.kind, "owner": owner.value, "display_name": name,
        "id_kind": other.kind, "value": other.value, "value_raw": other.raw,
    }  # fmt: skip
    records.add("contact", at, **{n: c.take(at) for n, c in columns.items()})


def _masts(rows: Rows, records: Records, key: pa.Array, place: position.Positions) -> None:
    """Describe each mast once per batch, where the rows tell more than its id."""
    if not rows.given("cell_name", "cell_postcode", "azimuth"):
        return
    name, postcode, azimuth = (rows.text(f) for f in ("cell_name", "cell_postcode", "azimuth"))
    at = first_of_each(pc.and_(pc.is_valid(key), _any_valid(name, postcode, azimuth)), key)
    attributes = json_objects({"postcode": postcode.take(at), "azimuth": azimuth.take(at)}, len(at))
    columns = {"value": key, "value_raw": rows.cells("cell_first"), "label": name, "lat": place.lat, "lon": place.lon}
    taken = {n: c.take(at) for n, c in columns.items()}
    records.add("identifier", at, id_kind="place", attributes=attributes, **taken)


def _where(mask: pa.Array, word: str) -> pa.Array:
    return pc.if_else(pc.fill_null(mask, False), pa.scalar(word), pa.scalar(None, TEXT))


def _any_valid(*columns: pa.Array) -> pa.Array:
    found = pc.is_valid(columns[0])
    for more in columns[1:]:
        if more.null_count < len(more):
            found = pc.or_(found, pc.is_valid(more))
    return found


NORMALISER = Normaliser(
    name="calls",
    title="Calls, messages and data sessions",
    fields={
        "subject": "number whose records these are",
        "other": "the other number",
        "caller": "calling number, in layouts that name both ends",
        "called": "called number, in layouts that name both ends",
        "third": "number the call was forwarded to or from",
        "type": "call type token; may tell direction and service",
        "direction": "direction, when apart from the type",
        "service": "voice, SMS, data or the app, when apart from the type",
        "app": "name of the app a call or message went through; blank for the network",
        "start": "date and time in one cell, or an epoch number",
        "date": "date, when apart",
        "time": "time of day, when apart",
        "end": "end, date and time in one cell",
        "end_date": "date of the end",
        "end_time": "time of day of the end",
        "duration": "seconds, h:mm:ss, mm:ss or 1h 2m 3s",
        "imei": "handset of the subject",
        "imsi": "SIM of the subject",
        "other_imei": "handset of the other end",
        "other_imsi": "SIM of the other end",
        "cell_first": "cell at the start, as the operator writes it",
        "cell_last": "cell at the end",
        "lac": "location or tracking area code of the first cell",
        "cell_name": "name or address of the mast",
        "cell_postcode": "postcode of the mast",
        "lat": "latitude of the mast, or both coordinates",
        "lon": "longitude of the mast",
        "easting": "National Grid easting of the mast, metres",
        "northing": "National Grid northing of the mast, metres",
        "azimuth": "direction the cell points to, degrees",
        "network": "operator",
        "smsc": "message centre; kept in the row's text",
        "text": "message body",
        "roaming": "visited network; kept in the row's text",
        "status": "outcome as the exhibit words it",
        "conversation": "chat the message belongs to",
        "contact_name": "name the device shows for the other number",
        "deleted": "recovered after deletion",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
