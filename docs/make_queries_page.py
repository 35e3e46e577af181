"""Write `queries.md`: every named query with its question, parameters and columns, from the headers of their files.

Run `python docs/make_queries_page.py` after a query was added or its header changed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
QUERIES = ROOT / "queries" / "clew_queries"
PAGE = ROOT / "docs" / "queries.md"
TOPICS = ("people", "phones", "addresses", "vehicles", "money", "network", "quality")

INTRODUCTION = """# Named queries

Each answers one question of the graph. `clew query --list` lists them, `clew query NAME -p key=value` asks one;
`phones/common_contacts` is `case.query("phones/common_contacts", numbers=[...])` in a notebook.
An entity may be given as a number, plate or name. Every query takes `limit` (200): most rows to return.

An answer shows what records say, and from how many exhibits. It is not evidence of who did what: read *What else fits*
before anything is made of it.
"""


def page() -> str:
    """Return the whole page as Markdown."""
    parts = [INTRODUCTION]
    for topic in TOPICS:
        parts.append(f"## {topic.capitalize()}\n")
        parts += [section(file) for file in sorted((QUERIES / topic).glob("*.cypher"))]
    return "\n".join(parts)


def section(file: Path) -> str:
    """Return one query's part of the page."""
    header = re.findall(r"^// ([a-z]+): (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
    one = dict(header)
    lines = [f"### {file.parent.name}/{file.stem}\n", f"**{one['question']}**\n"]
    if "hops" in one:
        lines.append('Goes two steps from a subject, so it asks for a reason, which is logged: `--reason "..."`.\n')
    params = [value.split(" ", 3) for key, value in header if key == "param"]
    for name, type_, default, meaning in params[:-1]:
        given = "required" if default == "required" else f"`{default}` unless given"
        lines.append(f"* `{name}` ({type_}, {given}): {meaning}")
    if params[1:]:
        lines.append("")
    lines += ["| column | type | meaning |", "|---|---|---|"]
    for key, value in header:
        if key == "returns":
            name, type_, meaning = value.split(" ", 2)
            lines.append(f"| `{name}` | {type_} | {meaning} |")
    lines += ["", f"*What else fits:* {one['innocent']}\n", f"*Idea:* {one['source']}.\n"]
    return "\n".join(lines)


if __name__ == "__main__":
    if "--check" in sys.argv:
        raise SystemExit(0 if PAGE.read_text(encoding="utf-8") == page() else "docs/queries.md is out of date")
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
