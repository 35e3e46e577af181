"""Compare two exhibits."""

from __future__ import annotations

from typing import Annotated

import typer

from clew_cli import options
from clew_cli.console import chosen_format, say, session_of, show

PANEL = "Ask"


def command(
    context: typer.Context,
    one: Annotated[str, typer.Argument(help="Exhibit id, reference or file name.")],
    other: Annotated[str, typer.Argument(help="The exhibit to compare it with.")],
    case: options.Case = "",
    limit: options.Limit = 200,
    format_: options.Format = "",
    output: options.Output = "",
) -> None:
    """Compare two exhibits: what both saw, how their clocks differ, what only one has and which innocent reasons fit.

    Examples: clew compare KD/07 bill.csv | clew compare report.xml calls.csv --format csv -o differences.csv
    """
    session = session_of(context)
    opened = session.open_case(case)
    facts, only = (opened.redactor().table(t) for t in opened.compare(one, other, limit))
    if chosen_format(session, format_) == "table" and not output:
        show(session, facts, format_)
    else:
        for row in facts.rows():
            say(session, f"{row['fact']}: {row['value']}")
    show(session, only, format_, output)
