"""Detector runs kept as files: the latest run of each detector, and one finding by its id."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from clew.durable import canonical, write_text
from clew.errors import UsageError
from clew.governance.decisions import Decisions
from clew.model.finding import Benign, Clause, Coverage, Evidence, Finding, HeldBack, NotAssessable, Role, Run


class Findings:
    """The `findings/` folder of a case. Runs are never overwritten; the last one recorded is the one shown."""

    def __init__(self, folder: Path, decisions: Decisions) -> None:
        self.folder = folder
        self.decisions = decisions

    def save(self, run: Run, state: str) -> str:
        """Keep a run and record it as the latest of its detector. Returns the run id: same input, same id."""
        text = json.dumps(run_to_json(run), ensure_ascii=False, indent=1, sort_keys=True)
        run_id = hashlib.sha256(canonical({"state": state, "run": text}).encode()).hexdigest()[:12]
        path = self.folder / f"{run.detector}.{run_id}.json"
        if not path.exists():
            write_text(path, text + "\n")
        latest = self.decisions.in_force("runs").get(run.detector)
        if latest is None or latest["file"] != path.name:
            self.decisions.append("runs", run.detector, "ran", file=path.name, state=state)
        return run_id

    def latest(self) -> list[Run]:
        """Return the last run of each detector, by detector name."""
        runs = self.decisions.in_force("runs")
        return [read_run(self.folder / runs[name]["file"]) for name in sorted(runs)]

    def states(self) -> dict[str, str]:
        """Return detector -> hash of the data its last run saw."""
        return {name: line["state"] for name, line in self.decisions.in_force("runs").items()}

    def get(self, finding_id: str) -> Finding:
        """Return a finding of the latest runs by its id or the beginning of it.

        Raises:
            UsageError: none or several match.
        """
        found = [f for run in self.latest() for f in run.findings if f.finding_id.startswith(finding_id)]
        if len(found) != 1:
            what = "no finding has" if not found else f"{len(found)} findings have"
            raise UsageError(f"{what} the id {finding_id!r}", hint="list them with: clew detect")
        return found[0]


def run_to_json(run: Run) -> dict[str, Any]:
    """Return a run as plain JSON values; times as ISO 8601."""
    plain: dict[str, Any] = json.loads(json.dumps(asdict(run), default=_iso, ensure_ascii=False))
    return plain


def _iso(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"cannot write {type(value).__name__} to a run file")


def read_run(path: Path) -> Run:
    """Read a run back as it was saved."""
    stored = json.loads(path.read_text(encoding="utf-8"))
    return Run(
        **{
            **stored,
            "findings": tuple(_finding(f) for f in stored["findings"]),
            "not_assessable": tuple(NotAssessable(**n) for n in stored["not_assessable"]),
            "held_back": tuple(
                HeldBack(**{**h, "evidence": tuple(Evidence(**e) for e in h["evidence"])}) for h in stored["held_back"]
            ),
            "notes": tuple(stored["notes"]),
        }
    )


def _finding(stored: dict[str, Any]) -> Finding:
    facts = {k: v for k, v in stored.items() if k != "finding_id"}
    coverage = facts["coverage"]
    facts["coverage"] = Coverage(
        _time(coverage["from_utc"]),
        _time(coverage["to_utc"]),
        coverage["subjects_held"],
        tuple(coverage["gaps"]),
        tuple(coverage["missing"]),
    )
    for name, kind in (
        ("roles", Role), ("clauses", Clause), ("evidence", Evidence), ("contradicting", Evidence), ("benign", Benign),
    ):  # fmt: skip
        facts[name] = tuple(kind(**item) for item in facts[name])
    for name in ("anchors", "could_disprove", "next_checks", "limits"):
        facts[name] = tuple(facts[name])
    return Finding(**facts)


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
