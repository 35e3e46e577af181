"""The truth about whose row it is points at the very row, part and file the ledger knows it by."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from clew.case import Case
from clew.ledger.session import open_ledger
from clew.synth.sample import SAMPLE_SEED
from clew.synth.world import World

ROOT = Path(__file__).resolve().parents[2]
EXHIBITS = ROOT / "sample_data" / "exhibits"


@pytest.mark.parametrize("world", [SAMPLE_SEED], indirect=True)
def test_each_row_of_the_truth_is_found_in_the_ledger(world: World, tmp_path: Path) -> None:
    with (ROOT / "sample_data" / "truth" / "truth_identity.csv").open(encoding="utf-8", newline="") as stream:
        stated = list(csv.DictReader(stream))
    case = Case.create(tmp_path / "case", owner="DS Example")
    results = case.load([EXHIBITS / name for name in sorted({row["file"] for row in stated})])
    exhibits = [r.exhibit for r in results if r.exhibit is not None]
    file_of = {e.exhibit_id: Path(e.path).name for e in exhibits}
    session = open_ledger(case.folder, exhibits)
    found: dict[tuple[str, str, str], list[str]] = {}
    for exhibit, *place, name in session.execute("SELECT exhibit_id, part, row_ref, name_raw FROM person").fetchall():
        found.setdefault((file_of[exhibit], *place), []).append((name or "").casefold())
    session.close()
    wrong = [
        row
        for row in stated
        if not any(
            all(word in name for word in world.full_name(int(row["person"][1:])).casefold().split())
            for name in found.get((row["file"], row["part"], row["row_ref"]), [])
        )
    ]
    assert len(stated) > 400
    assert wrong == []
