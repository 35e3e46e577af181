"""GPX: track points a receiver recorded, waypoints somebody saved, points of a planned route.

A track point is a measured position. A waypoint or route point is a place that was saved or planned: it is only
mentioned, whatever time stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.engine.xmltrees import Tree, Walk, root_of
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

COLUMNS = ("kind", "time", "lat", "lon", "name", "of", "description", "further fields")
FIELDS = {
    "start": "time", "lat": "lat", "lon": "lon", "basis": "kind", "name": "name", "source": "of", "note": "description",
}  # fmt: skip
_BASES = {"trkpt": "measured", "wpt": "mentioned", "rtept": "mentioned"}
_WORDS = {"trkpt": "track point", "wpt": "waypoint", "rtept": "route point"}
_OWN = frozenset(("time", "name", "desc", "cmt"))
_WANTED = frozenset((*_BASES, "name"))


def recognise(head: Head) -> float:
    """Score a file by its root element."""
    return 0.95 if not head.members and root_of(head.data) == "gpx" else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield all points as one part.

    Raises:
        InputError: it is another kind of XML, or brings a document type definition.
    """
    if root_of(source.start()) != "gpx":
        raise InputError("this is no GPX", where=where(source), hint="its root element is gpx")
    tally = Tally()
    yield Part(
        name="",
        profile="gpx",
        normaliser="locations",
        evidence_type="handset",
        columns=COLUMNS,
        fields=dict(FIELDS),
        batches=_batches(source, tally, min(options.batch_rows, MOST_ROWS)),
        tally=tally,
    )


def _batches(source: Source, tally: Tally, most: int) -> Iterator[pa.RecordBatch]:
    rows = TextRows(tuple(FIELDS))
    walk = Walk(source, _WANTED)
    numbers: Counter[str] = Counter()
    owner = ""
    for parent, tree in walk.trees():
        if tree.tag == "name":
            owner = tree.text if parent in ("trk", "rte") else owner
            continue
        numbers[tree.tag] += 1
        tally.read += 1
        row_ref = f"{_WORDS[tree.tag]} {numbers[tree.tag]}"
        raw = _raw(tree, "" if tree.tag == "wpt" else owner)
        kind, start, lat, lon, name, of, told, further = raw
        if not (lat or lon or name):
            tally.set_aside.append(SetAside(row_ref, "a point without a position", "\x1f".join(raw)))
            continue
        note = "; ".join(x for x in (told, further) if x)
        rows.add(row_ref, raw, (start, lat, lon, _BASES[tree.tag], name, of or kind, note))
        if len(rows) >= most:
            yield rows.batch()
    if len(rows):
        yield rows.batch()
    tally.warnings += walk.warnings


def _raw(tree: Tree, owner: str) -> tuple[str, ...]:
    told = "; ".join(text for text in (tree.of("desc"), tree.of("cmt")) if text)
    further = "; ".join(
        f"{each.tag}={each.text}"
        for child in tree.children
        if child.tag not in _OWN
        for each in child.all()
        if each.text
    )
    attributes = tree.attributes
    return (
        _WORDS[tree.tag], tree.of("time"), attributes.get("lat", ""), attributes.get("lon", ""), tree.of("name"), owner,
        told, further,
    )  # fmt: skip


READER = Reader(
    name="gpx",
    version="1",
    title="GPX: tracks, waypoints and routes",
    recognise=recognise,
    read=read,
)
