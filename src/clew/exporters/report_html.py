"""The report: one HTML file to read or print, prose first, with every row a finding rests on."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from markupsafe import Markup

from clew.durable import write_text
from clew.exporters import wording
from clew.exporters.page import embedded_code, environment, policy
from clew.exporters.picture import MOST_NODES, draw
from clew.exporters.report import Report, ReportFinding
from clew.exporters.shown_text import shown

#: Rows of evidence printed per finding; `explain` shows them all.
ROWS_PRINTED = 200
#: Rows seen at once; the others open on a click and in print.
ROWS_OPEN = 8

OUTCOMES = {
    "supported": "supported",
    "possible": "possible",
    "not_supported": "not supported",
    "not_assessable": "not assessable",
}
STRENGTHS = {"strong": "strong pattern", "partial": "partial pattern", "weak": "weak pattern", "n/a": ""}
FITS = {"fits": "fits", "does_not_fit": "does not fit", "cannot_tell": "cannot tell"}


def write_report(report: Report, out: Path) -> tuple[Path, ...]:
    """Write a report as one self-contained HTML file that fetches nothing and runs nothing of its data.

    Findings that concern safeguarding come first. Evidence tables longer than `ROWS_OPEN` fold on
    screen and open in print; the marking stands on every printed page.

    Args:
        report: What to say, already redacted; see `clew.exporters.report`.
        out: The HTML file; written to a temporary name and renamed.

    Returns:
        The path written.

    Raises:
        ClewError: the file cannot be written.
    """
    write_text(out, report_page(report))
    return (out,)


def report_page(report: Report) -> str:
    """Return the page as text: same report, same bytes."""
    home = files("clew.exporters") / "report_page"
    style = (home / "style.css").read_text("utf-8")
    script = (home / "print.js").read_text("utf-8")
    env = environment("report_page")
    env.finalize = _shown  # nothing invisible gets onto the page, whatever field it came in
    first = [finding for finding in report.findings if finding.safeguarding]
    other = [finding for finding in report.findings if not finding.safeguarding]
    return env.get_template("page.html").render(
        report=report,
        first=first,
        other=other,
        marking=report.marking or wording.NO_MARKING,
        style=embedded_code(style),
        script=embedded_code(script),
        policy=policy([script], [style]),
        wording=wording,
        outcomes=OUTCOMES,
        strengths=STRENGTHS,
        fits=FITS,
        picture=_picture,
        picture_limit=MOST_NODES,
        rows_printed=ROWS_PRINTED,
        rows_open=ROWS_OPEN,
        totals=_totals(report),
    )


def _shown(value: Any) -> Any:
    """Return a value for the page; only text that is no markup of ours is changed."""
    return shown(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _picture(finding: ReportFinding) -> Markup:
    """Return the drawing of a finding's network; the writer has escaped its text."""
    return Markup("" if finding.picture is None else draw(finding.picture, re.sub(r"\W", "", finding.finding_id)))


def _totals(report: Report) -> dict[str, int]:
    return {
        name: sum(getattr(exhibit, name) for exhibit in report.exhibits)
        for name in ("read", "kept", "duplicate", "set_aside")
    }
