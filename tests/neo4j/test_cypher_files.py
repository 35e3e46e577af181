"""Every Cypher file passes Neo4j's own analyser, as Cypher 5 and as Cypher 25."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from clew.model.entities import LABELS, LINK_TYPES

ANALYSER = Path(__file__).parent / "analyser"
ROOT = Path(__file__).parents[2]
FILES = sorted([*(ROOT / "queries").rglob("*.cypher"), *(ROOT / "src" / "clew" / "graph").rglob("*.cypher")])
GRAPH_LABELS = [*LABELS, "Call", "Message", "Sighting", "Payment", "GraphState"]
GRAPH_TYPES = [*LINK_TYPES, "BEGAN", "REACHED"]


@pytest.fixture(scope="module")
def analyser() -> Path:
    """The analyser's folder with its packages installed."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("node and npm are not installed: Cypher files cannot be checked")
        pytest.skip("node and npm are not installed: Cypher files are not checked")
    with FileLock(ANALYSER / "install.lock"):
        if not (ANALYSER / "node_modules" / "@neo4j-cypher").is_dir():
            subprocess.run(["npm", "ci", "--silent"], cwd=ANALYSER, check=True, shell=os.name == "nt")
    return ANALYSER


def complaints(analyser: Path, files: list[Path]) -> list[str]:
    asked = {"labels": GRAPH_LABELS, "types": GRAPH_TYPES, "files": [str(f) for f in files]}
    done = subprocess.run(
        ["node", "check.mjs"], cwd=analyser, input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def test_analyser_finds_nothing_to_complain_about(analyser: Path) -> None:
    assert len(FILES) > 3
    assert complaints(analyser, FILES) == []


FAULTS = {
    "spelling": ("MATCH (n:Person) RETRN n", "Invalid input"),
    "label": ("MATCH (n:Preson) RETURN n.id", "Preson"),
    "type": ("MATCH (n:Person)-[:USED]->(m) RETURN n.id", "USED"),
    "variable": ("MATCH (n:Person) RETURN m.id", "`m` not defined"),
}


def test_analyser_finds_planted_faults(analyser: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.cypher" for name in FAULTS]
    for file, (text, _) in zip(files, FAULTS.values(), strict=True):
        file.write_text(text, encoding="utf-8")
    found = complaints(analyser, files)
    for file, (_, complaint) in zip(files, FAULTS.values(), strict=True):
        for language in ("CYPHER 5", "CYPHER 25"):
            assert [c for c in found if c.startswith(str(file)) and language in c and complaint in c]
