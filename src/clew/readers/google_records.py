"""Google location history: `Records.json`, every position the telephones of an account reported.

Several devices may report to one account; the tag of the device is kept with each row. Numbers are read as text, so
degrees are exact; memory stays flat whatever the size of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.content import as_utf8
from clew.readers.engine.jsonstream import JsonStream, begins_json, text
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.google.points import e7
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

COLUMNS = ("timestamp", "latitudeE7", "longitudeE7", "accuracy", "source", "deviceTag", "further fields")
FIELDS = {
    "start": "timestamp", "lat": "latitudeE7", "lon": "longitudeE7", "accuracy": "accuracy", "source": "source",
    "note": "deviceTag",
}  # fmt: skip
_START = re.compile(rb'\A(?:\xef\xbb\xbf)?\s*\{\s*(?:"\w+"\s*:\s*(?:"[^"]*"|[\d.]+|\w+)\s*,\s*)*"locations"\s*:\s*\[')
_OWN = frozenset(("timestamp", "timestampMs", "latitudeE7", "longitudeE7", "accuracy", "source", "deviceTag"))


def recognise(head: Head) -> float:
    """Score a JSON object with a list of `locations`."""
    found = _START.match(as_utf8(head.data))
    if found is None:
        return 0.0
    return 0.94 if re.search(rb'"(?:latitudeE7|timestampMs|timestamp|activity)"|\[\s*\]', head.data) else 0.5


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield the positions as one part.

    Raises:
        InputError: the file does not begin as JSON.
    """
    if not begins_json(source.start()):
        raise InputError(
            "this is no location history", where=where(source), hint="such a file is JSON; check that it is whole"
        )
    tally = Tally()
    yield Part(
        name="",
        profile="google-records",
        normaliser="locations",
        evidence_type="handset",
        columns=COLUMNS,
        fields=dict(FIELDS),
        batches=_batches(source, tally, min(options.batch_rows, MOST_ROWS)),
        tally=tally,
    )


def _batches(source: Source, tally: Tally, most: int) -> Iterator[pa.RecordBatch]:
    rows = TextRows(tuple(FIELDS))
    with source.open() as stream:
        found = JsonStream(stream)
        for key, number, entry in found.elements():
            if key != "locations":
                continue
            tally.read += 1
            row_ref = f"location {number}"
            if not isinstance(entry, dict):
                tally.set_aside.append(SetAside(row_ref, "no position but a bare value", text(entry)))
                continue
            _add(rows, tally, row_ref, entry)
            if len(rows) >= most:
                yield rows.batch()
    if len(rows):
        yield rows.batch()
    if found.broken:
        tally.warnings.append(f"{found.broken}: what stood before is kept, nothing behind it was read")


def _add(rows: TextRows, tally: Tally, row_ref: str, entry: dict[str, Any]) -> None:
    start = text(entry.get("timestamp") or entry.get("timestampMs"))
    lat, lon = text(entry.get("latitudeE7")), text(entry.get("longitudeE7"))
    radius, origin, tag = (text(entry.get(name)) for name in ("accuracy", "source", "deviceTag"))
    further = "; ".join(f"{name}={text(value)}" for name, value in entry.items() if name not in _OWN)
    raw = (start, lat, lon, radius, origin, tag, text(further))
    if not lat and not lon:
        tally.set_aside.append(SetAside(row_ref, "an entry without a position", "\x1f".join(raw)))
        return
    note = f"device {tag}" if tag else ""
    rows.add(row_ref, raw, (start, e7(lat, longitude=False), e7(lon, longitude=True), radius, origin, note))


READER = Reader(
    name="google-records",
    version="1",
    title="Google location history: Records.json, positions of an account",
    recognise=recognise,
    read=read,
)
