"""The entries of Google timelines as positions: what a telephone measured apart from what Google worked out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from clew.readers.engine.jsonstream import child, children, text
from clew.readers.google.points import e7_pair, later, pair
from clew.readers.google.rows import Point

_INFERRED = "inferred"


def semantic(entry: dict[str, Any]) -> Iterator[Point]:
    """Yield the positions of an element of `timelineObjects`: a visit, or a journey with its ends and its path."""
    visit, segment = child(entry, "placeVisit"), child(entry, "activitySegment")
    if isinstance(visit, dict):
        yield from _visit(visit)
    if isinstance(segment, dict):
        yield from _journey(segment)


def segment(entry: dict[str, Any]) -> Iterator[Point]:
    """Yield the positions of an element of `semanticSegments`, or of an iPhone's root array."""
    start, end = text(entry.get("startTime")), text(entry.get("endTime"))
    visit, activity = entry.get("visit"), entry.get("activity")
    if isinstance(visit, dict):
        best = visit.get("topCandidate")
        lat, lon = _lat_lon(child(best, "placeLocation"))
        name = text(child(best, "semanticType"))
        note = _note(
            {**visit, **best} if isinstance(best, dict) else visit, "topCandidate", "placeLocation", "semanticType"
        )
        yield Point("visit", _INFERRED, start, lat, lon, end=end, name=name, note=note)
    if isinstance(activity, dict):
        note = _note(activity, "start", "end")
        for side, when in (("start", start), ("end", end)):
            lat, lon = _lat_lon(activity.get(side))
            yield Point(f"{side} of activity", _INFERRED, when, lat, lon, note=note)
    for point in children(entry, "timelinePath"):
        lat, lon = pair(point.get("point"))
        minutes = text(point.get("durationMinutesOffsetFromStartTime"))
        when = text(point.get("time")) or (later(start, minutes) if minutes else start)
        yield Point("path", _INFERRED, when, lat, lon, note=f"{minutes} minutes after {start}" if minutes else "")


def signal(entry: dict[str, Any]) -> Iterator[Point]:
    """Yield the position of an element of `rawSignals`, which the telephone measured."""
    place = entry.get("position")
    if isinstance(place, dict):
        lat, lon = pair(place.get("LatLng") or place.get("latLng"))
        yield Point(
            "raw position", "measured", text(place.get("timestamp")), lat, lon,
            accuracy=text(place.get("accuracyMeters")), source=text(place.get("source")),
            note=_note(place, "LatLng", "latLng", "timestamp", "accuracyMeters", "source"),
        )  # fmt: skip


def frequent(profile: Any) -> Iterator[Point]:
    """Yield the places Google calls frequent: a label and a position, and no time."""
    for place in children(profile, "frequentPlaces"):
        lat, lon = _lat_lon(place.get("placeLocation"))
        note = _note(place, "placeLocation", "label")
        yield Point("frequent place", "mentioned", "", lat, lon, name=text(place.get("label")), note=note)


def _visit(visit: dict[str, Any]) -> Iterator[Point]:
    start, end = _times(visit)
    place, others = visit.get("location"), children(visit, "otherCandidateLocations")
    note = _note(visit, "location", "duration", "childVisits", "simplifiedRawPath")
    lat, lon = e7_pair(place)
    if not lat and not lon and others:
        place = others[0]
        lat, lon = e7_pair(place)
        note = f"only candidates are given, the first of {len(others)} is shown; {note}"
    if not lat and not lon:
        lat, lon = e7_pair(visit, "centerLatE7", "centerLngE7")
    name = text(child(place, "name")) or text(child(place, "semanticType"))
    address = " ".join(text(child(place, "address")).split())
    yield Point("visit", _INFERRED, start, lat, lon, end=end, name=name, address=address, note=note)
    yield from _measured_path(visit)
    for inner in children(visit, "childVisits"):
        yield from _visit(inner)


def _journey(segment: dict[str, Any]) -> Iterator[Point]:
    start, end = _times(segment)
    kind = text(segment.get("activityType"))
    note = _note(
        segment, "startLocation", "endLocation", "duration", "waypointPath", "simplifiedRawPath", "activityType"
    )
    for side, when in (("start", start), ("end", end)):
        lat, lon = e7_pair(segment.get(f"{side}Location"))
        about = "; ".join(x for x in (kind, note if side == "start" else "") if x)
        name = text(child(segment, f"{side}Location", "name"))
        yield Point(f"{side} of activity", _INFERRED, when, lat, lon, name=name, note=about)
    for point in children(segment.get("waypointPath"), "waypoints"):
        lat, lon = e7_pair(point, "latE7", "lngE7")
        yield Point("waypoint between start and end", _INFERRED, start, lat, lon, end=end, note=kind)
    yield from _measured_path(segment)
    parked = segment.get("parkingEvent")
    if isinstance(parked, dict):
        lat, lon = e7_pair(parked.get("location"))
        when = text(parked.get("timestamp") or parked.get("timestampMs"))
        yield Point("parking", _INFERRED, when, lat, lon, note=_note(parked, "location", "timestamp", "timestampMs"))


def _measured_path(owner: dict[str, Any]) -> Iterator[Point]:
    for point in children(owner.get("simplifiedRawPath"), "points"):
        lat, lon = e7_pair(point, "latE7", "lngE7")
        when = text(point.get("timestamp") or point.get("timestampMs"))
        yield Point("raw path", "measured", when, lat, lon, accuracy=text(point.get("accuracyMeters")))


def _times(entry: dict[str, Any]) -> tuple[str, str]:
    lasted = entry.get("duration")
    start, end = (
        text(child(lasted, f"{side}Timestamp") or child(lasted, f"{side}TimestampMs")) for side in ("start", "end")
    )
    return start, end


def _lat_lon(place: Any) -> tuple[str, str]:
    """Return the position of `{"latLng": ...}` or of a bare text."""
    if isinstance(place, dict):
        place = place.get("latLng") or place.get("LatLng")
    return pair(place) if place else ("", "")


def _note(entry: dict[str, Any], *left_out: str) -> str:
    return "; ".join(f"{text(name)}={text(value)}" for name, value in entry.items() if name not in left_out)
