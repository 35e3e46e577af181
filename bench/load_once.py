"""Load one file into a new case in a process of its own; print CPU seconds, rows and peak memory as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from peak import peak_mb

import clew.casework.loading  # noqa: F401 imported before the clock starts
from clew.case import Case
from clew.plugins import discover


def main() -> None:
    source, folder = Path(sys.argv[1]), Path(sys.argv[2])
    case = Case.create(folder, owner="bench")
    # Imports are outside of this figure as they are outside of the peer's.
    for package, constant in (("clew.readers", "READER"), ("clew.normalise", "NORMALISER")):
        discover(package, constant)
    begin, wall = time.process_time(), time.perf_counter()
    (result,) = case.load([source], legal_basis="comms-data", timezone="Europe/London")
    if result.exhibit is None:
        raise SystemExit(str(result.error))
    e = result.exhibit
    print(
        json.dumps(
            {
                "cpu_s": time.process_time() - begin,
                "wall_s": time.perf_counter() - wall,
                "read": e.read,
                "kept": e.kept,
                "set_aside": e.set_aside,
                "duplicate": e.duplicate,
                "peak_mb": peak_mb(),
            }
        )
    )


if __name__ == "__main__":
    main()
