"""Google timelines: Semantic Location History, and the Timeline file telephones export (Android and iPhone).

Visits, journeys and their paths are what Google worked out: they are marked as inferred and say nothing sure about
where the telephone was. Only raw positions were measured. A frequent place is a mere mention.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.content import as_utf8
from clew.readers.engine.jsonstream import JsonStream, begins_json, text
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.google import timeline
from clew.readers.google.rows import COLUMNS, FIELDS, Point
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

_LISTS: dict[str, Callable[[dict[str, Any]], Iterator[Point]]] = {
    "timelineObjects": timeline.semantic,
    "semanticSegments": timeline.segment,
    "rawSignals": timeline.signal,
    "": timeline.segment,
}
_OBJECT = re.compile(
    rb'\A(?:\xef\xbb\xbf)?\s*\{\s*"(?:timelineObjects|semanticSegments|rawSignals|userLocationProfile)"\s*:'
)
_ARRAY = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*\[\s*\{")
_TIMES, _THINGS = rb'"(?:startTime|endTime)"\s*:', rb'"(?:visit|activity|timelinePath|timelineMemory)"\s*:'


def recognise(head: Head) -> float:
    """Score JSON by the keys of a timeline."""
    data = as_utf8(head.data)
    if _OBJECT.match(data):
        return 0.94
    both = re.search(_TIMES, data) and re.search(_THINGS, data)
    return 0.92 if _ARRAY.match(data) and both else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield all positions of a timeline as one part.

    Raises:
        InputError: the file does not begin as JSON.
    """
    if not begins_json(source.start()):
        raise InputError("this is no timeline", where=where(source), hint="such a file is JSON; check that it is whole")
    tally = Tally()
    yield Part(
        name="",
        profile="google-timeline",
        normaliser="locations",
        evidence_type="handset",
        columns=COLUMNS,
        fields=dict(FIELDS),
        batches=_batches(source, tally, min(options.batch_rows, MOST_ROWS)),
        tally=tally,
    )


def _batches(source: Source, tally: Tally, most: int) -> Iterator[pa.RecordBatch]:
    rows = TextRows(tuple(FIELDS))
    without: Counter[str] = Counter()
    with source.open() as stream:
        found = JsonStream(stream)
        for key, number, entry in found.elements():
            if key not in _LISTS:
                without[f"{text(key)} elements"] += 1
                continue
            place = f"{key or 'entry'} {number}"
            if not isinstance(entry, dict):
                tally.read += 1
                tally.set_aside.append(SetAside(place, "no entry but a bare value", text(entry)))
                continue
            points = list(_LISTS[key](entry))
            if not points:
                without[
                    " ".join(("entries of", *sorted(k for k, v in entry.items() if isinstance(v, dict | list))))
                ] += 1
            _add(rows, tally, place, points)
            while len(rows) >= most:
                yield rows.batch()
    _add(rows, tally, "userLocationProfile", list(timeline.frequent(found.others.get("userLocationProfile"))))
    if len(rows):
        yield rows.batch()
    tally.warnings += [f"{count:,} {text(what)} hold no position and were not read" for what, count in without.items()]
    if found.broken:
        tally.warnings.append(f"{found.broken}: what stood before is kept, nothing behind it was read")


def _add(rows: TextRows, tally: Tally, place: str, points: list[Point]) -> None:
    for number, point in enumerate(points, 1):
        tally.read += 1
        row_ref = place if len(points) == 1 else f"{place}, position {number}"
        if not (point.lat or point.lon or point.name or point.address):
            tally.set_aside.append(point.aside(row_ref, "an entry without a position"))
        else:
            rows.add(row_ref, point.raw(), point.values())


READER = Reader(
    name="google-timeline",
    version="1",
    title="Google timelines: visits, journeys and raw positions, from an account, Android or iPhone",
    recognise=recognise,
    read=read,
)
