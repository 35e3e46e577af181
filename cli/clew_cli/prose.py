"""A finding told in plain sentences on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clew_cli.console import terminal
from clew_cli.failures import plain
from clew_cli.settings import Session

if TYPE_CHECKING:
    from clew.governance.redact import Redactor
    from clew.model.finding import Finding


def print_finding(session: Session, finding: Finding, redactor: Redactor, reviews: list[dict[str, Any]]) -> None:
    """Print title, summary, who is in it, what could disprove it, what to check next, limits and reviews."""
    from rich.padding import Padding
    from rich.text import Text

    console = terminal(session)

    def heading(text: str) -> None:
        console.print(Text(f"\n{text}", style="bold"))

    def paragraph(text: str) -> None:
        console.print(Padding(Text(plain(redactor.text(text))), (0, 0, 0, 2)))

    console.print(Text(f"{finding.finding_id}  {redactor.text(finding.title)}", style="bold"))
    paragraph(f"{finding.strength} pattern, outcome {finding.outcome.replace('_', ' ')}: assessment, not fact.")
    if finding.safeguarding:
        heading("Safeguarding first")
        paragraph(finding.safeguarding)
    heading("What the rows show")
    paragraph(finding.summary)
    heading("Who and what is in it")
    for role in finding.roles:
        paragraph(f"{role.role}: {{{role.entity_id}}}")
    heading("Data it rests on")
    coverage = finding.coverage
    if coverage.from_utc is not None and coverage.to_utc is not None:
        paragraph(f"{coverage.from_utc:%Y-%m-%d} to {coverage.to_utc:%Y-%m-%d}, {coverage.subjects_held} numbers held")
    paragraph(f"evidence types: {', '.join(finding.evidence_types)}")
    for text in (*coverage.gaps, *(f"missing: {m}" for m in coverage.missing)):
        paragraph(text)
    for title, lines in (
        ("What could disprove it", finding.could_disprove),
        ("What to check next, least intrusive first", finding.next_checks),
        ("Limits", finding.limits),
    ):
        if lines:
            heading(title)
            for text in lines:
                paragraph(f"- {text}")
    if finding.contradicting:
        heading("Rows that point the other way")
        for item in finding.contradicting:
            paragraph(f"- {item.part} {item.row_ref}: {item.field} {item.value}".replace("-  ", "- "))
    for review in reviews:
        heading(f"Reviewed {review['utc'][:16]} by {review['user']}: {review['decision']}")
        paragraph(review["reason"])
