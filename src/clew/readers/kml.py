"""KML and KMZ: placemarks, drawn paths and recorded tracks, of any version and namespace.

Coordinates are longitude first. A track or a point with a moment is a measured position; a place with a span of time
is a stay somebody's software worked out; a placemark without any time only mentions a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

import pyarrow as pa

from clew.errors import InputError
from clew.readers.engine.textrows import MOST_ROWS, TextRows
from clew.readers.engine.xmltrees import Tree, Walk, root_of
from clew.readers.reader import Head, Part, Reader, ReadOptions, SetAside, Source, Tally
from clew.readers.recognise import where

COLUMNS = ("placemark", "kind", "time", "until", "coordinates", "name", "address", "description", "further fields")
FIELDS = {
    "start": "time", "end": "until", "lat": "coordinates", "lon": "coordinates", "basis": "kind", "name": "name",
    "address": "address", "note": "description",
}  # fmt: skip
_TRIPLE = re.compile(r"([-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*,\s*([-+]?[\d.]+(?:[eE][-+]?\d+)?)(?:\s*,\s*[-+]?[\d.eE]+)?")
_LAYOUT = frozenset(("name", "address", "description", "styleUrl", "visibility", "open", "Snippet", "snippet"))
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".dae", ".svg", ".tif", ".tiff", ".webp")
_WANTED = frozenset(("Placemark",))


def recognise(head: Head) -> float:
    """Score a file by its root element, a zip by holding one KML and otherwise pictures."""
    if head.members:
        return 0.9 if _kml_in(head.members) else 0.0
    return 0.95 if root_of(head.data) == "kml" else 0.0


def read(source: Source, options: ReadOptions) -> Iterator[Part]:
    """Yield all placemarks as one part.

    Raises:
        InputError: it is another kind of XML, or brings a document type definition.
    """
    member = _kml_in(source.head().members)
    if member:
        source = source.inside(member)
    if root_of(source.start()) != "kml":
        raise InputError("this is no KML", where=where(source), hint="its root element is kml")
    tally = Tally()
    yield Part(
        name=member,
        profile="kml",
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
    for number, (_, placemark) in enumerate(walk.trees(), 1):
        _add(rows, tally, number, placemark)
        if len(rows) >= most:
            yield rows.batch()
    if len(rows):
        yield rows.batch()
    tally.warnings += walk.warnings


def _add(rows: TextRows, tally: Tally, number: int, placemark: Tree) -> None:
    found = [*_tracks(placemark), *_shapes(placemark)]
    name, address, told = (placemark.of(tag) for tag in ("name", "address", "description"))
    further = _further(placemark)
    for place, (kind, basis, start, end, lon, lat) in enumerate(found, 1):
        tally.read += 1
        row_ref = f"placemark {number}" if len(found) == 1 else f"placemark {number}, point {place}"
        coordinates = f"{lon},{lat}" if lat else lon
        raw = (str(number), kind, start, end, coordinates, name, address, told, further)
        if kind == "area":
            tally.set_aside.append(SetAside(row_ref, "an area, which is no position", "\x1f".join(raw)))
        elif not (lat or name or address):
            tally.set_aside.append(SetAside(row_ref, "a placemark without a position", "\x1f".join(raw)))
        else:
            note = "; ".join(x for x in (told, further) if x)
            rows.add(row_ref, raw, (start, end, lat, lon if lat else "", basis, name, address, note))


def _tracks(placemark: Tree) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield kind, basis, time, end, longitude, latitude of the points of recorded tracks."""
    for track in placemark.all("Track"):
        times = [child.text for child in track.children if child.tag == "when"]
        points = [child.text.split() for child in track.children if child.tag == "coord"]
        for place, point in enumerate(points):
            lon, lat = (*point, "", "")[:2]
            yield "track", "measured", times[place] if place < len(times) else "", "", lon, lat


def _shapes(placemark: Tree) -> Iterator[tuple[str, str, str, str, str, str]]:
    start, end, basis = _time(placemark)
    shapes = list(placemark.all("Point", "LineString", "LinearRing", "Polygon"))
    if not shapes and not any(placemark.all("Track")):
        yield "place", "mentioned", start, end, "", ""
    for shape in shapes:
        written = " ".join(tree.text for tree in shape.all("coordinates"))
        if shape.tag == "Polygon":
            yield "area", "mentioned", start, end, written, ""
        elif shape.tag == "LinearRing" and any(True for _ in placemark.all("Polygon")):
            continue
        else:
            kind = "point" if shape.tag == "Point" else "drawn path"
            for found in _TRIPLE.findall(written) or [(written, "")]:
                yield kind, basis, start, end, found[0], found[1]


def _time(placemark: Tree) -> tuple[str, str, str]:
    """Return start, end and how the position came about."""
    for stamp in placemark.all("TimeStamp"):
        if stamp.of("when"):
            return stamp.of("when"), "", "measured"
    for span in placemark.all("TimeSpan"):
        if span.of("begin") or span.of("end"):
            return span.of("begin"), span.of("end"), "inferred"
    return "", "", "mentioned"


def _further(placemark: Tree) -> str:
    told = [
        f"{data.attributes.get('name', '')}={data.of('value') or data.text}"
        for data in placemark.all("Data", "SimpleData")
    ]
    told += [f"{c.tag}={c.text}" for c in placemark.children if c.tag not in _LAYOUT and not c.children and c.text]
    return "; ".join(told)


def _kml_in(members: tuple[str, ...]) -> str:
    """Return the one KML of a KMZ, empty for any other zip."""
    names = [name for name in members if not name.endswith("/") and "__MACOSX" not in name]
    found = [name for name in names if name.lower().endswith(".kml")]
    others = (PurePosixPath(name).suffix.lower() in _PICTURES for name in names if name not in found)
    return found[0] if len(found) == 1 and all(others) else ""


READER = Reader(
    name="kml",
    version="1",
    title="KML and KMZ: placemarks, paths and tracks",
    recognise=recognise,
    read=read,
)
