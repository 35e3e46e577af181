"""Fill the report from a case: through the redact step, without rows whose handling code forbids release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from clew import __version__
from clew.casework import charting
from clew.casework.showing import in_order
from clew.ledger.handling import is_closed
from clew.model.finding import Evidence, Finding, Run

if TYPE_CHECKING:
    from clew.case import Case
    from clew.casework.charting import Header
    from clew.exporters.chart import Chart
    from clew.exporters.report import Report, ReportFinding, ReportGap, ReportRun, Shower
    from clew.governance.redact import Redactor
    from clew.ledger.view import View

#: Rows printed per finding and in the list of rows set aside; the total is always said.
ROWS_PER_FINDING = 60
ROWS_SET_ASIDE = 200

#: Entities drawn in the small picture of a finding.
PICTURE_NODES = 14


def write(case: Case, out: Path, *, unmask: Iterable[str] = (), reason: str = "") -> Path:
    """Write the report of a case as one HTML file and return its path."""
    from clew.exporters.report_html import write_report

    (path,) = write_report(gather(case, unmask=unmask, reason=reason), out)
    return path


def gather(case: Case, *, unmask: Iterable[str] = (), reason: str = "") -> Report:
    """Collect what the report says: everything in it has passed the redact step."""
    from clew.exporters import report

    redactor = case.redactor(unmask=unmask, reason=reason, released=True)
    files, exhibits = case.files(), case.exhibits()
    show = report.Shower(
        name=redactor.name,
        is_protected=lambda entity: redactor.shown(entity).protected,
        prose=redactor.text,
        file=lambda exhibit: files.get(exhibit, exhibit),
        value=lambda e: redactor.text(e.value),
    )
    runs = case.findings().latest()
    released = {f.finding_id: _released(f) for f in in_order(runs)}
    findings = [f for f in released.values() if f is not None]
    header = case.header()
    aside = redactor.table(case.set_aside()).rows()
    view = case.view(released=True)
    span = view.sql("SELECT min(start_utc) AS first, max(start_utc) AS last FROM events").to_pylist()
    stale = [name for name, state in case.findings().states().items() if state != header.data_hash]
    return report.Report(
        case=header.case,
        title=f"{header.case}: leads and the rows behind them",
        marking=header.marking,
        exported_by=header.exported_by,
        exported_utc=header.exported_utc,
        data_hash=header.data_hash,
        audit_head=header.audit_head,
        tool_version=__version__,
        data_from=span[0]["first"],
        data_to=span[0]["last"],
        profile="investigator: protected people by pseudonym, sealed items and rows that may not be released left out",
        exhibits=tuple(exhibits),
        runs=tuple(_run(run, show) for run in runs),
        findings=tuple(_finding(case, f, show, _picture(f, view, redactor, files, header)) for f in findings),
        held_back=tuple(report.held_back_in(run.detector, h, show) for run in runs for h in run.held_back),
        not_assessable=_gaps(runs, show),
        set_aside=tuple(
            report.ReportSetAside(r["file"], r["part"], r["row"], r["reason"], r["raw"]) for r in aside[:ROWS_SET_ASIDE]
        ),
        set_aside_total=len(aside),
        settings={"time zone of the case": case.settings.timezone, "day order of the case": case.settings.day_order},
        limits=tuple(f"{name} last ran on other data than this report's: run it again" for name in sorted(stale)),
        left_out=_left_out(released, case),
        cell_data=bool(case.view().sql("SELECT 1 FROM events WHERE cell_first IS NOT NULL LIMIT 1").num_rows),
    )


def _released(finding: Finding) -> Finding | None:
    """Return the finding without rows that may not be released; null when nothing is left of its evidence."""
    open_rows = tuple(e for e in finding.evidence if not is_closed(e.handling))
    if not open_rows:
        return None
    kinds = {e.evidence_type for e in open_rows}
    outcome = "possible" if finding.outcome == "supported" and len(kinds) < 2 else finding.outcome
    return replace(finding, evidence=open_rows, outcome=outcome)


def _left_out(released: dict[str, Finding | None], case: Case) -> tuple[str, ...]:
    gone = sum(1 for f in released.values() if f is None)
    sentences = [f"{gone} findings rest only on rows whose handling code forbids release"] if gone else []
    if case.sealed():
        sentences.append("sealed items are in no part of this report")
    return tuple(sentences)


def _finding(case: Case, finding: Finding, show: Shower, picture: Chart | None) -> ReportFinding:
    from clew.exporters.report import finding_in

    reviews = case.decisions.history("reviews", finding.finding_id)
    last = reviews[-1] if reviews else None
    review = "" if last is None else f"{last['decision']}, by {last['user']}, {last['utc'][:10]}: {last['reason']}"
    shown = replace(finding, evidence=first_rows(finding.evidence), contradicting=first_rows(finding.contradicting))
    printed = finding_in(shown, show, picture=picture, review=review)
    more = len(finding.evidence) - len(shown.evidence)
    if not more:
        return printed
    note = f"{more} more evidence rows: clew explain {finding.finding_id} --limit {len(finding.evidence)}"
    return replace(printed, limits=(*printed.limits, note))


def first_rows(rows: tuple[Evidence, ...], limit: int = ROWS_PER_FINDING) -> tuple[Evidence, ...]:
    """Return at most `limit` rows in their order, some of every evidence type: corroboration must stay visible."""
    if len(rows) <= limit:
        return rows
    share = limit // len({e.evidence_type for e in rows})
    seen: Counter[str] = Counter()
    kept = []
    for row in rows:
        seen[row.evidence_type] += 1
        if seen[row.evidence_type] <= share:
            kept.append(row)
    return tuple(kept)


def _picture(finding: Finding, view: View, redactor: Redactor, files: dict[str, str], header: Header) -> Chart | None:
    """Draw the anchors of a finding and the first few others in it; null when there is nothing to draw."""
    wanted = list(dict.fromkeys([*finding.anchors, *(r.entity_id for r in finding.roles)]))[:PICTURE_NODES]
    groups = {r.entity_id: r.role for r in finding.roles}
    chart = charting.draw(view, redactor, files, header, title=finding.finding_id, only=set(wanted), groups=groups)
    return chart if len(chart.nodes) > 1 and chart.links else None


def _run(run: Run, show: Shower) -> ReportRun:
    from clew.casework.detecting import chosen
    from clew.exporters.report import ReportRun

    (detector,) = chosen((run.detector,))
    return ReportRun(
        detector=run.detector,
        title=detector.title,
        version=run.detector_version,
        examined=run.examined,
        found=len(run.findings),
        held_back=len(run.held_back),
        not_assessable=len(run.not_assessable),
        base_rate=show.prose(run.base_rate),
        settings={name: str(value) for name, value in run.settings.items()},
        notes=tuple(map(show.prose, run.notes)),
    )


def _gaps(runs: list[Run], show: Shower) -> tuple[ReportGap, ...]:
    """Return one row per detector and reason, with how many it concerns: thousands of equal rows say no more."""
    from clew.casework.showing import grouped_gaps
    from clew.exporters.report import ReportGap

    rows = []
    for gap in grouped_gaps(runs):
        subject = show.name(gap["for_example"])
        others = f" and {gap['how_many'] - 1} others" if gap["how_many"] > 1 else ""
        rows.append(ReportGap(gap["detector"], subject + others, show.prose(gap["why"]), show.prose(gap["missing"])))
    return tuple(rows)
