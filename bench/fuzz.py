"""Damage one small file of every reader in thousands of ways and load each: no crash, no hang, nothing written outside.

    python bench/fuzz.py                      10,000 damaged files per reader
    python bench/fuzz.py --files 500 kml gpx  fewer, of two readers
    python bench/fuzz.py --first 10000        others, which nothing was mended by
    python bench/fuzz.py --replay kml 1234    one of them again, with its traceback

Every file comes from the number printed beside a complaint. Work is done in processes of their own, so that a crash
of the interpreter or a file that never ends costs one file and is reported like the rest.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

#: A small damaged file that takes longer hangs.
LONGEST_S = 30
#: One file of so many goes all the way into a case; the others are read as a load does and not kept.
KEPT = 20
RESULTS = Path(__file__).parent / "results" / "fuzz.json"


def work(reader: str, first: int, last: int) -> None:
    """Load the damaged files `first` to `last`; print each number before and each complaint after."""
    from clew.case import Case
    from clew.synth.devices.seeds import SEEDS
    from clew.synth.surviving import complaint, damage, reading_complaint

    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        home = Path(name)
        (home / "sound").mkdir()
        sound = [make(home / "sound") for make in SEEDS[reader]]
        case = None
        for seed in range(first, last):
            if case is None or seed % (100 * KEPT) == 0:
                case = Case.create(home / f"case-{seed}", owner="DS Example")
            print("seed", seed, flush=True)
            faulthandler.dump_traceback_later(LONGEST_S, exit=True)
            folder = home / "damaged"
            folder.mkdir()
            path = damage(sound[seed % len(sound)], folder, seed)
            found = complaint(case, path) if seed % KEPT == 0 else reading_complaint(home / "scratch", path)
            path.unlink()
            folder.rmdir()
            faulthandler.cancel_dump_traceback_later()
            if found:
                print("found", seed, found.replace("\n", " ")[:300], flush=True)


def try_reader(reader: str, first: int, end: int) -> list[tuple[int, str]]:
    """Return seed and complaint of every damaged file Clew failed on, of the seeds from `first` to before `end`."""
    found: list[tuple[int, str]] = []
    while first < end:
        command = [sys.executable, __file__, "--work", reader, str(first), str(end)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        last = first
        for line in done.stdout.splitlines():
            kind, seed, *rest = line.split(" ", 2)
            last = int(seed)
            if kind == "found":
                found.append((last, rest[0]))
        if done.returncode == 0:
            break
        where = [line.strip() for line in done.stderr.splitlines() if "/clew/" in line][:1]
        why = f"longer than {LONGEST_S} s" if "Timeout" in done.stderr else f"the process ended with {done.returncode}"
        found.append((last, f"{why}: {where or done.stderr[-300:]}"))
        first = last + 1
    return found


def main() -> int:
    """Try the readers asked for, print what was found, and write it to `bench/results/fuzz.json`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("readers", nargs="*")
    parser.add_argument("--files", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--work", nargs=3)
    parser.add_argument("--replay", nargs=2)
    chosen = parser.parse_args()
    if chosen.work:
        work(chosen.work[0], int(chosen.work[1]), int(chosen.work[2]))
        return 0
    if chosen.replay:
        return replay(chosen.replay[0], int(chosen.replay[1]))
    from clew.synth.devices.seeds import SEEDS

    results = {}
    for reader in chosen.readers or sorted(SEEDS):
        start = time.monotonic()
        found = try_reader(reader, chosen.first, chosen.first + chosen.files)
        print(f"{reader}: {chosen.files} files, {len(found)} failures, {time.monotonic() - start:.0f} s", flush=True)
        kinds = Counter(text.rpartition(": ")[0][:120] or text[:120] for _, text in found)
        for kind, count in kinds.most_common(10):
            seed = next(s for s, text in found if text.startswith(kind))
            print(f"  {count} x, first seed {seed}: {next(t for s, t in found if s == seed)}", flush=True)
        results[reader] = {
            "first": chosen.first,
            "files": chosen.files,
            "failures": [{"seed": s, "what": t} for s, t in found],
        }
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    return int(any(r["failures"] for r in results.values()))


def replay(reader: str, seed: int) -> int:
    """Load one damaged file again and show the traceback of the fault."""
    import traceback

    from clew.case import Case
    from clew.synth.devices.seeds import SEEDS
    from clew.synth.surviving import damage

    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        for folder in ("sound", "damaged"):
            (home / folder).mkdir()
        sound = [make(home / "sound") for make in SEEDS[reader]]
        path = damage(sound[seed % len(sound)], home / "damaged", seed)
        (result,) = Case.create(home / "case", owner="DS Example").load([path], legal_basis="seizure", timezone="UTC")
        print(result.error or result.exhibit)
        if result.error is not None and result.error.__cause__ is not None:
            traceback.print_exception(result.error.__cause__)
    return 0


if __name__ == "__main__":
    sys.exit(main())
