"""Positions: measured, inferred and mentioned ones; what is no position; what a radius is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clew.readers.google.points import e7


def test_a_measured_position_is_where_the_device_said_it_was(run, records) -> None:
    result = run("locations", evidence="handset", start=["2024-06-01T09:19:15.000Z"], lat=["51.5"], lon=["-0.1"],
                 accuracy=["20"], source=["WIFI"])  # fmt: skip
    (event,) = records(result, "event")
    assert event == {
        "row_ref": "row 2", "event_kind": "location", "subject_kind": "device", "subject": "sha", "a_kind": "device",
        "a": "sha", "status": "measured", "start_utc": datetime(2024, 6, 1, 9, 19, 15, tzinfo=UTC),
        "time_raw": "2024-06-01T09:19:15.000Z", "lat": 51.5, "lon": -0.1, "position_kind": "device",
        "accuracy_m": 20.0, "channel": "WIFI",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("basis", "kind", "who"),
    [
        ("measured", "device", "device"),
        ("inferred", "inferred", "device"),
        ("mentioned", "place", None),
        (None, "device", "device"),
    ],
)
def test_how_a_position_came_about_is_kept(basis: str | None, kind: str, who: str | None, run, records) -> None:
    result = run("locations", evidence="handset", basis=[basis], lat=["51.5"], lon=["-0.1"])
    (event,) = records(result, "event")
    assert (event["position_kind"], event.get("a_kind")) == (kind, who)


@pytest.mark.parametrize(
    ("lat", "lon"), [("0", "0"), ("0.0000000", "0.0000000"), ("91", "0"), ("51.5", "181"), ("x", "y")]
)
def test_what_is_no_position_is_set_aside_with_the_reason(lat: str, lon: str, run) -> None:
    result = run("locations", start=["2024-06-01T09:19:15Z"], lat=[lat], lon=[lon])
    (row,) = result.set_aside.to_pylist()
    assert row["reason"].startswith("neither a position nor a name of a place; lat: ")


def test_zero_zero_with_a_name_keeps_the_name_and_no_position(run, records) -> None:
    result = run("locations", name=["Home"], lat=["0"], lon=["0"])
    (event,) = records(result, "event")
    assert ("lat" not in event, event["b_raw"]) == (True, "Home")


def test_overflowed_e7_is_the_place_it_was(run, records) -> None:
    result = run("locations", lat=[e7(515_000_000, longitude=False)], lon=[e7(4_293_967_296, longitude=True)])
    assert [(r["lat"], r["lon"]) for r in records(result, "event")] == [(51.5, -0.1)]


@pytest.mark.parametrize(
    ("text", "metres", "issue"),
    [("20", 20.0, None), ("18000", 18_000.0, None), ("12.5 m", 12.5, None), ("800 metres", 800.0, None),
     ("", None, None),
     ("far", None, "accuracy: not a number of metres"), ("-5", None, "accuracy: not a number of metres")],
)  # fmt: skip
def test_a_radius_in_metres(text: str, metres: float | None, issue: str | None, run, records, issues) -> None:
    result = run("locations", lat=["51.5"], lon=["-0.1"], accuracy=[text])
    assert records(result, "event")[0].get("accuracy_m") == metres
    assert issues(result, "event") == [issue]


def test_a_place_without_time_is_kept_without_one(run, records) -> None:
    (event,) = records(run("locations", basis=["mentioned"], lat=["51.5"], lon=["-0.1"], name=["Home"]), "event")
    assert "start_utc" not in event


TABLE = """Timestamp (UTC),Latitude,Longitude,Display Radius (Meters),Source,Basis
2024-06-01 09:00:00,53.79,-1.55,20,WIFI,measured
2024-06-01 10:00:00,53.80,-1.56,,VISIT,inferred
2024-06-01 11:00:00,53.81,-1.57,,SEARCH,mentioned
"""


def test_no_position_of_a_telephone_makes_a_link_and_only_its_own_stand_in_its_timeline(
    tmp_path: Path, new_case
) -> None:
    path = tmp_path / "positions.csv"
    path.write_text(TABLE)
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure")
    assert result.error is None
    view = case.view()
    assert view.sql("SELECT count(*) AS n FROM links WHERE type = 'SEEN_AT'").to_pylist() == [{"n": 0}]
    device = view.sql("SELECT DISTINCT subject_id AS id FROM events").to_pylist()[0]["id"]
    times = case.timeline(device).data["start_utc"].to_pylist()
    assert [t.hour for t in times] == [9, 10], "a place that was only searched for is no place the telephone was"
    table = case.timeline(device).data
    assert table["position"].to_pylist() == ["53.79000, -1.55000", "53.80000, -1.56000"]
    assert table["doubt"].to_pylist() == [None, "worked out by software, not measured"]
