"""Google's Records.json: exact degrees, old and damaged files, memory that does not grow."""

from __future__ import annotations

import io
import json
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.readers.engine.jsonstream import JsonStream
from clew.readers.google.points import e7, later, pair
from clew.synth.devices import locations
from clew.synth.devices.telephone import invented_telephone

TELEPHONE = invented_telephone()


def test_every_position_comes_back_exactly(read_one) -> None:
    found = read_one(locations.records(TELEPHONE), "Records.json")
    assert (found.part.normaliser, found.part.evidence_type) == ("locations", "handset")
    assert [(r["lat"], r["lon"], r["accuracy"]) for r in found.rows] == [
        (f"{p.lat:.7f}", f"{p.lon:.7f}", str(p.accuracy_m)) for p in TELEPHONE.positions
    ]
    assert set(found.column("note")) == {"device 123"}


def test_old_files_with_a_mark_milliseconds_overflow_and_no_position(read_one) -> None:
    found = read_one(locations.records(TELEPHONE, quirks=True), "Records.json")
    first, second, *_ = TELEPHONE.positions
    assert found.rows[0]["start"] == f"{first.start_utc}000"
    assert found.rows[1]["lon"] == f"{second.lon:.7f}"
    assert "activity=[" in found.rows[2]["raw"]
    assert [reason for _, reason in found.aside] == ["an entry without a position"]
    assert (found.rows[-1]["lat"], found.rows[-1]["accuracy"]) == ("0.0000000", "18000")


def test_through_a_case_zero_zero_is_no_position(tmp_path: Path, new_case) -> None:
    path = tmp_path / "whatever.bin"
    path.write_bytes(locations.records(TELEPHONE, quirks=True))
    (result,) = new_case().load([path], legal_basis="seizure")
    (part,) = result.exhibit.parts
    assert (part.read, part.kept, part.duplicate, part.set_aside) == (14, 12, 0, 2)


def test_a_file_cut_short_gives_what_stood_before(read_one) -> None:
    data = locations.records(TELEPHONE)
    found = read_one(data[: len(data) // 2], "Records.json")
    assert 3 < len(found.rows) < len(TELEPHONE.positions)
    assert found.rows[0]["lat"] == f"{TELEPHONE.positions[0].lat:.7f}"
    assert "the file breaks off" in found.part.tally.warnings[0]


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16"])
def test_any_encoding_of_json(codec: str, read_one) -> None:
    data = locations.records(TELEPHONE).decode().encode(codec)
    assert len(read_one(data, "Records.json").rows) == len(TELEPHONE.positions)


def test_half_a_surrogate_pair_is_replaced_not_fatal(read_one) -> None:
    text = '{"locations": [{"latitudeE7": 515000000, "longitudeE7": -1000000, "timestamp": "x", "source": "\\ud83d"}]}'
    assert read_one(text, "Records.json").rows[0]["source"] == "?"


def test_settings_of_the_account_are_no_positions(read) -> None:
    with pytest.raises(Exception, match="not a format Clew can read"):
        read('{"createdTime": "2024-01-01T00:00:00Z", "deviceSettings": []}', "Settings.json")


def test_memory_does_not_grow_with_the_file() -> None:
    entry = (
        b'{"latitudeE7": 515000000, "longitudeE7": -1000000, "accuracy": 20, "timestamp": "2024-06-01T09:19:15Z"},\n'
    )
    peaks = []
    for many in (20_000, 80_000):
        stream = io.BytesIO(b'{"locations": [' + entry * many + b"{}]}")
        tracemalloc.start()
        assert sum(1 for _ in JsonStream(stream).elements()) == many + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5


@given(st.dictionaries(st.text(max_size=5), st.lists(st.one_of(st.integers(), st.text(), st.booleans(), st.none()))))
def test_a_stream_gives_what_the_parser_gives(value: dict[str, list[object]]) -> None:
    found: dict[str, list[object]] = {key: [] for key in value}
    stream = JsonStream(io.BytesIO(json.dumps(value).encode()))
    for key, _, element in stream.elements():
        found[key].append(element)
    assert stream.broken == ""
    as_text = json.loads(json.dumps(value), parse_int=str)
    assert found == as_text


@given(st.binary(max_size=200))
def test_any_bytes_end_in_elements_or_a_reason(data: bytes) -> None:
    stream = JsonStream(io.BytesIO(b'{"locations": [' + data))
    list(stream.elements())
    assert stream.broken or data.rstrip().endswith(b"}")


def test_a_value_on_the_border_of_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    from clew.readers.engine import jsonstream

    monkeypatch.setattr(jsonstream, "CHUNK_BYTES", 3)
    stream = JsonStream(io.BytesIO('{"a": [1234567, "grüße", {"b": [12]}], "c": 98765}'.encode()))
    assert [value for *_, value in stream.elements()] == ["1234567", "grüße", {"b": ["12"]}]
    assert stream.others == {"c": "98765"}


@given(st.integers(-900_000_000, 900_000_000), st.integers(-1_800_000_000, 1_800_000_000))
def test_e7_is_exact_also_when_it_overflowed(lat: int, lon: int) -> None:
    assert float(e7(lat, longitude=False)) == pytest.approx(lat / 1e7, abs=1e-9)
    assert e7(lon + (1 << 32) if lon < 0 else lon, longitude=True) == e7(lon, longitude=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("51.5°, -0.1°", ("51.5", "-0.1")),
        ("51.5, -0.1", ("51.5", "-0.1")),
        ("51.5º,-0.1º", ("51.5", "-0.1")),
        ("51.5Â°, -0.1Â°", ("51.5", "-0.1")),
        ("51.5\u00b0,\u00a0-0.1\u00b0", ("51.5", "-0.1")),
        ("geo:51.5,-0.1", ("51.5", "-0.1")),
        ("geo:51.5,-0.1;u=35", ("51.5", "-0.1")),
        ("nowhere", ("nowhere", "")),
        (None, ("", "")),
    ],
)
def test_degrees_in_every_spelling(text: str | None, found: tuple[str, str]) -> None:
    assert pair(text) == found


@given(st.text(max_size=40))
def test_any_text_as_a_pair_is_read_or_kept(text: str) -> None:
    lat, lon = pair(text)
    assert lon or lat == text.encode("utf-8", "replace").decode()


def test_minutes_after_a_start() -> None:
    start = datetime(2024, 1, 15, 10, 30, tzinfo=UTC).isoformat()
    assert later(start, "5") == "2024-01-15T10:35:00+00:00"
    assert later(start, "five") == start
    assert later("2024-01-15T10:30:00.000+01:00", "90") == "2024-01-15T12:00:00+01:00"
    assert later(start, "1e300") == start
