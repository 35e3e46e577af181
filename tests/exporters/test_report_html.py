from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from clew.exporters.chart import Chart
from clew.exporters.report import (
    Report,
    ReportBenign,
    ReportClause,
    ReportFinding,
    ReportGap,
    ReportHeldBack,
    ReportRow,
    ReportRun,
    ReportSetAside,
    ReportSubject,
    Shower,
    finding_in,
    gap_in,
    held_back_in,
)
from clew.exporters.report_html import ROWS_PRINTED, report_page, write_report
from clew.model.exhibit import Exhibit, PartCount
from clew.model.finding import Benign, Clause, Coverage, Evidence, Finding, HeldBack, NotAssessable, Role


class Text(HTMLParser):
    """The words of a page, without style and script."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("style", "script"):
            self._silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)

    def __str__(self) -> str:
        return " ".join(" ".join(self.words).split())


def exhibit(path: str, read: int, duplicate: int, set_aside: int) -> Exhibit:
    part = PartCount("a", "calls", "event", "billing", (), read, read - duplicate - set_aside, duplicate, set_aside)
    return Exhibit(
        "x1",
        path,
        "5d" * 32,
        10,
        "csv",
        "1",
        "comms-data",
        "owner",
        "2024-06-01",
        "Europe/London",
        "stated_for_exhibit",
        "dmy",
        "proven",
        "2C",
        "P",
        "ABC-1",
        "2024-07-01T08:00:00Z",
        (part,),
        {},
        (),
        ("a warning of the reader",),
    )


@pytest.fixture
def report(chart: Chart) -> Report:
    rows = tuple(
        ReportRow("calls_a.csv", "", f"row {n}", "start", f"2024-03-01 09:{n:02}", "billing", "2C", "P")
        for n in range(20)
    )
    plain = ReportFinding(
        "F-0000000001",
        "line-profile",
        "2",
        "A traffic profile",
        "What the records show.",
        "supported",
        "strong",
        rows,
        clauses=(
            ReportClause("distinct callers", "31", "15", True),
            ReportClause("night cells", "not measured", "2", None),
            ReportClause("short calls", "0.2", "0.6", False),
        ),
        benign=(ReportBenign("taxi office", "call backs", "does_not_fit"),),
        contradicting=(ReportRow("calls_a.csv", "", "row 99", "to", "a call back", "billing"),),
        could_disprove=("A contract for the number.",),
        next_checks=("Ask the operator.",),
        gaps=("12 to 15 February",),
        missing=("cell positions",),
        limits=("Traffic is no content.",),
        settings={"window_days": "28"},
        picture=chart,
        review="enquire, by A. Officer, 2024-06-28: compare",
    )
    child = ReportFinding(
        "F-0000000002",
        "safeguarding",
        "1",
        "A person under 18 in contact",
        "One contact is enough.",
        "possible",
        "n/a",
        rows[:1],
        subjects=(ReportSubject("Protected person P-7QK2", "person exposed", True),),
        safeguarding="Under 18.",
    )
    return Report(
        case="operation-thread",
        title="Findings",
        marking="OFFICIAL-SENSITIVE",
        exported_by="D. Analyst",
        exported_utc=datetime(2024, 7, 1, 9, 30, tzinfo=UTC),
        data_hash="aa" * 32,
        audit_head="bb" * 32,
        tool_version="0.1",
        data_from=datetime(2024, 1, 3, tzinfo=UTC),
        data_to=datetime(2024, 6, 26, tzinfo=UTC),
        exhibits=(exhibit("calls_a.csv", 100, 3, 4), exhibit("calls_b.csv", 50, 0, 1)),
        runs=(
            ReportRun("line-profile", "Line profile", "2", 412, 1, 1, 1, "0.4 false alarms expected"),
            ReportRun("bulk-texts", "Bulk texts", "1", 412, 0, 0, 0),
        ),
        findings=(plain, child),
        held_back=(ReportHeldBack("line-profile", "Pinfold Cars", "taxi", "It calls back.", "partial", rows[:1]),),
        not_assessable=(ReportGap("line-profile", "+447700900110", "its billing is not held", "call records"),),
        set_aside=(ReportSetAside("calls_a.csv", "", "row 14", "start: no date", "[masked: 12 characters]"),),
        set_aside_total=5,
        settings={"seed": "7"},
        limits=("Other networks are not seen.",),
        left_out=("2 sealed entities are left out.",),
        cell_data=True,
    )


def test_everything_the_report_holds_is_on_the_page(report: Report) -> None:
    text = str(Text(report_page(report)))
    for said in (
        "OFFICIAL-SENSITIVE",
        "operation-thread",
        "D. Analyst",
        "2024-07-01 09:30 UTC",
        "2024-01-03 to 2024-06-26",
        "150 rows read, of which 142 were kept, 3 were duplicates and 5 were set aside",
        "5d" * 32,
        "csv 1",
        "comms-data",
        "Europe/London",
        "stated for exhibit",
        "a warning of the reader",
        "What the records show.",
        "distinct callers",
        "✓ held",
        "✗ did not hold",
        "– not assessable",
        "row 19",
        "taxi office",
        "does not fit",
        "a call back",
        "A contract for the number.",
        "Ask the operator.",
        "12 to 15 February",
        "cell positions",
        "Traffic is no content.",
        "window_days",
        "It calls back.",
        "its billing is not held",
        "call records",
        "0.4 false alarms expected",
        "Bulk texts",
        "start: no date",
        "[masked: 12 characters]",
        "1 of 5 are printed",
        "No finding is not a sign of no exploitation",
        "assessment, not fact",
        "does not show where the phone was",
        "bb" * 32,
        "aa" * 32,
        "2 sealed entities are left out.",
        "Other networks are not seen.",
        "enquire, by A. Officer",
        "nobody has reviewed this finding yet",
    ):
        assert said in text, said


def test_safeguarding_comes_before_every_other_finding(report: Report) -> None:
    page = report_page(report)
    assert page.index('id="F-0000000002"') < page.index('id="F-0000000001"')
    assert page.index("Safeguarding review.") < page.index('id="findings"')


def test_a_report_without_findings_does_not_say_all_is_well(report: Report) -> None:
    text = str(Text(report_page(replace(report, findings=(), held_back=(), not_assessable=(), exhibits=(), runs=()))))
    assert text.count("No finding is not a sign of no exploitation") == 3
    assert "No detector was run." in text


def test_long_evidence_folds_and_the_rest_is_counted(report: Report) -> None:
    row = report.findings[0].rows[0]
    many = replace(report.findings[0], rows=(row,) * 1234)
    text = str(Text(report_page(replace(report, findings=(many,)))))
    assert f"{ROWS_PRINTED} of 1,234 rows are printed" in text


HOSTILE = "</script></style><img src=x onerror=alert(1)>{{7*7}}{% x %}\u202e\x00"


def test_hostile_text_is_text_everywhere(report: Report) -> None:
    def spoil(value: Any) -> Any:
        if isinstance(value, str):
            return HOSTILE
        if isinstance(value, tuple):
            return tuple(spoil(item) for item in value)
        if isinstance(value, dict):
            return {HOSTILE: HOSTILE} if value else {}
        if type(value).__module__.startswith("clew.") and not isinstance(value, Chart):
            return replace(value, **{field.name: spoil(getattr(value, field.name)) for field in fields(value)})
        return value

    page = report_page(spoil(report))
    assert "<img" not in page
    assert page.count("<script>") == 1
    assert page.count("</style>") == 1
    assert "{{7*7}}" in str(Text(page))
    assert not re.search("[\u202e\x00]", page)


def test_page_fetches_nothing_and_runs_only_its_own_script(report: Report) -> None:
    page = report_page(report)
    assert not re.findall(r"""(?:src|href|action)\s*=\s*["']?\s*(?:https?:)?//""", page)
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page)
    assert policy is not None
    assert "default-src &#39;none&#39;" in policy[1]
    assert "unsafe" not in policy[1]


def test_same_report_same_bytes(report: Report, tmp_path: Path) -> None:
    (one,) = write_report(report, tmp_path / "one.html")
    (two,) = write_report(report, tmp_path / "two.html")
    assert one.read_bytes() == two.read_bytes()
    assert b"\r" not in one.read_bytes()


def test_a_detectors_finding_becomes_a_printed_one() -> None:
    evidence = Evidence("r1", "x1", "a", "row 14", "billing", "start", "secret value", "2C", None)
    other = replace(evidence, evidence_type="handset")
    finding = Finding(
        "line-profile",
        "1",
        ("ph-0011223344556677",),
        "About {ph-0011223344556677}",
        "{ph-0011223344556677} did",
        "supported",
        "strong",
        (Role("ph-0011223344556677", "line"),),
        (Clause("a", "callers of {ph-0011223344556677}", 1234, 15.5, True), Clause("b", "cells", None, None, None)),
        (evidence, other),
        (Benign("taxi", "looked", "fits"),),
        Coverage(None, None, 2, ("gap",), ("cells",)),
        {"window_days": 28},
    )
    show = Shower(
        name=lambda entity: f"<{entity[:2]}>",
        is_protected=lambda entity: True,
        prose=lambda text: text.replace("{ph-0011223344556677}", "the number"),
        file=lambda exhibit_: f"{exhibit_}.csv",
        value=lambda e: f"[masked: {len(e.value)}]",
    )
    printed = finding_in(finding, show, review="dismissed")
    assert (printed.title, printed.summary) == ("About the number", "the number did")
    assert printed.subjects == (ReportSubject("<ph>", "line", True),)
    assert printed.clauses[0] == ReportClause("callers of the number", "1,234", "15.5", True)
    assert printed.clauses[1] == ReportClause("cells", "not measured", "–", None)
    assert printed.rows[0] == ReportRow("x1.csv", "a", "row 14", "start", "[masked: 12]", "billing", "2C", "")
    assert printed.review == "dismissed"
    held = HeldBack("ph-0011223344556677", "taxi", "{ph-0011223344556677} calls back", "weak", (evidence,))
    assert held_back_in("d", held, show).reason == "the number calls back"
    gap = NotAssessable("ph-0011223344556677", "no billing", "call records")
    assert gap_in("d", gap, show) == ReportGap("d", "<ph>", "no billing", "call records")
