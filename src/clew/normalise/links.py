"""Link lists: each row joins two things, by a relation in the exhibit's own words."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from clew.model.entities import LINK_TYPES
from clew.normalise import kinds, node_persons
from clew.normalise.ends import End
from clew.normalise.held import holder_ends
from clew.normalise.issues import Issues
from clew.normalise.normaliser import Context, Normalised, Normaliser
from clew.normalise.records import Records, first_of_each, indices
from clew.normalise.rows import TEXT, Rows
from clew.normalise.times import instant, moments
from clew.normalise.truth import truth

_BACKWARDS = pa.array(["backward", "backwards", "in", "<-", "to source", "incoming", "reverse", "arrow on tail"])

_TYPES = pa.array(sorted(LINK_TYPES), TEXT)

#: What an aggregated link may state: how many events, and rows, it stands for.
COUNTS = ("records", "calls", "messages", "payments", "sightings")

SIDES = ("source", "target")


def run(batch: pa.RecordBatch, context: Context) -> Normalised:
    """Type one batch of links. A row without two usable ends is set aside.

    A relation that Clew has no type for becomes `LINKED_TO` with the exhibit's word as its capacity.
    Two ends under one name in the same exhibit are one thing there, because the exhibit says so.
    """
    rows = Rows(batch, context)
    issues = Issues(rows.size)
    records = Records(rows, issues)
    ends = [_end(rows, issues, side) for side in ("source", "target")]
    whole = pc.and_(*(pc.or_(_is_person(rows, side), pc.is_valid(e.kind)) for side, e in zip(SIDES, ends, strict=True)))
    a, b = (_with_persons(rows, records, side, end, whole) for side, end in zip(SIDES, ends, strict=True))
    back = pc.fill_null(pc.is_in(pc.utf8_lower(rows.text("direction")), value_set=_BACKWARDS), False)
    a, b = b.chosen(back, a), a.chosen(back, b)
    relation, capacity = _relation(rows)
    start, since, until = moments(rows, issues), instant(rows, "from", issues), instant(rows, "to", issues)
    records.where(
        "membership",
        pc.and_(pc.is_valid(a.kind), pc.is_valid(b.kind)),
        relation=relation, as_own=pc.fill_null(truth(rows, "as_own"), False), capacity=capacity,
        a_kind=a.kind, a=a.value, b_kind=b.kind, b=b.value, b_raw=b.raw,
        from_utc=pc.coalesce(since, start.value), to_utc=pc.coalesce(until, start.value),
        note=rows.value("note"),
        first_utc=instant(rows, "first", issues), last_utc=instant(rows, "last", issues),
        **{name: _count(rows, name, issues) for name in COUNTS},
    )  # fmt: skip
    _name_groups(rows, records)
    return records.finish("one end of the link is missing or cannot be read")


def _relation(rows: Rows) -> tuple[pa.Array, pa.Array]:
    """Return link type and capacity of each row; canonical types are taken as they stand."""
    word = rows.text("link_type")
    known = pc.if_else(pc.is_in(word, value_set=_TYPES), word, None) if rows.canonical else kinds.read_link_types(word)
    relation = pc.fill_null(known, "LINKED_TO")
    own = pc.if_else(pc.is_null(known), pc.utf8_lower(word), pa.scalar(None, TEXT))
    said = pc.if_else(pc.equal(relation, "LINKED_TO"), pc.utf8_lower(word), pa.scalar(None, TEXT))
    return relation, pc.coalesce(rows.value("capacity"), own if rows.canonical else said)


def _count(rows: Rows, field: str, issues: Issues) -> pa.Array:
    """Return how many events a row states for its link, null where it states none."""
    texts = rows.text(field)
    sound = pc.fill_null(pc.match_substring_regex(texts, r"^\d{1,15}$"), False)
    issues.flag(field, pc.and_(pc.is_valid(texts), pc.invert(sound)), "not a number of events")
    return pc.cast(pc.if_else(sound, texts, pa.scalar(None, TEXT)), pa.int64())


def _kinds(rows: Rows, side: str) -> pa.Array:
    """Return the kind of an end: the row's word, else the part's, else `node`: an id nobody explains."""
    stated = kinds.read_kinds(rows.text(f"{side}_type"))
    return pc.fill_null(stated, rows.meta(f"{side}_type") or "node")


def _is_person(rows: Rows, side: str) -> pa.Array:
    return pc.and_(pc.equal(_kinds(rows, side), "person"), pc.is_valid(rows.value(side)))


def _end(rows: Rows, issues: Issues, side: str) -> End:
    stated, texts = rows.text(f"{side}_type"), rows.value(side)
    unknown = pc.and_(pc.is_valid(stated), pc.is_null(kinds.read_kinds(stated)))
    issues.flag(f"{side}_type", unknown, "unknown kind of thing")
    return kinds.clean(rows, _kinds(rows, side), texts, issues, side)


def _with_persons(rows: Rows, records: Records, side: str, end: End, whole: pa.Array) -> End:
    """Put person records in for the ends that are people."""
    at = indices(pc.and_(_is_person(rows, side), whole))
    people = node_persons.add(rows, records, at, rows.value(side), rows.value(f"{side}_label"))
    named = holder_ends(people, rows.value(side))
    return End(pc.coalesce(named.kind, end.kind), pc.coalesce(named.value, end.value), end.raw)


def _name_groups(rows: Rows, records: Records) -> None:
    """Give a group chat the title the row states, once per batch."""
    if not rows.given("target_label"):
        return
    group, label = (
        kinds.clean(rows, _kinds(rows, "target"), rows.text("target"), Issues(rows.size), "target"),
        rows.text("target_label"),
    )
    at = first_of_each(pc.and_(pc.equal(group.kind, "group"), pc.is_valid(label)), group.value, label)
    records.add("identifier", at, id_kind="group", value=group.value.take(at), label=label.take(at), status="valid")


NORMALISER = Normaliser(
    name="links",
    title="Link lists",
    fields={
        "source": "one end: id or value",
        "source_type": "what it is: person, phone, group, device (`self`), vehicle, address, account, node",
        "source_label": "its label",
        "target": "the other end",
        "target_type": "what it is",
        "target_label": "its label",
        "link_type": "the relation",
        "start": "when, date and time in one cell",
        "date": "when, date",
        "time": "when, time of day",
        "from": "since when",
        "to": "until when",
        "strength": "how sure the exhibit is; kept in the row's text",
        "direction": "which way it points",
        "note": "remarks",
        "capacity": "in what capacity, beside the relation",
        "as_own": "yes when the person gave the identifier as their own",
        "records": "how many rows the link stands for, when the file sums them up",
        "calls": "how many calls it sums up",
        "messages": "how many messages it sums up",
        "payments": "how many payments it sums up",
        "sightings": "how many sightings it sums up",
        "first": "first event it sums up",
        "last": "last event it sums up",
        "grade": "grading code of the row",
        "handling": "handling code of the row",
    },
    run=run,
)
