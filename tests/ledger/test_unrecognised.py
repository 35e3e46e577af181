"""A file nobody recognises is on record: registered, hashed, reported, and read once a reader knows it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.case import Case
from clew.readers.recognise import UnrecognisedError


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 8)
    return path


def test_it_is_registered_with_its_hash_and_the_reason(new_case: Callable[[], Case], photo: Path) -> None:
    case = new_case()
    (result,) = case.load([photo], legal_basis="seizure")
    assert isinstance(result.error, UnrecognisedError)
    (exhibit,) = case.exhibits()
    assert exhibit.sha256 == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert (exhibit.reader, exhibit.read, exhibit.parts) == ("none", 0, ())
    assert exhibit.warnings == ("not read: not a format Clew can read: it looks like an image",)


def test_registering_it_again_adds_nothing(new_case: Callable[[], Case], photo: Path) -> None:
    case = new_case()
    for expected in (True, False):
        (result,) = case.load([photo], legal_basis="seizure")
        assert result.is_new is expected
    assert len(case.exhibits()) == 1


def test_it_counts_for_no_row_and_stops_nothing_else(
    new_case: Callable[[], Case], photo: Path, calls_file: Path
) -> None:
    case = new_case()
    results = case.load([photo, calls_file], legal_basis="seizure")
    assert [r.error is None for r in results] == [False, True]
    assert case.view().sql("SELECT count(*) AS n FROM events")["n"][0].as_py() == 4
