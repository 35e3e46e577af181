"""The audit chain notices every change to its past."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from clew.errors import ClewError
from clew.governance.audit import AuditChain


@pytest.fixture
def chain(tmp_path: Path) -> AuditChain:
    chain = AuditChain(tmp_path / "audit", "case-1")
    for number in range(5):
        chain.append("consult", f"find {number}", objects=[f"ph-{number:016d}"], reason="test")
    return chain


def rewrite(chain: AuditChain, change: object) -> None:
    lines = chain.path.read_text(encoding="utf-8").splitlines()
    changed = change(lines)  # type: ignore[operator]
    chain.path.write_text("\n".join(changed) + "\n", encoding="utf-8")


def test_an_untouched_chain_holds(chain: AuditChain) -> None:
    assert chain.verify() == []
    assert chain.head().count == 5


def test_a_changed_reason_breaks_its_line(chain: AuditChain) -> None:
    rewrite(chain, lambda lines: [line.replace('"find 2"', '"find 9"') for line in lines])
    assert any(p.startswith("line 3:") for p in chain.verify())


def test_a_removed_line_is_noticed(chain: AuditChain) -> None:
    rewrite(chain, lambda lines: lines[:2] + lines[3:])
    assert chain.verify()


def test_a_log_cut_short_is_noticed_by_its_kept_head(chain: AuditChain) -> None:
    rewrite(chain, lambda lines: lines[:3])
    assert any("lines are missing" in p for p in chain.verify())


def test_a_log_written_anew_is_noticed_by_the_head_on_a_report(chain: AuditChain, tmp_path: Path) -> None:
    printed = str(chain.head())
    chain.path.unlink()
    chain.path.with_name("head.txt").unlink()
    for number in range(5):
        chain.append("consult", f"other {number}")
    assert chain.verify() == []
    assert any("written anew" in p for p in chain.verify(printed))


def test_a_line_torn_by_a_kill_is_set_apart_and_the_chain_goes_on(chain: AuditChain) -> None:
    with chain.path.open("ab") as handle:
        handle.write(b'{"number": 6, "prev')
    assert chain.head().count == 5
    chain.append("consult", "after the kill")
    assert chain.verify() == []
    assert [line["number"] for line in chain.lines()] == [1, 2, 3, 4, 5, 6]
    assert list(chain.path.parent.glob("*.torn-*"))


def test_a_broken_head_argument_says_how_it_should_look(chain: AuditChain) -> None:
    with pytest.raises(ClewError):
        chain.verify("nonsense")


def test_names_of_operations_are_fixed(chain: AuditChain) -> None:
    with pytest.raises(ValueError):
        chain.append("peek", "find")


APPEND_TEN = """
import sys
from pathlib import Path
from clew.governance.audit import AuditChain
chain = AuditChain(Path(sys.argv[1]), "case-1")
for number in range(10):
    chain.append("consult", f"find {number}")
"""


def test_four_writers_at_once_keep_one_chain(tmp_path: Path) -> None:
    folder = tmp_path / "audit"
    workers = [subprocess.Popen([sys.executable, "-c", APPEND_TEN, str(folder)]) for _ in range(4)]
    assert [worker.wait() for worker in workers] == [0, 0, 0, 0]
    chain = AuditChain(folder, "case-1")
    assert chain.head().count == 40
    assert chain.verify() == []


def test_lines_are_plain_json_with_ids_only(chain: AuditChain) -> None:
    first = json.loads(chain.path.read_text(encoding="utf-8").splitlines()[0])
    assert first["objects"] == ["ph-0000000000000000"]
    assert set(first) >= {"utc", "user", "operation", "command", "reason", "hash", "previous"}
