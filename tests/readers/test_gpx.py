"""GPX, and tables of positions: what a receiver recorded apart from what somebody saved or planned."""

from __future__ import annotations

from pathlib import Path

from clew.synth.devices import locations
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()


def test_track_points_are_measured_and_saved_points_mentioned(read_one) -> None:
    found = read_one(locations.gpx(TELEPHONE), "walk.gpx")
    assert [r["basis"] for r in found.rows] == ["mentioned"] * 2 + ["measured"] * len(TELEPHONE.positions)
    assert [(float(r["lat"]), float(r["lon"])) for r in found.rows[2:]] == [(p.lat, p.lon) for p in TELEPHONE.positions]
    assert found.refs[:3] == ["waypoint 1", "route point 1", "track point 1"]
    assert (found.rows[0]["name"], found.rows[0]["note"]) == ("the old mill", "a & b")
    assert (found.rows[1]["source"], found.rows[2]["source"], found.rows[2]["note"]) == ("plan", "walk", "ele=30")


def test_a_point_without_coordinates_is_set_aside(read_one) -> None:
    found = read_one("<gpx><trk><trkseg><trkpt><time>2024-01-01T00:00:00Z</time></trkpt></trkseg></trk></gpx>", "a.gpx")
    assert found.aside == [("track point 1", "a point without a position")]


def test_the_answer_to_a_warrant_is_read_as_positions(tmp_path: Path, new_case) -> None:
    path = tmp_path / "positions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + locations.warrant_csv(TELEPHONE))
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure", timezone="Europe/London")
    (part,) = result.exhibit.parts
    assert (part.profile, part.kind, part.kept) == ("locations", "locations", len(TELEPHONE.positions))
    events = case.view().sql("SELECT epoch(start_utc)::BIGINT AS t, lat, position_kind FROM events ORDER BY t")
    rows = events.to_pylist()
    assert [(r["t"], r["lat"], r["position_kind"]) for r in rows] == [
        (p.start_utc, p.lat, "device") for p in TELEPHONE.positions
    ]
