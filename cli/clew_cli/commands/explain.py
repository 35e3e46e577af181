"""Explain a finding."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import session_of, show

PANEL = "Detect"


def command(
    context: typer.Context,
    finding: Annotated[str, typer.Argument(help="Id of a finding, F-...; its beginning is enough.")],
    case: options.Case = "",
    raw: options.Raw = False,
    unmask: options.Unmask = None,
    reason: options.Reason = "",
    limit: options.Limit = 40,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Explain a finding down to file and row: what held, what did not, innocent explanations, what is missing.

    Examples: clew explain F-3a91 | clew explain F-3a91 --raw --reason "disclosure check"
    """
    from clew.casework.showing import explain_tables
    from clew_cli.prose import print_finding

    session = session_of(context)
    opened = session.open_case(case)
    redactor = opened.redactor(
        unmask=[opened.entity(u) for u in unmask or []], reason=reason, show_raw=raw, released=False
    )
    found, rows = opened.explain(finding)
    tables = [redactor.table(t) for t in explain_tables(found, rows, limit)]
    if (format_ and format_ != "table") or output:
        show(session, tables[-1], format_, output)
        return
    print_finding(session, found, redactor, opened.decisions.history("reviews", found.finding_id))
    for table in tables:
        if len(table):
            show(session, table, format_)
