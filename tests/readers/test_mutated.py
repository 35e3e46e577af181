"""Every reader survives damaged files: an exhibit whose rows add up, or a clear error."""

from __future__ import annotations

from pathlib import Path

import pytest

from clew.case import Case
from clew.ledger.sources import read_sources
from clew.plugins import discover
from clew.synth.devices.seeds import SEEDS
from clew.synth.surviving import complaint, damage, reading_complaint

#: Damaged files per reader here, of which one in twelve goes into a case; `bench/fuzz.py` tries thousands.
FILES, KEPT = 12, 12
READERS = sorted(discover("clew.readers", "READER"))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case.create(tmp_path_factory.mktemp("case") / "case", owner="DS Example")


def test_every_reader_has_a_sound_file_to_be_damaged() -> None:
    assert set(READERS) == set(SEEDS)


@pytest.mark.parametrize("reader", sorted(SEEDS))
def test_its_sound_files_are_recognised(reader: str, tmp_path: Path) -> None:
    for number, make in enumerate(SEEDS[reader]):
        folder = tmp_path / str(number)
        folder.mkdir()
        sources, _ = read_sources(make(folder), "")
        assert reader in {found.name for _, found in sources}


@pytest.mark.parametrize("reader", sorted(SEEDS))
def test_it_survives_damage(reader: str, case: Case, tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    sound.mkdir()
    files = [make(sound) for make in SEEDS[reader]]
    for seed in range(FILES):
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = damage(files[seed % len(files)], folder, seed)
        found = complaint(case, path) if seed % KEPT == 0 else reading_complaint(tmp_path / "scratch", path)
        assert found == "", f"seed {seed} of {reader}"


@pytest.mark.parametrize(
    ("reader", "seed"),
    [
        ("oxygen-sheets", 37),
        ("leapp-tsv", 123),
        ("kml", 75),
        ("ftm", 141),
        ("axiom-sheets", 183),
        ("android-calls", 27),
    ],
)
def test_damage_that_once_ended_in_a_fault(reader: str, seed: int, case: Case, tmp_path: Path) -> None:
    (tmp_path / "sound").mkdir()
    (tmp_path / "damaged").mkdir()
    files = [make(tmp_path / "sound") for make in SEEDS[reader]]
    assert complaint(case, damage(files[seed % len(files)], tmp_path / "damaged", seed)) == ""
