"""Write the folder of awkward files: the files, what must become of each, and the facts a load needs."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from clew.plugins import discover
from clew.synth.awkward.case import Awkward, Family

DEFAULT_FACTS = {
    "legal_basis": "consent", "owner": "Nobody", "received_date": "2026-05-01", "timezone": "Europe/London",
    "reference": "ZX/AWK",
}  # fmt: skip


def families() -> list[Family]:
    """Return all families of awkward files by name."""
    return list(discover("clew.synth.awkward", "FAMILY").values())


def write_awkward(folder: Path) -> list[Awkward]:
    """Write all awkward files and what must become of them into a folder; the same bytes each time."""
    folder.mkdir(parents=True, exist_ok=True)
    found = families()
    files = [awkward for family in found for awkward in family.files]
    for awkward in files:
        (folder / awkward.name).write_bytes(awkward.make())
    for name, text in (
        ("expectations.toml", expectations(files)), ("exhibits.toml", facts(files)), ("README.md", readme(found))
    ):  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    return files


def quoted(value: object) -> str:
    """Return a TOML value: whole numbers as they are, everything else as a basic string."""
    if isinstance(value, int):
        return str(value)
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def expectations(files: list[Awkward]) -> str:
    """Return what must become of each file, one TOML table a file; counts of -1 are left open."""
    lines = ["# What must become of each file. Fields as in `clew.synth.awkward.case.Outcome`."]
    for awkward in files:
        lines += ["", f"[{quoted(awkward.name)}]", f"quirk = {quoted(awkward.quirk)}"]
        lines += [f"{key} = {quoted(value)}" for key, value in asdict(awkward.expect).items() if value not in ("", -1)]
    return "\n".join(lines) + "\n"


def facts(files: list[Awkward]) -> str:
    """Return the `exhibits.toml` of the folder."""
    lines = ["[default]", *(f"{key} = {quoted(value)}" for key, value in DEFAULT_FACTS.items())]
    for awkward in files:
        if awkward.facts:
            lines += ["", f"[{quoted(awkward.name)}]", *(f"{k} = {quoted(v)}" for k, v in awkward.facts.items())]
    return "\n".join(lines) + "\n"


def readme(found: list[Family]) -> str:
    """Return the list of files for people: quirk and expected outcome of each."""
    lines = [
        "# Awkward files",
        "",
        "One small file for each quirk that evidence files are known to have. All are invented and written by",
        "`clew.synth.awkward`; nothing here was edited by hand. `expectations.toml` says the same for tests.",
        "",
        "The encrypted workbook has the shape of one and holds nothing that a password would open.",
    ]
    for family in found:
        lines += ["", f"## {family.title}", "", "| file | quirk | expected |", "|---|---|---|"]
        for awkward in family.files:
            expected = " ".join(part for part in (counts(awkward), awkward.expect.check) if part)
            lines.append(f"| `{awkward.name}` | {awkward.quirk} | {expected.replace('|', '&#124;')} |")
    return "\n".join(lines) + "\n"


def counts(awkward: Awkward) -> str:
    """Return an outcome's counts in words."""
    e = awkward.expect
    if e.outcome != "loaded":
        return f"{e.outcome}."
    parts = f" in {e.parts} parts" if e.parts > 1 else ""
    return f"read {e.read}{parts}: kept {e.kept}, duplicate {e.duplicate}, set aside {e.set_aside}."
