"""Loading keeps its promises: nothing vanishes, nothing doubles, whatever happens on the way."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.case import Case
from clew.errors import InputError, PolicyError
from clew.ledger.files import walk
from clew.ledger.verify import damaged_files

LOAD = """
import sys
from clew.case import Case
case = Case.open(sys.argv[1])
results = case.load(sys.argv[2:], legal_basis="comms-data", timezone="Europe/London")
for result in results:
    if result.error is not None:
        print(result.error.what, "|", result.error.where)
sys.exit(1 if any(r.error for r in results) else 0)
"""


def digests(case: Case) -> dict[str, str]:
    return {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted((case.folder / "ledger").glob("*.parquet"))
    }


def start(case: Case, *files: Path, limit_bytes: int = 0) -> subprocess.Popen[str]:
    def limit() -> None:
        if limit_bytes:
            import resource

            resource.setrlimit(resource.RLIMIT_FSIZE, (limit_bytes, limit_bytes))

    return subprocess.Popen(
        [sys.executable, "-c", LOAD, str(case.folder), *map(str, files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=limit if limit_bytes else None,
    )


def big_calls(path: Path, rows: int) -> Path:
    head = "Call Type,A Number,B Number,Start Date,Start Time,Duration\n"
    body = "".join(
        f"MO,+99900000001,+9991{i % 900:08d},{1 + i % 28:02d}/03/2026,{i % 24:02d}:{i % 60:02d}:00,{i}\n"
        for i in range(rows)
    )
    path.write_text(head + body, encoding="utf-8")
    return path


def test_every_row_is_kept_or_counted_with_its_reason(small_case: Case) -> None:
    calls = next(e for e in small_case.exhibits() if e.path.endswith("calls.csv"))
    assert (calls.read, calls.kept, calls.duplicate, calls.set_aside) == (6, 4, 1, 1)
    aside = small_case.set_aside("calls.csv").rows()
    assert len(aside) == 1
    assert aside[0]["row"] == "row 11"
    assert aside[0]["raw"].startswith("MO")


def test_an_impossible_date_empties_its_cell_and_the_row_stays(small_case: Case) -> None:
    events = small_case.view().sql("SELECT start_utc, row_ref FROM events WHERE start_utc IS NULL").to_pylist()
    assert [e["row_ref"] for e in events] == ["row 10"]


def test_loading_the_same_bytes_again_adds_nothing(small_case: Case, calls_file: Path) -> None:
    before = digests(small_case)
    (again,) = small_case.load([calls_file], legal_basis="comms-data", timezone="Europe/London")
    assert not again.is_new
    assert digests(small_case) == before


def test_a_corrected_zone_is_a_new_load_that_supersedes_the_old(small_case: Case, calls_file: Path) -> None:
    first = small_case.view().sql("SELECT min(start_utc) AS t FROM events")["t"][0].as_py()
    (again,) = small_case.load([calls_file], legal_basis="comms-data", timezone="Asia/Kolkata")
    assert again.is_new
    assert len([e for e in small_case.exhibits() if e.path.endswith("calls.csv")]) == 1
    second = small_case.view().sql("SELECT min(start_utc) AS t FROM events")["t"][0].as_py()
    assert (first - second).total_seconds() == 5.5 * 3600


def test_a_load_without_legal_basis_is_refused_and_nothing_is_loaded(
    new_case: Callable[[str], Case], calls_file: Path
) -> None:
    case = new_case("case")
    with pytest.raises(PolicyError) as refused:
        case.load([calls_file])
    assert refused.value.exit_code == 5
    assert "--legal-basis" in refused.value.hint
    assert case.exhibits() == []


def test_facts_beside_the_files_are_used(new_case: Callable[[str], Case], calls_file: Path) -> None:
    (calls_file.parent / "exhibits.toml").write_text(
        '[default]\nlegal_basis = "comms-data"\n["calls.csv"]\ntimezone = "UTC"\nreference = "AB/1"\n', encoding="utf-8"
    )
    case = new_case("case")
    (result,) = case.load([calls_file])
    assert result.exhibit is not None
    assert (result.exhibit.reference, result.exhibit.timezone, result.exhibit.timezone_basis) == (
        "AB/1", "UTC", "stated_for_exhibit",
    )  # fmt: skip


def test_order_of_loading_changes_no_byte(new_case: Callable[[str], Case], calls_file: Path, people_file: Path) -> None:
    one, two = new_case("one"), new_case("two")
    one.load([calls_file, people_file], legal_basis="consent", timezone="UTC")
    two.load([people_file, calls_file], legal_basis="consent", timezone="UTC")
    assert digests(one) == digests(two)


def test_two_loads_at_once_both_succeed(new_case: Callable[[str], Case], calls_file: Path, people_file: Path) -> None:
    case = new_case("case")
    runs = [start(case, calls_file, people_file), start(case, people_file, calls_file)]
    assert [run.wait() for run in runs] == [0, 0]
    assert len(case.exhibits()) == 2
    assert damaged_files(case.folder) == []
    assert case.audit.verify() == []


@pytest.mark.parametrize("after_s", [0.7, 1.1, 1.6])
def test_a_kill_at_any_moment_leaves_a_case_that_opens_and_repeating_gives_the_same_bytes(
    new_case: Callable[[str], Case], tmp_path: Path, after_s: float
) -> None:
    source = big_calls(tmp_path / "big.csv", 60_000)
    reference, case = new_case("reference"), new_case("case")
    assert start(reference, source).wait() == 0
    run = start(case, source)
    time.sleep(after_s)
    run.send_signal(signal.SIGKILL)
    run.wait()
    opened = Case.open(case.folder)
    assert len(opened.exhibits()) in (0, 1)
    assert damaged_files(case.folder) == []
    assert start(case, source).wait() == 0
    assert digests(case) == digests(reference)
    assert not list((case.folder / "ledger").glob("*.tmp"))
    assert opened.audit.verify() == []


@pytest.mark.skipif(os.name == "nt", reason="file-size limits are a Unix thing")
def test_a_full_disk_names_the_file_and_leaves_nothing_half_written(
    new_case: Callable[[str], Case], tmp_path: Path
) -> None:
    case = new_case("case")
    run = start(case, big_calls(tmp_path / "big.csv", 60_000), limit_bytes=100_000)
    output, _ = run.communicate()
    assert run.returncode == 1
    assert "cannot write" in output
    assert "ledger" in output
    assert case.exhibits() == []
    assert list((case.folder / "ledger").glob("*")) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_named(new_case: Callable[[str], Case], calls_file: Path, people_file: Path) -> None:
    calls_file.chmod(0)
    results = new_case("case").load([calls_file, people_file], legal_basis="consent")
    assert isinstance(results[0].error, InputError)
    assert results[0].error.where == str(calls_file)
    assert results[1].error is None


def test_a_missing_path_is_named() -> None:
    with pytest.raises(InputError) as missing:
        list(walk([Path("no-such-folder")]))
    assert missing.value.where == "no-such-folder"


def test_lock_files_and_folder_litter_are_no_evidence(tmp_path: Path) -> None:
    for name in ("~$calls.xlsx", "._calls.csv", ".DS_Store", "exhibits.toml", "calls.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "__MACOSX").mkdir()
    (tmp_path / "__MACOSX" / "calls.csv").write_text("x", encoding="utf-8")
    assert [p.name for p in walk([tmp_path])] == ["calls.csv"]


def test_a_damaged_ledger_file_is_found_and_does_not_stop_the_others(small_case: Case) -> None:
    exhibit = small_case.exhibits()[0]
    path = small_case.folder / exhibit.files["event" if "event" in exhibit.files else "person"]
    path.write_bytes(path.read_bytes()[:100])
    assert len(damaged_files(small_case.folder)) == 1


def test_one_strange_member_does_not_cost_the_rest_of_a_zip(
    new_case: Callable[[str], Case], tmp_path: Path, calls_file: Path
) -> None:
    archive = tmp_path / "both.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.write(calls_file, "calls.csv")
        out.writestr("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200))
    (result,) = new_case("case").load([archive], legal_basis="consent")
    assert result.exhibit is not None
    assert result.exhibit.kept == 4
    assert any("picture.png was not read" in w for w in result.exhibit.warnings)
