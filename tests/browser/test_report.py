"""The report in a real browser: offline, without a complaint, readable at three sizes, and whole in print."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from clew.exporters.chart import Chart
from clew.exporters.report import Report, ReportFinding, ReportRow
from clew.exporters.report_html import write_report

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

Open = Callable[..., tuple[Any, Any]]


@pytest.fixture(scope="session")
def report(operation: Chart) -> Report:
    rows = tuple(ReportRow("calls_a.csv", "", f"row {n}", "start", "2024-03-01 09:00", "billing") for n in range(30))
    finding = ReportFinding(
        "F-0000000001",
        "line-profile",
        "1",
        "A traffic profile",
        "What records show.",
        "possible",
        "weak",
        rows,
        safeguarding="Under 18 by recorded age.",
        picture=operation,
    )
    return Report(
        "operation-thread",
        "Findings",
        "OFFICIAL-SENSITIVE",
        "D. Analyst",
        datetime(2024, 7, 1, tzinfo=UTC),
        "aa",
        "bb",
        "0.1",
        findings=(finding,),
    )


@pytest.fixture(scope="session")
def report_file(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = write_report(report, tmp_path_factory.mktemp("report") / "report.html")
    return path


@pytest.mark.parametrize("size", ["laptop", "desk", "phone"])
@pytest.mark.parametrize("dark", [False, True])
def test_opens_offline_without_a_complaint(open_page: Open, report_file: Path, size: str, dark: bool) -> None:
    page, watch = open_page(report_file, size=size, dark=dark)
    assert [url for url in watch.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert watch.errors == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    for marking in page.locator(".marking.screen").all():
        assert marking.is_visible()
    page.evaluate("window.scrollTo(0, 2000)")
    assert page.locator(".marking.screen").first.bounding_box()["y"] == 0


def test_contents_lead_to_the_sections(open_page: Open, report_file: Path) -> None:
    page, _ = open_page(report_file)
    for link in page.locator("nav a").all():
        target = link.get_attribute("href")
        assert target is not None
        assert page.locator(target).count() == 1, target


def test_print_opens_what_is_folded_and_marks_the_page(open_page: Open, report_file: Path) -> None:
    page, watch = open_page(report_file)
    assert not page.get_by_text("row 29", exact=True).is_visible()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.get_by_text("row 29", exact=True).is_visible()
    assert page.locator(".sheet > thead .marking").is_visible()
    assert page.locator(".sheet > tfoot .marking").is_visible()
    assert not page.locator(".marking.screen").first.is_visible()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert not page.get_by_text("row 29", exact=True).is_visible()
    assert watch.errors == []


def test_hostile_text_does_nothing(open_page: Open, report: Report, tmp_path: Path) -> None:
    bad = "</script><script>window.hit=1</script><img src=x onerror='window.hit=1'>"
    finding = replace(
        report.findings[0], title=bad, summary=bad, rows=(ReportRow(bad, bad, bad, bad, bad, bad, bad, bad),)
    )
    (path,) = write_report(replace(report, title=bad, case=bad, marking=bad, findings=(finding,)), tmp_path / "r.html")
    page, watch = open_page(path)
    assert page.evaluate("window.hit") is None
    assert page.locator("h1").inner_text() == bad
    assert watch.errors == []
