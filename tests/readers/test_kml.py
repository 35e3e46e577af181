"""KML and KMZ: longitude first, four namespaces and none, places without times."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import InputError
from clew.readers.engine.xmltrees import root_of
from clew.synth.devices import locations
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()
SPACES = ["http://www.opengis.net/kml/2.2", "http://earth.google.com/kml/2.0", "http://earth.google.com/kml/2.1", ""]


@pytest.mark.parametrize("namespace", SPACES)
def test_longitude_stands_first_whatever_the_namespace(namespace: str, read_one) -> None:
    found = read_one(locations.kml(TELEPHONE, namespace=namespace), "a.kml")
    assert [(float(r["lat"]), float(r["lon"])) for r in found.rows] == [(p.lat, p.lon) for p in TELEPHONE.positions]
    assert set(found.column("basis")) == {"measured"}
    assert found.rows[0]["name"] == "fix 1"


def test_stays_tracks_areas_paths_and_places_without_time(read_one) -> None:
    found = read_one(locations.kml(TELEPHONE, quirks=True), "a.kml")
    odd = found.rows[len(TELEPHONE.positions) :]
    assert [(r["basis"], bool(r["start"])) for r in odd] == [
        ("inferred", True), ("measured", True), ("measured", True), ("mentioned", False), ("mentioned", False),
        ("mentioned", False),
    ]  # fmt: skip
    stay, first, second = odd[:3]
    assert (stay["name"], stay["address"], stay["note"]) == ("Home", "1 Example Road", "a stay; Category=Still")
    assert stay["end"] > stay["start"]
    assert [float(r["lat"]) for r in (first, second)] == [p.lat for p in TELEPHONE.positions[:2]]
    assert odd[-1]["name"] == "the old mill"
    assert [reason for _, reason in found.aside] == ["an area, which is no position", "a placemark without a position"]


def test_a_place_without_time_keeps_no_time(tmp_path: Path, new_case) -> None:
    path = tmp_path / "a.kml"
    path.write_text(
        "<kml><Placemark><name>seen 3 May 2024</name>"
        "<Point><coordinates>-1.55,53.79</coordinates></Point></Placemark></kml>"
    )
    case = new_case()
    (result,) = case.load([path], legal_basis="seizure")
    assert result.exhibit.parts[0].kept == 1
    (row,) = case.view().sql("SELECT start_utc, lat, lon, a_id FROM events").to_pylist()
    assert row == {"start_utc": None, "lat": 53.79, "lon": -1.55, "a_id": None}


def test_kmz_is_known_by_what_is_in_it(tmp_path: Path, read_one) -> None:
    path = tmp_path / "a.bin"
    locations.zipped(path, doc_kml=locations.kml(TELEPHONE), files__icon_png=b"\x89PNG")
    found = read_one(path)
    assert (found.part.name, len(found.rows)) == ("doc.kml", len(TELEPHONE.positions))


def test_two_kml_in_a_zip_are_two_files(tmp_path: Path, new_case) -> None:
    path = tmp_path / "a.zip"
    locations.zipped(path, a_kml=locations.kml(TELEPHONE), b_kml=locations.kml(TELEPHONE, quirks=True))
    (result,) = new_case().load([path], legal_basis="seizure")
    assert [p.part for p in result.exhibit.parts] == ["a.kml", "b.kml"]


def test_a_document_type_is_refused(read) -> None:
    text = (
        '<!DOCTYPE kml [<!ENTITY x SYSTEM "file:///etc/hostname">]><kml><Placemark><name>&x;</name></Placemark></kml>'
    )
    with pytest.raises(InputError, match="document type definition"):
        read(text, "a.kml")


def test_a_file_cut_short_gives_what_stood_before(read_one) -> None:
    data = locations.kml(TELEPHONE)
    found = read_one(data[: len(data) // 2], "a.kml")
    assert 2 < len(found.rows) < len(TELEPHONE.positions)
    assert "breaks off or is damaged in line" in found.part.tally.warnings[0]


def test_nesting_without_end_stops_with_a_word(read_one) -> None:
    found = read_one("<kml><Placemark><name>x</name></Placemark><Placemark>" + "<a>" * 100_000, "a.kml")
    assert found.column("name") == ["x"]
    assert "nested beyond reason" in found.part.tally.warnings[0]


@pytest.mark.parametrize(
    ("start", "root"),
    [
        (b'<?xml version="1.0"?><!-- c --><kml>', "kml"),
        (b"\xef\xbb\xbf<k:kml xmlns:k='x'>", "kml"),
        ('<?xml version="1.0"?><gpx>'.encode("utf-16"), "gpx"),
        (b"text", ""),
    ],
)
def test_the_root_element(start: bytes, root: str) -> None:
    assert root_of(start) == root


@given(st.text(max_size=60))
def test_any_coordinates_are_read_or_set_aside(text: str) -> None:
    from clew.readers.engine.textrows import TextRows
    from clew.readers.engine.xmltrees import Tree
    from clew.readers.kml import FIELDS, _add
    from clew.readers.reader import Tally

    point = Tree("Point", {}, [], [Tree("coordinates", {}, [text])])
    rows, tally = TextRows(tuple(FIELDS)), Tally()
    _add(rows, tally, 1, Tree("Placemark", {}, [], [point]))
    assert tally.read == len(rows) + len(tally.set_aside) >= 1
