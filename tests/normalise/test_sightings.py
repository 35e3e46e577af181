"""Plate reads: the raw read stays, a misread is never repaired."""

from __future__ import annotations

from datetime import UTC, datetime


def test_a_vehicle_passes_a_camera(run, records):
    result = run(
        "sightings", evidence="anpr", vrm=["zx26 abc"], start=["2024-06-13 10:00:00.000"], camera=["C-014"],
        camera_name=["A1 northbound"], lat=["54.5"], lon=["-1.5"], confidence=["0.93"], colour=["white"],
    )  # fmt: skip

    assert records(result, "event") == [
        {
            "row_ref": "row 2", "event_kind": "sighting", "subject_kind": "vehicle", "subject": "ZX26ABC",
            "a_kind": "vehicle", "a": "ZX26ABC", "a_raw": "zx26 abc", "b_kind": "place", "b": "sha|c-014",
            "b_raw": "C-014", "status": "0.93", "start_utc": datetime(2024, 6, 13, 9, tzinfo=UTC),
            "time_raw": "2024-06-13 10:00:00.000", "place": "sha|c-014", "lat": 54.5, "lon": -1.5,
            "position_kind": "camera",
        }
    ]  # fmt: skip
    assert [(i["id_kind"], i["value"]) for i in records(result, "identifier")] == [
        ("place", "sha|c-014"), ("vehicle", "ZX26ABC"),
    ]  # fmt: skip


def test_a_misread_position_is_unknown_and_said_so(run, records, issues):
    result = run("sightings", vrm=["ZX26ABC"] * 2, start=["2024-06-13 10:00"] * 2, camera=["C1"] * 2,
                 lat=["0", "54.5"], lon=["0", "-1.5"])  # fmt: skip

    assert [e.get("lat") for e in records(result, "event")] == [None, 54.5]
    assert issues(result, "event") == ["lat: misread position 0,0", None]
    assert records(result, "identifier")[0]["lat"] == 54.5


def test_a_camera_is_described_once_in_a_batch(run, records):
    result = run("sightings", vrm=["ZX26ABC"] * 3, start=["2024-06-13 10:00"] * 3, camera=["C1", "C1", "C2"])

    assert [i["value"] for i in records(result, "identifier")] == ["sha|c1", "sha|c2"]


def test_a_camera_with_a_name_only(run, records):
    result = run("sightings", vrm=["ZX26ABC"], start=["2024-06-13 10:00"], camera_name=["A1 North"])

    assert records(result, "event")[0]["place"] == "sha|a1 north"


def test_letters_a_camera_confuses_are_not_exchanged(run, records):
    result = run("sightings", vrm=["ZX26 A8C", "P0LICE"], start=["2024-06-13 10:00"] * 2)

    assert [(e["a"], e["a_raw"]) for e in records(result, "event")] == [("ZX26A8C", "ZX26 A8C"), ("P0LICE", "P0LICE")]


def test_an_unreadable_plate_keeps_its_row_and_nothing_is_invented(run, records):
    result = run("sightings", vrm=["???", ""], start=["2024-06-13 10:00", ""], camera=["C1", "C1"])

    assert [e.get("a") for e in records(result, "event")] == [None]
    assert result.set_aside.column("row_ref").to_pylist() == ["row 3"]
