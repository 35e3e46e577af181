"""Detector runs and findings as tables: what the terminal and the machine formats show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from clew.model.finding import Finding, Run
from clew.model.table import Column, Table, table

if TYPE_CHECKING:
    from clew.casework.evidence import EvidenceRow

FINDING_COLUMNS = [
    Column("finding"),
    Column("what", "free_text"),
    Column("strength"),
    Column("outcome"),
    Column("evidence_rows", "integer"),
    Column("about", "entity", detail=True),
    Column("evidence_types", detail=True),
    Column("detector", detail=True),
    Column("safeguarding", "free_text", "why a person is flagged; empty otherwise", detail=True),
    Column("summary", "free_text", detail=True),
]


def in_order(runs: Iterable[Run]) -> list[Finding]:
    """Return the findings of several runs: safeguarding first, then the strongest patterns."""
    strength = {"strong": 0, "partial": 1, "weak": 2, "n/a": 3}
    outcome = {"supported": 0, "possible": 1, "not_assessable": 2, "not_supported": 3}
    return sorted(
        (f for run in runs for f in run.findings),
        key=lambda f: (not f.safeguarding, strength[f.strength], outcome[f.outcome], f.detector, f.finding_id),
    )


def runs_tables(runs: list[Run]) -> list[Table]:
    """Return the findings, what an innocent role holds back, and why others could not be assessed, as three tables."""
    findings = [
        {
            "finding": f.finding_id,
            "what": f.title,
            "about": f.anchors[0],
            "strength": f.strength,
            "outcome": f.outcome,
            "evidence_rows": len(f.evidence),
            "evidence_types": ", ".join(f.evidence_types),
            "safeguarding": f.safeguarding,
            "detector": f.detector,
            "summary": f.summary,
        }
        for f in in_order(runs)
    ]
    held = [
        {
            "about": h.entity_id,
            "recorded_role": h.role,
            "strength": h.strength,
            "why": h.reason,
            "detector": run.detector,
        }
        for run in runs
        for h in run.held_back
    ]
    return [
        table("findings: leads for a human, assessment and not fact", FINDING_COLUMNS, findings),
        table(
            "held back: a recorded role explains the pattern",
            [
                Column("about", "entity"),
                Column("recorded_role"),
                Column("strength"),
                Column("why", "free_text"),
                Column("detector", detail=True),
            ],
            held,
        ),
        table(
            "not assessable: what is missing",
            [
                Column("detector"),
                Column("how_many", "integer"),
                Column("why", "free_text"),
                Column("missing", "free_text"),
                Column("for_example", "entity"),
            ],
            grouped_gaps(runs),
        ),
    ]


def grouped_gaps(runs: list[Run]) -> list[dict[str, Any]]:
    """Return why entities could not be assessed, one row per detector and reason, those that matter to fewest first."""
    groups: dict[tuple[str, str, str], list[str]] = {}
    for run in runs:
        for item in run.not_assessable:
            groups.setdefault((run.detector, item.reason, item.missing), []).append(item.entity_id)
    return [
        {"detector": detector, "how_many": len(ids), "why": why, "missing": missing, "for_example": min(ids)}
        for (detector, why, missing), ids in sorted(groups.items(), key=lambda g: (g[0][0], len(g[1]), g[0]))
    ]


def gaps_table(runs: list[Run]) -> Table:
    """List every entity that could not be assessed, one row each, for machines and for looking one up."""
    rows = [
        {"about": n.entity_id, "id": n.entity_id, "detector": run.detector, "why": n.reason, "missing": n.missing}
        for run in runs
        for n in run.not_assessable
    ]
    columns = [
        Column("about", "entity"),
        Column("id"),
        Column("detector"),
        Column("why", "free_text"),
        Column("missing", "free_text"),
    ]
    return table("not assessable", columns, rows)


def explain_tables(finding: Finding, rows: list[EvidenceRow], limit: int) -> list[Table]:
    """Return the clauses, the innocent explanations and the evidence rows of a finding."""
    clauses = [
        {"clause": c.meaning, "value": _text(c.value), "threshold": _text(c.threshold), "held": _held(c.met)}
        for c in finding.clauses
    ]
    benign = [
        {"explanation": b.explanation, "test": b.test, "result": b.result.replace("_", " ")} for b in finding.benign
    ]
    evidence = [
        {
            "file": r.file,
            "row": r.place,
            "type": r.evidence.evidence_type,
            "field": r.evidence.field,
            "value": r.evidence.value,
            "grade": r.evidence.grade or "",
            "handling": r.evidence.handling or "",
            "cells": " | ".join(f"{k}: {v}" for k, v in r.cells),
            "sha256": r.sha256,
            "record_id": r.evidence.record_id,
        }
        for r in rows[:limit]
    ]
    left = (f"{len(rows) - limit} more rows: raise --limit",) if len(rows) > limit else ()
    return [
        table(
            "the rule, clause by clause",
            [Column("clause", "free_text"), Column("value"), Column("threshold"), Column("held")],
            clauses,
        ),
        table(
            "innocent explanations tested",
            [Column("explanation", "free_text"), Column("test", "free_text"), Column("result")],
            benign,
        ),
        table(
            f"evidence rows ({len(rows)})",
            [
                Column("file"),
                Column("row"),
                Column("type"),
                Column("field"),
                Column("value", "free_text"),
                Column("grade"),
                Column("handling", detail=True),
                Column("cells", "raw", detail=True),
                Column("sha256", detail=True),
                Column("record_id", detail=True),
            ],
            evidence,
            left,
        ),
    ]


def detector_list() -> Table:
    """List the detectors with their settings and defaults."""
    from clew.casework.detecting import chosen

    rows = [
        {
            "detector": d.name,
            "code": d.code,
            "group": d.group,
            "version": d.version,
            "finds": d.title,
            "settings": ", ".join(f"{f.name}={f.default}" for f in fields(d.settings)),
        }
        for d in chosen(())
    ]
    return table("detectors", [Column(n) for n in ("detector", "code", "group", "version", "finds", "settings")], rows)


def _text(value: Any) -> str:
    if value is None:
        return "not known"
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def _held(met: bool | None) -> str:
    return {True: "yes", False: "no", None: "not assessable"}[met]
