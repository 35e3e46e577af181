"""Google timelines of an account, of Android and of an iPhone: measured positions apart from inferred ones."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.readers.google import timeline
from clew.synth.devices import locations
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()
FIRST, SECOND, THIRD, *_ = TELEPHONE.positions

JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.text(max_size=12), st.just("geo:51.5,-0.1"), st.just("515000000")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                ["placeVisit", "activitySegment", "visit", "activity", "timelinePath", "point", "position", "location",
                 "latitudeE7", "duration", "topCandidate", "start", "end", "frequentPlaces", "otherCandidateLocations",
                 "childVisits", "startTime", "simplifiedRawPath", "points", "LatLng",
                 "durationMinutesOffsetFromStartTime"]
            ),
            inner, max_size=4,
        ),
    ),
    max_leaves=12,
)  # fmt: skip


def test_visits_and_journeys_are_inferred_and_raw_paths_measured(read_one) -> None:
    found = read_one(locations.semantic(TELEPHONE), "2024_MARCH.json")
    assert [(r["basis"], r["raw"].split("\x1f")[0]) for r in found.rows] == [
        ("inferred", "visit"),
        ("measured", "raw path"),
        ("inferred", "visit"),
        ("inferred", "end of activity"),
        ("inferred", "waypoint between start and end"),
    ]
    visit = found.rows[0]
    assert (visit["name"], visit["address"]) == ("Home", "1 Example Road ZX1 2CV")
    assert (visit["lat"], visit["end"]) != ("", "")
    assert "only candidates are given, the first of 2 is shown" in found.rows[2]["note"]
    assert found.rows[2]["lat"] == f"{SECOND.lat:.7f}"
    assert found.aside == [("timelineObjects 3, position 1", "an entry without a position")]


@pytest.mark.parametrize("sign", ["°", "", "º", "Â°"])
def test_android_with_any_sign_of_degrees_and_signals_first(sign: str, read_one) -> None:
    found = read_one(locations.android_timeline(TELEPHONE, sign=sign), "Timeline.json")
    measured = [(float(r["lat"]), float(r["lon"])) for r in found.rows if r["basis"] == "measured"]
    assert measured == [(p.lat, p.lon) for p in TELEPHONE.positions]
    assert [r["basis"] for r in found.rows[len(measured) :]] == ["inferred"] * 4 + ["mentioned"]
    assert (found.rows[-1]["name"], found.rows[-1]["start"]) == ("HOME", "")
    assert sorted(found.part.tally.warnings) == [
        "1 entries of timelineMemory hold no position and were not read",
        "1 entries of wifiScan hold no position and were not read",
    ]


def test_an_iphone_counts_minutes_from_the_start(read_one) -> None:
    found = read_one(locations.iphone_timeline(TELEPHONE), "location-history.json")
    assert [r["row_ref"] for r in found.rows] == [
        "entry 1", "entry 2, position 1", "entry 2, position 2", "entry 3, position 1", "entry 3, position 2",
    ]  # fmt: skip
    path = found.rows[3]
    assert (path["lat"], path["lon"]) == (str(THIRD.lat), str(THIRD.lon))
    assert path["note"].startswith("5 minutes after ")
    assert set(found.column("basis")) == {"inferred"}


def test_raw_signals_alone(read_one) -> None:
    text = '{"rawSignals": [{"position": {"LatLng": "51.5°, -0.1°", "timestamp": "2024-06-01T09:19:15.000Z"}}]}'
    assert read_one(text, "Timeline.json").rows[0]["basis"] == "measured"


def test_times_with_offsets_become_utc_and_every_row_is_accounted_for(tmp_path: Path, new_case) -> None:
    path = tmp_path / "t.json"
    path.write_bytes(locations.android_timeline(TELEPHONE))
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="Europe/London")
    (part,) = result.exhibit.parts
    assert part.read == part.kept + part.duplicate + part.set_aside == 17
    assert part.kept == 17
    query = f"SELECT epoch(start_utc)::BIGINT, lat, lon FROM '{case.folder}/ledger/*.event.parquet'"
    rows = duckdb.sql(f"{query} WHERE position_kind = 'device' ORDER BY 1").fetchall()
    assert rows == [(p.start_utc, p.lat, p.lon) for p in TELEPHONE.positions]


def test_takeout_in_any_language_is_found_by_content(tmp_path: Path, new_case) -> None:
    path = tmp_path / "takeout.zip"
    locations.zipped(
        path,
        Takeout__Standortverlauf__Datensatz_json=locations.records(TELEPHONE),
        Takeout__Standortverlauf__2026_json=locations.semantic(TELEPHONE),
        Takeout__archive_browser_html=b"<html><body>hello</body></html>",
    )
    (result,) = new_case().load([path], legal_basis="seizure")
    assert [p.profile for p in result.exhibit.parts] == ["google-records", "google-timeline"]
    assert all("Standortverlauf" in p.part for p in result.exhibit.parts)


@given(JSON)
def test_no_shape_of_an_entry_is_fatal(entry: object) -> None:
    if isinstance(entry, dict):
        for each in (timeline.semantic, timeline.segment, timeline.signal, timeline.frequent):
            for point in each(entry):
                assert all(isinstance(cell, str) for cell in point.raw())
