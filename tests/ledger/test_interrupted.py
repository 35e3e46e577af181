"""Ctrl-C in the middle of a load: what was committed stays, and the same command goes on at the next file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from clew.case import Case
from clew.ledger.verify import damaged_files

ENTRY = "from clew_cli.app import main; main()"


def write_files(folder: Path, count: int, rows: int) -> None:
    folder.mkdir()
    head = "Call Type,A Number,B Number,Start Date,Start Time,Duration\n"
    for file in range(count):
        body = "".join(
            f"MO,+999000000{file:02d},+9991{i % 900:08d},{1 + i % 28:02d}/03/2026,{i % 24:02d}:{i % 60:02d}:00,{i}\n"
            for i in range(rows)
        )
        (folder / f"calls{file}.csv").write_text(head + body, encoding="utf-8")


@pytest.mark.skipif(os.name == "nt", reason="signals are sent in another way there")
def test_ctrl_c_leaves_a_usable_case_and_a_second_run_goes_on(new_case: Callable[[], Case], tmp_path: Path) -> None:
    files = 12
    write_files(tmp_path / "exhibits", files, 8_000)
    case = new_case()
    command = [
        sys.executable, "-c", ENTRY, "load", str(tmp_path / "exhibits"), "--case", str(case.folder),
        "--legal-basis", "comms-data", "--timezone", "Europe/London",
    ]  # fmt: skip
    run = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever starts the tests in the background makes them, and what they start, deaf to Ctrl-C.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    limit = time.monotonic() + 60
    while not list((case.folder / "exhibits").glob("*.json")) and time.monotonic() < limit:
        time.sleep(0.02)
    run.send_signal(signal.SIGINT)
    _, errors = run.communicate(timeout=60)
    done = len(case.exhibits())
    if run.returncode == 130:  # it was still loading, as it should be with so many files
        assert "run the same command again" in errors
        assert "Traceback" not in errors
    assert 1 <= done < files
    assert damaged_files(case.folder) == []
    assert not list((case.folder / "ledger").glob("*.tmp"))
    again = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert again.returncode == 0, again.stderr
    assert again.stdout.count("loaded before, nothing added") == done
    assert len(case.exhibits()) == files
    assert case.audit.verify() == []


def test_copies_of_a_killed_load_are_removed_by_the_next_one(new_case: Callable[[], Case], calls_file: Path) -> None:
    case = new_case()
    left = case.folder / "scratch" / "clew-999999999-abc"
    left.mkdir(parents=True)
    (left / "database").write_bytes(b"copy of evidence")
    case.load([calls_file], legal_basis="comms-data")
    assert not (case.folder / "scratch").exists()
