"""The committed sample is what the generator writes, nothing in it was edited by hand, and the truth stays apart."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from clew.synth.sample import SAMPLE_SEED, write_sample

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "sample_data"
LIMIT_BYTES = 3_000_000


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder, SAMPLE_SEED)
    return folder


def files(folder: Path) -> dict[str, Path]:
    return {p.relative_to(folder).as_posix(): p for part in ("exhibits", "truth") for p in (folder / part).rglob("*.*")}


def same(one: Path, other: Path) -> bool:
    """Equal bytes; where a compressor's own version shows in the bytes, equal content."""
    if one.read_bytes() == other.read_bytes():
        return True
    if one.suffix == ".xlsx":
        with zipfile.ZipFile(one) as a, zipfile.ZipFile(other) as b:
            return a.namelist() == b.namelist() and all(a.read(n) == b.read(n) for n in a.namelist())
    return one.suffix == ".parquet" and bool(pq.read_table(one).equals(pq.read_table(other)))


def test_the_committed_files_are_the_generators(fresh: Path) -> None:
    made, kept = files(fresh), files(SAMPLE)
    assert sorted(made) == sorted(kept)
    assert [name for name in made if not same(made[name], kept[name])] == []


def test_two_processes_write_the_same_bytes(fresh: Path, tmp_path: Path) -> None:
    code = "import sys, pathlib, clew.synth.sample as s; s.write_sample(pathlib.Path(sys.argv[1]))"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    made, again = files(fresh), files(tmp_path)
    assert [n for n in made if made[n].read_bytes() != again[n].read_bytes()] == []


def test_another_seed_is_another_world(tmp_path: Path, fresh: Path) -> None:
    write_sample(tmp_path, SAMPLE_SEED + 1)
    names = {n for n in files(tmp_path) if n.startswith("exhibits/")} - set(files(fresh))
    assert names  # other numbers, hence other file names


def test_the_whole_sample_is_small() -> None:
    assert sum(p.stat().st_size for p in SAMPLE.rglob("*") if p.is_file()) < LIMIT_BYTES


def test_every_exhibit_states_where_it_came_from() -> None:
    stated = tomllib.loads((SAMPLE / "exhibits" / "exhibits.toml").read_text(encoding="utf-8"))
    names = {p.name for p in (SAMPLE / "exhibits").iterdir()} - {"exhibits.toml"}
    assert set(stated) == names
    for facts in stated.values():
        assert {"legal_basis", "owner", "received_date", "reference", "timezone"} <= facts.keys()


def test_no_file_of_the_exhibits_tells_the_truth() -> None:
    words = re.compile(rb"truth|customer call|line bulk|ring wages|county line|potential_victim", re.IGNORECASE)
    assert [p.name for p in (SAMPLE / "exhibits").iterdir() if words.search(p.read_bytes())] == []


def test_product_code_never_names_the_truth_folder() -> None:
    """Outside `clew.synth` no product code mentions the folder, so that no detector can look things up in it."""
    product = [p for top in ("src", "cli", "queries") for p in (ROOT / top).rglob("*") if p.is_file()]
    generator = ROOT / "src" / "clew" / "synth"
    naming = re.compile(rb"truth[/\\\\]|[\"']truth[\"']|truth_[a-z]+\\.(?:csv|parquet)|clew\\.synth\\.truth")
    found = [p for p in product if p.suffix != ".pyc" and generator not in p.parents and naming.search(p.read_bytes())]
    assert [p.relative_to(ROOT).as_posix() for p in found] == []
    assert naming.search(b'folder / "truth"')


def test_the_truth_names_every_row_that_is_about_a_person() -> None:
    lines = (SAMPLE / "truth" / "truth_identity.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "file,part,row_ref,person"
    seen = {line.split(",")[0] for line in lines[1:]}
    assert {"job_application_forms.xlsx", "tenancy_schedule.csv", "missing_episodes.xlsx", "stops.csv"} <= seen
