"""Findings: a detector's answers, each carrying the rows it rests on.

The contract is that of every detector: a lead for a human with its pattern, the clauses that
held and did not, the evidence rows, the innocent explanations tested, what speaks against it,
what the data could not show and what to check next. There is no score of a person.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

OUTCOMES = ("supported", "possible", "not_supported", "not_assessable")
STRENGTHS = ("strong", "partial", "weak", "n/a")
FITS = ("fits", "does_not_fit", "cannot_tell")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One ledger row a finding rests on: the record, the field that matters and its value there."""

    record_id: str
    exhibit_id: str
    part: str
    row_ref: str
    evidence_type: str
    field: str
    value: str
    grade: str | None = None
    handling: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition of a rule: what was measured, the threshold, and whether it held (null: not assessable)."""

    name: str
    meaning: str
    value: float | int | str | None
    threshold: float | int | str | None
    met: bool | None


@dataclass(frozen=True, slots=True)
class Benign:
    """An innocent explanation that was tested, how, and whether it fits."""

    explanation: str
    test: str
    result: str

    def __post_init__(self) -> None:
        if self.result not in FITS:
            raise ValueError(f"benign result must be one of {FITS}, not {self.result!r}")


@dataclass(frozen=True, slots=True)
class Role:
    """An entity and its part in the pattern: line, recipient, staff contact, person exposed."""

    entity_id: str
    role: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the data could show: the billed period of the subject, its gaps, what is missing."""

    from_utc: datetime | None
    to_utc: datetime | None
    subjects_held: int
    gaps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A lead with its evidence. Cannot be built without evidence rows.

    Args:
        detector: Name of the detector, for example `bulk-texts`.
        detector_version: Version of its rule.
        anchors: Entity ids the finding is about; they and the detector make `finding_id`.
        outcome: One of `OUTCOMES`: corroboration over independent evidence types.
        strength: One of `STRENGTHS`: the pattern inside this detector.
        summary: Plain sentences with entity ids in braces, `{ph-12..}`, replaced at the redact step.
        settings: The thresholds used, units in their names.

    Raises:
        ValueError: no evidence, an unknown outcome or strength, `supported` with one evidence type.
    """

    detector: str
    detector_version: str
    anchors: tuple[str, ...]
    title: str
    summary: str
    outcome: str
    strength: str
    roles: tuple[Role, ...]
    clauses: tuple[Clause, ...]
    evidence: tuple[Evidence, ...]
    benign: tuple[Benign, ...]
    coverage: Coverage
    settings: dict[str, Any]
    contradicting: tuple[Evidence, ...] = ()
    could_disprove: tuple[str, ...] = ()
    next_checks: tuple[str, ...] = ()
    safeguarding: str = ""  # reason when D8 flags a person; empty otherwise
    limits: tuple[str, ...] = ()
    finding_id: str = field(default="", init=False)

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError("a finding without evidence rows cannot be built")
        if self.outcome not in OUTCOMES:
            raise ValueError(f"outcome must be one of {OUTCOMES}, not {self.outcome!r}")
        if self.strength not in STRENGTHS:
            raise ValueError(f"strength must be one of {STRENGTHS}, not {self.strength!r}")
        if self.outcome == "supported" and len(self.evidence_types) < 2:
            raise ValueError("`supported` needs evidence from at least two independent types")
        digest = hashlib.sha256("|".join((self.detector, *sorted(self.anchors))).encode()).hexdigest()
        object.__setattr__(self, "finding_id", f"F-{digest[:10]}")

    @property
    def evidence_types(self) -> tuple[str, ...]:
        """Distinct evidence types among the evidence rows, sorted."""
        return tuple(sorted({e.evidence_type for e in self.evidence}))


@dataclass(frozen=True, slots=True)
class NotAssessable:
    """An entity the detector could not judge, and what is missing for it."""

    entity_id: str
    reason: str
    missing: str


@dataclass(frozen=True, slots=True)
class HeldBack:
    """An entity whose pattern a recorded innocent role explains: shown with its reason, not dropped."""

    entity_id: str
    role: str
    reason: str
    strength: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """One detector over one view: findings, what could not be judged, what was held back, how many were examined."""

    detector: str
    detector_version: str
    settings: dict[str, Any]
    findings: tuple[Finding, ...]
    not_assessable: tuple[NotAssessable, ...]
    held_back: tuple[HeldBack, ...]
    examined: int
    base_rate: str = ""  # examined, alerted, expected false alarms
    notes: tuple[str, ...] = ()
