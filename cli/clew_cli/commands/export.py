"""Export the network."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import say, session_of

PANEL = "Look"


def command(
    context: typer.Context,
    to: Annotated[str, typer.Option("--to", help="csv, i2-csv, xlsx, graphml, jsonl, case-uco or ftm.")],
    output: Annotated[str, typer.Option("--output", "-o", help="File or folder to write.")] = "",
    finding: Annotated[str, typer.Option("--finding", help="Only the entities of this finding.")] = "",
    focus: Annotated[str, typer.Option("--focus", help="Only what is around this entity.")] = "",
    hops: Annotated[int, typer.Option("--hops", help="1, or 2 with --reason.")] = 1,
    reason: options.Reason = "",
    case: options.Case = "",
) -> None:
    """Export entities and links, redacted, without rows whose handling code forbids release.

    Examples: clew export --to xlsx -o network.xlsx | clew export --to i2-csv --finding F-3a91
    """
    from clew.plugins import discover

    session = session_of(context)
    opened = session.open_case(case)
    chart = opened.chart(finding=finding, focus=opened.entity(focus) if focus else "", hops=hops, reason=reason)
    suffix = exporter.suffix if (exporter := discover("clew.exporters", "EXPORTER").get(to)) else ""
    written = opened.export(chart, to, output or f"{opened.settings.name}-network{suffix}", reason)
    for path in written:
        say(session, f"written: {path}")
    for left_out in chart.left_out:
        say(session, left_out)
