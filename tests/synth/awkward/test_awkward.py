"""The awkward files are what their generator writes, each with a stated outcome, and cover the list of known quirks."""

from __future__ import annotations

import ast
import io
import tomllib
import zipfile
from pathlib import Path

import pytest

from clew.synth.awkward.write import families, write_awkward

ROOT = Path(__file__).resolve().parents[3]
KEPT = ROOT / "sample_data" / "awkward"


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("awkward")
    write_awkward(folder)
    return folder


def same(one: bytes, other: bytes) -> bool:
    """Equal bytes; where a compressor's own version shows in the bytes, equal members."""
    if one == other or one[:2] != b"PK":
        return one == other
    with zipfile.ZipFile(io.BytesIO(one)) as a, zipfile.ZipFile(io.BytesIO(other)) as b:
        return a.namelist() == b.namelist() and all(a.read(n) == b.read(n) for n in a.namelist())


def test_the_committed_files_are_the_generators(fresh: Path) -> None:
    assert sorted(p.name for p in fresh.iterdir()) == sorted(p.name for p in KEPT.iterdir())
    assert [p.name for p in fresh.iterdir() if not same(p.read_bytes(), (KEPT / p.name).read_bytes())] == []


def test_writing_twice_in_one_process_gives_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    write_awkward(tmp_path)
    assert [p.name for p in fresh.iterdir() if p.read_bytes() != (tmp_path / p.name).read_bytes()] == []


def test_every_file_states_its_outcome_and_counts_add_up() -> None:
    stated = tomllib.loads((KEPT / "expectations.toml").read_text(encoding="utf-8"))
    own = {"expectations.toml", "exhibits.toml", "README.md"}
    assert set(stated) == {p.name for p in KEPT.iterdir()} - own
    for expected in stated.values():
        assert expected["outcome"] in ("loaded", "refused", "skipped")
        if expected["outcome"] == "loaded":
            assert expected["read"] == expected["kept"] + expected["duplicate"] + expected["set_aside"]


def test_file_names_are_unique_without_regard_to_case() -> None:
    names = [awkward.name.lower() for family in families() for awkward in family.files]
    assert len(set(names)) == len(names)


def test_writers_of_old_formats_are_imported_only_by_writers_of_fixtures() -> None:
    """The library for the old binary format is a tool of development and must not be needed by product code."""
    wrong = []
    for path in (ROOT / "src").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {a.name for n in ast.walk(tree) if isinstance(n, ast.Import) for a in n.names}
        if "xlwt" in imported and path.parent.name not in ("awkward", "devices"):
            wrong.append(path.name)
    assert wrong == []


def test_the_old_workbook_and_the_encrypted_one_are_compound_files(fresh: Path) -> None:
    for name in ("real_old.xls", "encrypted.xlsx"):
        assert (fresh / name).read_bytes()[:8] == bytes.fromhex("d0cf11e0a1b11ae1")


def test_the_bomb_packs_much_into_little(fresh: Path) -> None:
    with zipfile.ZipFile(fresh / "bomb.zip") as archive:
        (entry,) = archive.infolist()
        assert entry.file_size > 500 * entry.compress_size
    assert (fresh / "bomb.zip").stat().st_size < 100_000
