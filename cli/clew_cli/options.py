"""Options that mean the same on every command that has them."""

from __future__ import annotations

from typing import Annotated

import typer

Case = Annotated[str, typer.Option("--case", "-C", help="Case folder; default: the one set, or this folder.")]
Format = Annotated[str, typer.Option("--format", "-f", help="table, json, jsonl, csv or tsv.")]
Output = Annotated[str, typer.Option("--output", "-o", help="Write to this file; - is standard output.")]
Limit = Annotated[int, typer.Option("--limit", "-n", min=1, help="Most rows to show.")]
Reason = Annotated[str, typer.Option("--reason", "-r", help="Why; kept in the audit chain.")]
Unmask = Annotated[
    list[str] | None, typer.Option("--unmask", help="Show this protected entity by name; needs --reason.")
]
Raw = Annotated[bool, typer.Option("--raw", help="Show the text of exhibit rows; needs --reason.")]
Graph = Annotated[
    str, typer.Option("--graph", help="Neo4j server, neo4j://host:7687; default: the embedded graph of the case.")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
