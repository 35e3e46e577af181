"""The demonstration: each step with the command a person would type, its time and its answer."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clew.errors import UsageError
from clew_cli.console import session_of, terminal

if TYPE_CHECKING:
    from clew.case import Case
    from clew.model.finding import Finding

#: The invented exhibits the story points at. Everything else is looked up in the case.
UNTIDY_FILE = "northlight_07700900109.csv"
LINE, PARALLEL = "07700900109", "07700900101"
TAXI, CHURCH = "07700900313", "07700900445"
MARKER = "made-by-clew-demo"


def tell(context: typer.Context, folder: Path, *, replace: bool = False) -> None:
    """Run the whole job on the sample operation in `folder` and print it as a story."""
    from clew.case import Case
    from clew.synth.build import make_world
    from clew.synth.sample import SAMPLE_SEED, write_exhibits

    story = Story(context)
    _empty(folder, replace)
    story.say(
        "Clew on an invented operation. A county line runs through Zarrowby; six workers on two sites share one phone,"
        " one account and one address. Around them live ordinary people who look similar in the data."
    )
    exhibits, home = folder / "exhibits", folder / "operation-thread"
    with story.step("An investigator is handed forty files; here they are written from the invented world"):
        write_exhibits(make_world(SAMPLE_SEED, "S"), exhibits)
        story.answer(
            f"{len(list(exhibits.iterdir()))} files in {exhibits}: call records, phone backups, sheets, statements"
        )
    with story.step("What is this file? A dry run: preamble, ruler, trailer, and what each column means"):
        story.run("load", str(exhibits / UNTIDY_FILE), "--dry-run", keep=34)
    with story.step("Load everything. Each row is kept, a duplicate, or set aside with its reason"):
        story.run("init", str(home), "--owner", "DS Example")
        story.run("load", str(exhibits), "--case", str(home), may_fail=True, notices=False)
    case = Case.open(home)
    with story.step("The counts add up, and loading the same bytes again adds nothing"):
        _counts(story, case)
        story.run("load", str(exhibits / UNTIDY_FILE), "--case", str(home), may_fail=True, notices=False)
    with story.step("Ask for county lines and for people who share identifiers: a child at risk comes first"):
        story.run("detect", "--case", str(home), keep=46, notices=False)
    findings = [f for run in case.findings().latest() for f in run.findings]
    with story.step("Why the child is flagged: from the finding to the row of the exhibit"):
        child = next(f for f in findings if f.safeguarding and f.detector == "safeguarding")
        story.run("explain", child.finding_id, "--case", str(home), "--limit", "5", keep=60)
    with story.step("Why the taxi office and the church are held back"):
        _held_back(story, case, (TAXI, CHURCH))
    with story.step("The ring's shared identifiers, and the employer and caseworker who share them innocently"):
        _shared(story, case, findings, home)
    with story.step("A second number of the line: its billing is not held, so Clew does not judge it"):
        _not_assessable(story, case, PARALLEL)
    with story.step("The picture: one file that needs no internet, and the report with every row behind it"):
        line = next(f for f in findings if f.detector == "line-profile" and case.entity(LINE) in f.anchors)
        story.run("map", "--finding", line.finding_id, "--case", str(home), "-o", str(folder / "map.html"))
        story.run("report", "--case", str(home), "-o", str(folder / "report.html"))
    with story.step("Who looked at what is in a chain that cannot be changed unnoticed"):
        story.run("audit", "verify", "--case", str(home))
    story.say(
        "\nOne thing Clew cannot say: who held the line's phone. It shows that the number behaved like a line, which"
        " handsets it was used in and who was in contact with it. Who pressed the keys, and whether they were made to,"
        " is for people to find out."
    )
    story.end(folder / "map.html", folder / "report.html", home)


class Story:
    """Prints steps, runs commands in this process and shows what they print."""

    def __init__(self, context: typer.Context) -> None:
        self.session = session_of(context)
        self.console = terminal(self.session)
        self.number = 0
        self.began = time.perf_counter()

    def say(self, text: str) -> None:
        """Print a paragraph."""
        from rich.text import Text

        self.console.print(Text(text))

    def answer(self, text: str) -> None:
        """Print one line of an answer."""
        sys.stdout.write(f"  {text}\n")

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Print a numbered title, then how long the step took."""
        from rich.text import Text

        self.number += 1
        self.console.print(Text(f"\n{self.number}. {title}", style="bold"))
        began = time.perf_counter()
        yield
        self.console.print(Text(f"  ({time.perf_counter() - began:.1f} s)", style="dim"))

    def run(self, *arguments: str, keep: int = 30, may_fail: bool = False, notices: bool = True) -> None:
        """Show and run a command; print at most `keep` lines of its answer."""
        from rich.text import Text

        from clew_cli.root import app

        self.console.print(Text(f"  $ clew {shlex.join(arguments)}", style="cyan"))
        output = io.StringIO()
        heard = output if notices else io.StringIO()
        sys.stdout.flush()
        with _environment(), contextlib.redirect_stdout(output), contextlib.redirect_stderr(heard):
            code = app(["--color", "never", *arguments], standalone_mode=False)
        if code and not may_fail:
            raise RuntimeError(f"clew {arguments[0]} left with {code}: {heard.getvalue()[-400:]}")
        lines = [line.rstrip() for line in output.getvalue().splitlines()]
        for line in lines[:keep]:
            sys.stdout.write(f"  {line}\n" if line else "\n")
        if len(lines) > keep:
            sys.stdout.write(f"  ... {len(lines) - keep} more lines\n")
        sys.stdout.flush()

    def end(self, *paths: Path) -> None:
        """Print how long it all took and the paths to open."""
        from rich.text import Text

        self.console.print(Text(f"\nDone in {time.perf_counter() - self.began:.0f} s. Open:", style="bold"))
        for name, path in zip(("map", "report", "case"), paths, strict=True):
            sys.stdout.write(f"  {name:<7} {path.resolve()}\n")


@contextlib.contextmanager
def _environment() -> Iterator[None]:
    """Make commands draw tables of a readable width whatever they are written to."""
    kept = {k: os.environ.get(k) for k in ("CLEW_FORMAT", "COLUMNS")}
    width = shutil.get_terminal_size((118, 40)).columns
    os.environ.update({"CLEW_FORMAT": "table", "COLUMNS": str(max(90, min(width, 140) - 2))})
    try:
        yield
    finally:
        for key, value in kept.items():
            if value is None:
                os.environ.pop(key, None)
            else:
                os.environ[key] = value


def _empty(folder: Path, replace: bool) -> None:
    marker = folder / MARKER
    if folder.exists() and any(folder.iterdir()):
        if not marker.exists():
            raise UsageError("the folder is not empty", where=str(folder), hint="choose another with --folder")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    marker.write_text("this folder is written anew by: clew demo\n", encoding="utf-8")


def _counts(story: Story, case: Case) -> None:
    exhibits = case.exhibits()
    read, kept = sum(e.read for e in exhibits), sum(e.kept for e in exhibits)
    duplicate, aside = sum(e.duplicate for e in exhibits), sum(e.set_aside for e in exhibits)
    wrong = [e.path for e in exhibits if e.read != e.kept + e.duplicate + e.set_aside]
    story.answer(f"read {read:,} = kept {kept:,} + duplicate {duplicate:,} + set aside {aside:,}")
    story.answer(f"{len(exhibits)} exhibits, {'every one adds up' if not wrong else f'{len(wrong)} do not add up'}")


def _held_back(story: Story, case: Case, numbers: tuple[str, ...]) -> None:
    redactor = case.redactor()
    for number in numbers:
        entity = case.entity(number)
        for run in case.findings().latest():
            for held in run.held_back:
                if held.entity_id == entity:
                    story.answer(f"{redactor.name(entity)}, recorded role {held.role}, {run.detector}: held back")
                    story.answer(f"  {redactor.text(held.reason)}")
            for finding in run.findings:
                if entity in finding.anchors and finding.strength == "weak":
                    fits = [b for b in finding.benign if b.result == "fits"]
                    story.answer(f"{redactor.name(entity)}, {run.detector}: weak pattern only")
                    for benign in fits[:2]:
                        story.answer(f"  fits: {redactor.text(benign.explanation)} ({redactor.text(benign.test)})")


def _shared(story: Story, case: Case, findings: list[Finding], home: Path) -> None:
    redactor = case.redactor()
    shared = [f for f in findings if f.detector == "shared-identifiers"]
    order = {"strong": 0, "partial": 1, "weak": 2}
    for finding in sorted(shared, key=lambda f: (order.get(f.strength, 3), f.finding_id))[:1]:
        story.run("explain", finding.finding_id, "--case", str(home), "--limit", "6", keep=40)
    held = [h for run in case.findings().latest() if run.detector == "shared-identifiers" for h in run.held_back]
    for item in held[:6]:
        story.answer(f"held back: {redactor.name(item.entity_id)}, {item.role}: {redactor.text(item.reason)}")


def _not_assessable(story: Story, case: Case, number: str) -> None:
    redactor, entity = case.redactor(), case.entity(number)
    for run in case.findings().latest():
        for item in run.not_assessable:
            if item.entity_id == entity and run.detector == "line-profile":
                story.answer(f"{redactor.name(entity)}: not assessable by {run.detector}")
                story.answer(f"  why: {redactor.text(item.reason)}")
                story.answer(f"  missing: {redactor.text(item.missing)}")
