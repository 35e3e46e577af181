"""Each awkward file becomes what its expectation says: read, or refused with a reason, never a traceback."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from clew.case import Case
from clew.casework.loading import FileResult
from clew.ledger.files import walk
from clew.ledger.session import open_ledger

FOLDER = Path(__file__).resolve().parents[1] / "sample_data" / "awkward"
EXPECTED: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "expectations.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    return Case.create(tmp_path_factory.mktemp("awkward") / "case", owner="DS Example")


@pytest.fixture(scope="module")
def results(case: Case) -> dict[str, FileResult]:
    files = [p for p in walk([FOLDER]) if p.name in EXPECTED]
    return {r.path.name: r for r in case.load(files)}


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_it_becomes_what_is_expected(name: str, case: Case, results: dict[str, FileResult]) -> None:
    expected = EXPECTED[name]
    if expected["outcome"] == "skipped":
        assert name not in results
        return
    result = results[name]
    if expected["outcome"] == "refused":
        assert result.error is not None, f"it was loaded: {result.exhibit}"
        assert result.error.exit_code == 3, result.error.what
        assert result.error.hint
        assert expected.get("says", "") in f"{result.error.what} {result.error.hint}".casefold()
        return
    assert result.error is None, f"{result.error} {result.error and result.error.hint}"
    exhibit = result.exhibit
    assert exhibit is not None
    assert exhibit.read == exhibit.kept + exhibit.duplicate + exhibit.set_aside
    counts = {n: getattr(exhibit, n) for n in ("read", "kept", "duplicate", "set_aside") if expected.get(n, -1) >= 0}
    assert counts == {n: expected[n] for n in counts}
    assert len(exhibit.parts) == expected["parts"]
    assert expected["parts"] > 1 or {p.kind for p in exhibit.parts} == {expected["normaliser"]}
    if expected.get("says"):
        assert expected["says"] in said_of(case, result).casefold()


def said_of(case: Case, result: FileResult) -> str:
    """Return every warning, issue and reason Clew gives about a loaded file."""
    exhibit = result.exhibit
    assert exhibit is not None
    session = open_ledger(case.folder, [exhibit])
    texts = [w for part in exhibit.parts for w in part.warnings] + list(exhibit.warnings)
    texts += [exhibit.day_order_basis, exhibit.timezone_basis, *(str(p.meta) for p in exhibit.parts)]
    for kind in ("event", "person", "contact", "identifier", "membership"):
        texts += [
            r[0] for r in session.execute(f"SELECT DISTINCT issues FROM {kind} WHERE issues IS NOT NULL").fetchall()
        ]
    texts += [r[0] for r in session.execute("SELECT DISTINCT reason FROM set_aside").fetchall()]
    texts += [r[0] for r in session.execute("SELECT DISTINCT reason FROM duplicates").fetchall()]
    session.close()
    return "\n".join(texts)


def test_every_file_of_the_folder_is_expected() -> None:
    known = set(EXPECTED) | {"README.md", "expectations.toml", "exhibits.toml"}
    assert {p.name for p in FOLDER.iterdir()} - known == set()
