"""Write the positions of an invented telephone the way Google, KML and GPX files hold them, quirks included."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from clew.synth.devices.telephone import Position, Telephone

_DAY = (1980, 1, 1, 0, 0, 0)
#: How long an invented stay lasts, seconds.
_STAY_S = 1_800
_HOME = "Home"


def records(telephone: Telephone, *, quirks: bool = False) -> bytes:
    """Return `Records.json`. With quirks: a mark in front, an old `timestampMs`, E7 overflow, no position, 0,0."""
    found = [
        {
            "latitudeE7": _e7(p.lat), "longitudeE7": _e7(p.lon), "accuracy": p.accuracy_m, "source": "WIFI",
            "deviceTag": 123, "timestamp": _iso(p.start_utc, ".000Z"),
        }
        for p in telephone.positions
    ]  # fmt: skip
    if not quirks:
        return _json({"locations": found})
    first = found[0]
    found[0] = {**first, "timestampMs": f"{telephone.positions[0].start_utc * 1000}"}
    del found[0]["timestamp"]
    found[1]["longitudeE7"] = _e7(telephone.positions[1].lon) + (1 << 32)
    found[2]["activity"] = [{"activity": [{"type": "STILL", "confidence": 100}], "timestamp": found[2]["timestamp"]}]
    found.append({"timestamp": found[3]["timestamp"], "source": "CELL"})
    found.append({"latitudeE7": 0, "longitudeE7": 0, "timestamp": found[3]["timestamp"], "accuracy": 18_000})
    return b"\xef\xbb\xbf" + _json({"locations": found})


def semantic(telephone: Telephone) -> bytes:
    """Return a month of Semantic Location History: a visit, a visit of candidates only, a journey of two ends."""
    first, second, third, *_ = telephone.positions
    visit = {
        "placeVisit": {
            "location": {**_place(first), "placeId": "ChIJinvented", "name": _HOME,
                         "address": "1 Example Road\nZX1 2CV"},
            "duration": {"startTimestamp": _iso(first.start_utc), "endTimestamp": _iso(first.start_utc + _STAY_S)},
            "placeConfidence": "HIGH_CONFIDENCE",
            "simplifiedRawPath": {"points": [{"latE7": _e7(first.lat), "lngE7": _e7(first.lon), "accuracyMeters": 12,
                                              "timestamp": _iso(first.start_utc + 60)}]},
        }
    }  # fmt: skip
    unsure = {
        "placeVisit": {
            "otherCandidateLocations": [_place(second), _place(third)],
            "duration": {"startTimestampMs": f"{second.start_utc * 1000}", "endTimestampMs": f"{second.start_utc}000"},
        }
    }
    journey = {
        "activitySegment": {
            "startLocation": {}, "endLocation": _place(third), "activityType": "WALKING", "distance": 900,
            "duration": {"startTimestamp": _iso(second.start_utc), "endTimestamp": _iso(third.start_utc)},
            "waypointPath": {"waypoints": [{"latE7": _e7(second.lat), "lngE7": _e7(second.lon)}]},
        }
    }  # fmt: skip
    return _json({"timelineObjects": [visit, unsure, journey]})


def android_timeline(telephone: Telephone, *, sign: str = "°") -> bytes:
    """Return the Timeline file of an Android telephone: every position, some inferred ones, one place."""
    first, second, third, *_ = telephone.positions
    segments = [
        _segment(first, third, visit={"hierarchyLevel": 0, "probability": 0.9, "topCandidate": {
            "placeId": "ChIJinvented", "semanticType": "HOME", "probability": 0.8,
            "placeLocation": {"latLng": _degrees(first, sign)}}}),
        _segment(first, second, activity={
            "start": {"latLng": _degrees(first, sign)}, "end": {"latLng": _degrees(second, sign)},
            "distanceMeters": 900.5, "topCandidate": {"type": "WALKING", "probability": 0.7}}),
        _segment(first, second, timelinePath=[{"point": _degrees(third, sign), "time": _iso(third.start_utc)}]),
        _segment(first, second, timelineMemory={"trip": {"distanceFromOriginKms": 3}}),
    ]  # fmt: skip
    signals: list[dict[str, Any]] = [
        {"position": {"LatLng": _degrees(p, sign), "accuracyMeters": p.accuracy_m, "altitudeMeters": 30.5,
                      "source": "GPS", "timestamp": _iso(p.start_utc, ".000+00:00"), "speedMetersPerSecond": 0.0}}
        for p in telephone.positions
    ]  # fmt: skip
    signals.append({"wifiScan": {"deliveryTime": _iso(first.start_utc), "devicesRecords": []}})
    frequent = [{"placeId": "ChIJinvented", "placeLocation": _degrees(first, sign), "label": "HOME"}]
    profile = {"frequentPlaces": frequent}
    return _json({"rawSignals": signals, "semanticSegments": segments, "userLocationProfile": profile})


def iphone_timeline(telephone: Telephone) -> bytes:
    """Return the Timeline file of an iPhone: a root array, `geo:` positions, minutes as texts."""
    first, second, third, *_ = telephone.positions
    return _json(
        [
            _segment(first, second, visit={"hierarchyLevel": "0", "topCandidate": {
                "semanticType": "Home", "probability": "0.8", "placeLocation": _geo(first)}, "probability": "0.9"}),
            _segment(first, second, activity={"start": _geo(first), "end": _geo(second), "distanceMeters": "900.5",
                                              "topCandidate": {"type": "walking", "probability": "0.7"}}),
            _segment(first, second, timelinePath=[
                {"point": _geo(third), "durationMinutesOffsetFromStartTime": "5"},
                {"point": "nowhere", "durationMinutesOffsetFromStartTime": "6"}]),
        ]
    )  # fmt: skip


def warrant_csv(telephone: Telephone) -> bytes:
    """Return the table a provider hands over on a warrant."""
    lines = ["Timestamp (UTC),Latitude,Longitude,Country Codes,Display Radius (Meters),Source,Device Tag,Platform"]
    lines += [
        f"{_iso(p.start_utc, '')},{p.lat},{p.lon},GB,{p.accuracy_m},WIFI,123,ANDROID" for p in telephone.positions
    ]
    return ("\n".join(lines) + "\n").encode()


def kml(telephone: Telephone, *, namespace: str = "http://www.opengis.net/kml/2.2", quirks: bool = False) -> bytes:
    """Return KML: one placemark a position. With quirks: a stay, a track, an area, a path and a place without time."""
    marks = [
        f"<Placemark><name>fix {i}</name><TimeStamp><when>{_iso(p.start_utc)}</when></TimeStamp>"
        f"<Point><coordinates>{p.lon},{p.lat},0</coordinates></Point></Placemark>"
        for i, p in enumerate(telephone.positions, 1)
    ]
    if quirks:
        marks += _odd_placemarks(*telephone.positions[:2])
    space = f' xmlns="{namespace}"' if namespace else ""
    more = ' xmlns:gx="http://www.google.com/kml/ext/2.2"'
    head = f'<?xml version="1.0" encoding="UTF-8"?>\n<kml{space}{more}><Document><name>way</name>'
    return f"{head}{''.join(marks)}</Document></kml>\n".encode()


def _odd_placemarks(first: Position, second: Position) -> list[str]:
    begin, end = _iso(first.start_utc), _iso(first.start_utc + _STAY_S)
    one, other = f"{first.lon},{first.lat}", f"{second.lon},{second.lat}"
    ring = f"<outerBoundaryIs><LinearRing><coordinates>{one} {other}</coordinates></LinearRing></outerBoundaryIs>"
    stay = (
        f"<name>{_HOME}</name><address>1 Example Road</address><description>a stay</description>"
        f"<TimeSpan><begin>{begin}</begin><end>{end}</end></TimeSpan>"
        "<ExtendedData><Data name='Category'><value>Still</value></Data></ExtendedData>"
        f"<Point><coordinates> {first.lon}, {first.lat} </coordinates></Point>"
    )
    track = (
        f"<gx:Track><when>{begin}</when><when>{_iso(second.start_utc)}</when><gx:coord>{first.lon} {first.lat} 0"
        f"</gx:coord><gx:coord>{second.lon} {second.lat} 0</gx:coord></gx:Track>"
    )
    way = f"<name>way</name><LineString><coordinates>\n{one}\n{other}\n</coordinates></LineString>"
    empty = "<Point><coordinates/></Point>"
    found = (stay, track, f"<Polygon>{ring}</Polygon>", way, "<name>the old mill</name>", empty)
    return [f"<Placemark>{body}</Placemark>" for body in found]


def gpx(telephone: Telephone) -> bytes:
    """Return GPX: every position a track point; one waypoint and one route point."""
    first, second, *_ = telephone.positions
    points = "".join(
        f'<trkpt lat="{p.lat}" lon="{p.lon}"><ele>30</ele><time>{_iso(p.start_utc)}</time></trkpt>'
        for p in telephone.positions
    )
    return (
        '<?xml version="1.0"?><gpx version="1.1" xmlns="http://www.topografix.com/GPX/1/1">'
        f'<wpt lat="{first.lat}" lon="{first.lon}"><name>the old mill</name><desc>a &amp; b</desc></wpt>'
        f'<rte><name>plan</name><rtept lat="{second.lat}" lon="{second.lon}"/></rte>'
        f"<trk><name>walk</name><trkseg>{points}</trkseg></trk></gpx>\n"
    ).encode()


def zipped(path: Path, **members: bytes) -> None:
    """Write a zip; a member's name has `__` for `/` and ends in `_json` or `_kml`, `_html` for `.json` and so on."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            stem, _, end = name.replace("__", "/").rpartition("_")
            archive.writestr(zipfile.ZipInfo(f"{stem}.{end}", _DAY), data)


def _segment(first: Position, last: Position, **what: Any) -> dict[str, Any]:
    return {"startTime": _iso(first.start_utc, ".000+00:00"), "endTime": _iso(last.start_utc, ".000+00:00"), **what}


def _place(position: Position) -> dict[str, int]:
    return {"latitudeE7": _e7(position.lat), "longitudeE7": _e7(position.lon)}


def _degrees(position: Position, sign: str) -> str:
    return f"{position.lat}{sign}, {position.lon}{sign}"


def _geo(position: Position) -> str:
    return f"geo:{position.lat},{position.lon}"


def _e7(degrees: float) -> int:
    return round(degrees * 10_000_000)


def _iso(seconds: int, end: str = "Z") -> str:
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S" if end else "%Y-%m-%d %H:%M:%S") + end


def _json(value: Any) -> bytes:
    return json.dumps(value, indent=1, ensure_ascii=False).encode()
