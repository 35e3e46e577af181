"""Write a WhatsApp database of many messages, and time its way into a typed ledger."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

from peak import peak_mb


def write(path: Path, messages: int) -> None:
    """Write `msgstore.db` with this many messages of an invented telephone, no two alike."""
    from clew.synth.devices.telephone import invented_telephone
    from clew.synth.devices.whatsapp_android import write_msgstore

    telephone = invented_telephone(messages=20_000)
    kept = [m for m in telephone.messages if m.service == "whatsapp"]
    many = (replace(m, start_utc=m.start_utc + i) for i, m in enumerate(islice(cycle(kept), messages)))
    write_msgstore(replace(telephone, messages=tuple(many)), path)


def load(path: Path, case: Path) -> dict[str, float]:
    """Load the database into a new case; return rows, seconds and the highest memory."""
    from clew.case import Case
    from clew.ledger import load as _  # noqa: F401 imports are not part of the measured time

    opened = Case.create(case, owner="DS Example")
    wall, cpu = time.perf_counter(), time.process_time()
    (result,) = opened.load([path], legal_basis="seizure", timezone="UTC")
    assert result.exhibit is not None, result.error
    return {
        "read": result.exhibit.read,
        "kept": result.exhibit.kept,
        "wall_s": time.perf_counter() - wall,
        "cpu_s": time.process_time() - cpu,
        "peak_mb": peak_mb(),
    }


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(Path(sys.argv[2]), int(sys.argv[3]))
    else:
        print(json.dumps(load(Path(sys.argv[2]), Path(sys.argv[3]))))
