"""What a report says, as plain text ready to be shown: names are redacted, entity ids replaced, raw text masked.

The caller fills it from runs, findings and exhibits after the redact step; nothing here needs masking
any more and nothing here is looked up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from clew.exporters.chart import Chart
from clew.model.exhibit import Exhibit
from clew.model.finding import Evidence, Finding, HeldBack, NotAssessable


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of an exhibit a finding rests on, or that speaks against it."""

    exhibit: str  # file name as the reader knows it
    part: str
    row: str
    field: str
    value: str
    evidence_type: str
    grade: str = ""
    handling: str = ""


@dataclass(frozen=True, slots=True)
class ReportClause:
    """One condition of a rule; `held` is null when it could not be assessed."""

    meaning: str
    value: str
    threshold: str
    held: bool | None


@dataclass(frozen=True, slots=True)
class ReportBenign:
    """An innocent explanation that was tested: `fits`, `does_not_fit` or `cannot_tell`."""

    explanation: str
    test: str
    result: str


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """Somebody or something in a finding, and its part in the pattern."""

    label: str
    role: str
    protected: bool = False


@dataclass(frozen=True, slots=True)
class ReportFinding:
    """A finding as it is printed; `safeguarding` is the reason it comes first, empty otherwise."""

    finding_id: str
    detector: str
    detector_version: str
    title: str
    summary: str
    outcome: str
    strength: str
    rows: tuple[ReportRow, ...]
    subjects: tuple[ReportSubject, ...] = ()
    clauses: tuple[ReportClause, ...] = ()
    benign: tuple[ReportBenign, ...] = ()
    contradicting: tuple[ReportRow, ...] = ()
    could_disprove: tuple[str, ...] = ()
    next_checks: tuple[str, ...] = ()
    covered_from: datetime | None = None
    covered_to: datetime | None = None
    subjects_held: int = 0
    gaps: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    settings: dict[str, str] = field(default_factory=dict)
    safeguarding: str = ""
    review: str = ""  # "enquire, by A. Officer, 2024-06-03: reason"; empty until a person acts
    picture: Chart | None = None  # a few nodes only; drawn small


@dataclass(frozen=True, slots=True)
class ReportHeldBack:
    """A pattern that a recorded innocent role explains: shown with the reason."""

    detector: str
    subject: str
    role: str
    reason: str
    strength: str
    rows: tuple[ReportRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportGap:
    """Something a detector could not judge, why, and what is missing for it."""

    detector: str
    subject: str
    reason: str
    missing: str


@dataclass(frozen=True, slots=True)
class ReportRun:
    """One detector over the case: runs that found nothing are listed too."""

    detector: str
    title: str
    version: str
    examined: int
    found: int
    held_back: int
    not_assessable: int
    base_rate: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportSetAside:
    """A row that could not be kept: where it stands, why, and its text (masked unless asked for)."""

    exhibit: str
    part: str
    row: str
    reason: str
    raw: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything one report says.

    Args:
        case: Name of the case.
        marking: Handling marking for every page.
        exhibits: The exhibits as loaded; counts read = kept + duplicate + set aside.
        data_from: First event in the data, UTC; null when there is none.
        data_to: Last event likewise.
        audit_head: Head of the audit chain when the report was written.
        set_aside: The rows printed; `set_aside_total` counts all of them.
        cell_data: Cell or co-location data is behind a finding: its banner is printed.
        left_out: Sentences on what is not in the report and why.
        limits: Sentences on what this case's data cannot show, besides those always printed.
    """

    case: str
    title: str
    marking: str
    exported_by: str
    exported_utc: datetime
    data_hash: str
    audit_head: str
    tool_version: str
    data_from: datetime | None = None
    data_to: datetime | None = None
    purpose: str = ""
    profile: str = ""  # redaction profile, in words
    exhibits: tuple[Exhibit, ...] = ()
    runs: tuple[ReportRun, ...] = ()
    findings: tuple[ReportFinding, ...] = ()
    held_back: tuple[ReportHeldBack, ...] = ()
    not_assessable: tuple[ReportGap, ...] = ()
    set_aside: tuple[ReportSetAside, ...] = ()
    set_aside_total: int = 0
    settings: dict[str, str] = field(default_factory=dict)
    limits: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    cell_data: bool = False


@dataclass(frozen=True, slots=True)
class Shower:
    """How the redact step shows things; every function returns text that may be printed.

    Args:
        name: Entity id to name or pseudonym.
        is_protected: Entity id to whether it stands for a protected person.
        prose: Text with entity ids in braces to text with names, protected ones replaced.
        file: Exhibit id to file name.
        value: A row's field to its value, masked where it must be.
    """

    name: Callable[[str], str]
    is_protected: Callable[[str], bool]
    prose: Callable[[str], str]
    file: Callable[[str], str]
    value: Callable[[Evidence], str]


def finding_in(finding: Finding, show: Shower, *, picture: Chart | None = None, review: str = "") -> ReportFinding:
    """Return a detector's finding as a report prints it."""
    return ReportFinding(
        finding_id=finding.finding_id,
        detector=finding.detector,
        detector_version=finding.detector_version,
        title=show.prose(finding.title),
        summary=show.prose(finding.summary),
        outcome=finding.outcome,
        strength=finding.strength,
        rows=rows_in(finding.evidence, show),
        subjects=tuple(
            ReportSubject(show.name(r.entity_id), r.role, show.is_protected(r.entity_id)) for r in finding.roles
        ),
        clauses=tuple(
            ReportClause(
                show.prose(c.meaning), _text(c.value), "–" if c.threshold is None else _text(c.threshold), c.met
            )
            for c in finding.clauses
        ),
        benign=tuple(ReportBenign(show.prose(b.explanation), show.prose(b.test), b.result) for b in finding.benign),
        contradicting=rows_in(finding.contradicting, show),
        could_disprove=tuple(map(show.prose, finding.could_disprove)),
        next_checks=tuple(map(show.prose, finding.next_checks)),
        covered_from=finding.coverage.from_utc,
        covered_to=finding.coverage.to_utc,
        subjects_held=finding.coverage.subjects_held,
        gaps=tuple(map(show.prose, finding.coverage.gaps)),
        missing=tuple(map(show.prose, finding.coverage.missing)),
        limits=tuple(map(show.prose, finding.limits)),
        settings={name: _text(value) for name, value in finding.settings.items()},
        safeguarding=show.prose(finding.safeguarding),
        review=review,
        picture=picture,
    )


def held_back_in(detector: str, held: HeldBack, show: Shower) -> ReportHeldBack:
    """Return what a benign role held back as a report prints it."""
    return ReportHeldBack(
        detector,
        show.name(held.entity_id),
        held.role,
        show.prose(held.reason),
        held.strength,
        rows_in(held.evidence, show),
    )


def gap_in(detector: str, gap: NotAssessable, show: Shower) -> ReportGap:
    """Return what could not be assessed as a report prints it."""
    return ReportGap(detector, show.name(gap.entity_id), show.prose(gap.reason), show.prose(gap.missing))


def rows_in(evidence: tuple[Evidence, ...], show: Shower) -> tuple[ReportRow, ...]:
    """Return evidence rows as a report prints them."""
    return tuple(
        ReportRow(
            show.file(e.exhibit_id),
            e.part,
            e.row_ref,
            e.field,
            show.value(e),
            e.evidence_type,
            e.grade or "",
            e.handling or "",
        )
        for e in evidence
    )


def _text(value: object) -> str:
    """Return a measured value as text; missing is said, 0 is a value."""
    if value is None:
        return "not measured"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,.4g}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else str(value)
