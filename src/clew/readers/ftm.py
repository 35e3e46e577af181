"""FollowTheMoney entities, one JSON object a line: people, organisations, what is theirs, and what joins them.

Read as a stream: once to learn which id is what, then once for each kind of row. Schemata that are no person,
thing or link of Clew's are counted, named, and kept as rows set aside.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from clew.errors import InputError
from clew.model.exchange import CHART
from clew.model.records import RAW_SEPARATOR
from clew.readers.followthemoney import events, exchanged, links, schemata, things
from clew.readers.followthemoney.lines import Lines
from clew.readers.followthemoney.rows import COLUMNS, Layout, part
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

_KEYS = (rb'"id"\s*:', rb'"schema"\s*:\s*"[A-Z][A-Za-z]+"', rb'"properties"\s*:\s*\{')
_CHART = "clew chart"
_KNOWN = (
    *schemata.PEOPLE, *schemata.ORGANISATIONS, *schemata.THINGS, *schemata.PAPERS, *schemata.EVENTS, *schemata.EDGES,
    schemata.PAYMENT, "clew entity", "clew link", "clew unconfirmed link",
)  # fmt: skip


def recognise(head: Head) -> float:
    """Score a file: its first line is an object with id, schema and properties."""
    first = head.data.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
    return 0.95 if first.startswith(b"{") and all(re.search(key, first) for key in _KEYS) else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield a part for each kind of row; the last one holds the lines that give none.

    Raises:
        InputError: no line holds an entity.
    """
    lines = Lines(source)
    lines.walk(schemata.end_of, lambda schema: schema in (*schemata.EVENTS, *schemata.EDGES, schemata.PAYMENT))
    counts = Counter(lines.schemata)
    if not any(counts[schema] for schema in counts if schema):
        raise InputError(
            "no line of the file holds an entity",
            where=where(source),
            hint='each line is an object with "id", "schema" and "properties"',
        )
    for layout, rows, of, evidence in (
        (exchanged.ENTITIES, exchanged.entities(lines), ("clew entity",), "report"),
        (exchanged.LINKS, exchanged.links(lines, "clew link"), ("clew link",), "report"),
        (
            exchanged.UNCONFIRMED,
            exchanged.links(lines, "clew unconfirmed link"),
            ("clew unconfirmed link",),
            "intelligence",
        ),
        (things.PEOPLE, things.people(lines), schemata.PEOPLE, "report"),
        (things.ORGANISATIONS, things.organisations(lines), schemata.ORGANISATIONS, "report"),
        (things.THINGS, things.things(lines), schemata.THINGS, "report"),
        (things.PAPERS, things.papers(lines), schemata.PAPERS, "report"),
        (events.CALLS, events.calls(lines), schemata.EVENTS, "report"),
        (events.MEMBERS, events.members(lines), schemata.EVENTS, "report"),
        (events.PAYMENTS, events.payments(lines), (schemata.PAYMENT,), "report"),
        (links.LINKS, links.links(lines), tuple(set(_KNOWN)), "report"),
    ):
        if any(counts[schema] for schema in of):
            yield part(layout, rows, evidence, options.batch_rows)
    if any(schema not in _KNOWN for schema in counts):
        yield _rest(lines, counts)


def _rest(lines: Lines, counts: Counter[str]) -> Part:
    """Return the part of lines that give no row: each is set aside, each kind of them named with its count."""
    layout = Layout("other", "things", ("kind", "value"))
    tally = Tally()
    unread = {schema: count for schema, count in counts.items() if schema and schema not in (*_KNOWN, _CHART)}
    if lines.marking:
        tally.warnings.append(f"marked {lines.marking}")
    tally.warnings += [f"{count:,} of schema {schema} not read" for schema, count in sorted(unread.items())]

    def batches() -> Iterator[pa.RecordBatch]:
        for item in lines.of(_CHART, *unread):
            tally.read += 1
            raw = RAW_SEPARATOR.join((item.schema, item.text, ""))
            reason = "what the other case says of its chart as a whole" if item.id == CHART else ""
            tally.set_aside.append(SetAside(item.row_ref, reason or f"schema {item.schema} is not read", raw))
        for number, text in lines.without_entity():
            tally.read += 1
            reason = "the line is no entity" if _is_json(text) else "the line is cut short or damaged"
            tally.set_aside.append(SetAside(f"line {number}", reason, RAW_SEPARATOR.join(("", text, ""))))
        yield from ()

    return Part(
        name=layout.name,
        profile="ftm-other",
        normaliser=layout.normaliser,
        evidence_type="report",
        columns=COLUMNS,
        fields={},
        batches=batches(),
        tally=tally,
    )


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


READER = Reader(
    name="ftm",
    version="1",
    title="FollowTheMoney entities, one JSON object a line",
    recognise=recognise,
    read=read,
)
