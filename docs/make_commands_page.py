"""Write docs/commands.md from the commands themselves, so that the page cannot drift from the program."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from clew_cli.root import app

HERE = Path(__file__).parent


def page() -> str:
    """Return the reference page: every command with its help and options."""
    root = typer.main.get_command(app)
    lines = ["# Commands", "", "Written by `python docs/make_commands_page.py`. Exit codes: 0 ok, 1 failure, 2 usage,"]
    lines += [
        "3 rows set aside or a check failed, 4 graph or case unreachable, 5 refused by policy, 130 interrupted.",
        "",
    ]
    lines += [line for name, command in sorted(root.commands.items()) for line in _command(name, command)]
    return "\n".join(lines).rstrip() + "\n"


def _command(name: str, command: object) -> list[str]:
    inner = getattr(command, "commands", None)
    if inner is not None:
        return [line for part, sub in sorted(inner.items()) for line in _command(f"{name} {part}", sub)]
    arguments = [p for p in command.params if p.param_type_name == "argument"]  # type: ignore[attr-defined]
    options = [p for p in command.params if p.param_type_name == "option" and "--help" not in p.opts]  # type: ignore[attr-defined]
    usage = " ".join(p.name.upper() for p in arguments)
    text = (command.help or "").strip()  # type: ignore[attr-defined]
    lines = [f"## clew {name} {usage}".rstrip(), "", text, ""]
    rows = [(p.name.upper(), p.help or "") for p in arguments]
    rows += [(", ".join(sorted(p.opts, key=len)), p.help or "") for p in options]
    if rows:
        lines += ["| option | meaning |", "|---|---|"]
        lines += [f"| `{a}` | {b.replace('|', '/')} |" for a, b in rows]
        lines.append("")
    return lines


if __name__ == "__main__":
    target = HERE / "commands.md"
    if "--check" in sys.argv:
        raise SystemExit(0 if target.read_text(encoding="utf-8") == page() else "docs/commands.md is out of date")
    target.write_text(page(), encoding="utf-8", newline="\n")
