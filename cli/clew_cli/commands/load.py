"""Load evidence files."""

from __future__ import annotations

from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clew.errors import UsageError
from clew_cli import options
from clew_cli.console import chosen_format, progress_bar, say, session_of, show
from clew_cli.failures import report

if TYPE_CHECKING:
    from clew.casework.loading import FileResult

PANEL = "Bring evidence in"


def command(
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(help="Files, or folders of them.")],
    case: options.Case = "",
    legal_basis: Annotated[
        str,
        typer.Option(help='consent, comms-data, seizure, production-order, anpr, intelligence or other:"...".'),
    ] = "",
    timezone: Annotated[str, typer.Option("--timezone", help="Zone of clock times in these files.")] = "",
    owner: Annotated[str, typer.Option("--owner", help="Who answers for these files; default: the case's owner.")] = "",
    received: Annotated[str, typer.Option("--received", help="Day they were received, 2026-03-31.")] = "",
    reference: Annotated[str, typer.Option("--reference", help="Exhibit reference.")] = "",
    device: Annotated[str, typer.Option("--device", help="Telephone these files come from, if from one.")] = "",
    grade: Annotated[str, typer.Option("--grade", help="Grade of rows that carry none.")] = "",
    handling: Annotated[str, typer.Option("--handling", help="Handling code of rows that carry none.")] = "",
    day_order: Annotated[str, typer.Option("--day-order", help="dmy or mdy; default: what each file proves.")] = "",
    profile: Annotated[str, typer.Option("--as", help="Read tables by this profile.")] = "",
    mapping: Annotated[str, typer.Option("--map", help="Read tables by the mapping in this TOML file.")] = "",
    save_profile: Annotated[str, typer.Option("--save-profile", help="Keep the mapping under this name.")] = "",
    reader: Annotated[
        str, typer.Option("--reader", help="Read with this reader whatever the content looks like.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be read; write nothing.")] = False,
    format_: options.Format = "",
) -> None:
    """Load files: phone reports, call records, spreadsheets, archives of them.

    Each file is hashed, recognised, read and committed on its own; loading the same bytes again adds nothing.
    Exit 3 when rows were set aside or a file could not be read.

    Examples: clew load exhibits/ --legal-basis comms-data | clew load calls.csv --dry-run
    """
    session = session_of(context)
    from clew.readers.reader import ReadOptions

    read = ReadOptions(profile=profile, mapping=_mapping(mapping))
    if dry_run:
        _dry_run(context, [Path(p) for p in paths], case, read, timezone, day_order, reader, format_)
        return
    opened = session.open_case(case)
    if save_profile and not mapping:
        raise UsageError("--save-profile keeps a mapping", hint="add --map FILE")
    with progress_bar(session) as bar:
        results = opened.load(
            paths,
            options=read,
            progress=_progress(bar),
            legal_basis=legal_basis,
            timezone=timezone,
            owner=owner,
            received_date=received,
            reference=reference,
            device=device,
            grade=grade,
            handling=handling,
            day_order=day_order,
            reader=reader,
        )
    if save_profile:
        _keep_profile(opened.folder / "profiles", save_profile, read.mapping, results)
    summarise(context, results, format_)


def _keep_profile(folder: Path, name: str, mapping: dict[str, str], results: list[FileResult]) -> None:
    from clew.readers.engine.propose import save_profile

    for result in results:
        if result.exhibit is not None and result.exhibit.parts:
            save_profile(folder / f"{name}.toml", name, list(result.exhibit.parts[0].columns), mapping)
            return


def summarise(context: typer.Context, results: list[FileResult], format_: str) -> None:
    """Show one row per file, then warnings and errors; leave with exit 3 when something was set aside."""
    from clew.model.table import Column, table

    session = session_of(context)
    rows: list[dict[str, Any]] = []
    for result in results:
        e = result.exhibit
        if e is None or result.error is not None:
            rows.append({"file": result.path.name, "result": "not loaded" if e is None else "registered, not read"})
            continue
        rows.append(
            {
                "file": result.path.name,
                "result": "loaded" if result.is_new else "loaded before, nothing added",
                "what": ", ".join(sorted({p.profile for p in e.parts})),
                "read": e.read,
                "kept": e.kept,
                "duplicate": e.duplicate,
                "set_aside": e.set_aside,
                "zone": e.timezone + {"case_default": " (assumed)"}.get(e.timezone_basis, ""),
            }
        )
    columns = [
        Column("file"), Column("result"), Column("what"), Column("read", "integer"), Column("kept", "integer"),
        Column("duplicate", "integer"), Column("set_aside", "integer"), Column("zone"),
    ]  # fmt: skip
    show(session, table("files", columns, rows), format_)
    for result in results:
        _explain_result(session, result)
    added = [r.exhibit for r in results if r.exhibit is not None and r.is_new and r.error is None]
    say(session, f"{len(added)} files loaded, {sum(e.kept for e in added):,} rows kept")
    aside = sum(r.exhibit.set_aside for r in results if r.exhibit is not None)
    if aside:
        say(session, f"{aside} rows set aside, each with its reason: clew set-aside")
    unread = any("was not read: " in warning for e in added for warning in e.warnings)
    if aside or unread or any(r.error for r in results):
        raise typer.Exit(3)


def _explain_result(session: Any, result: FileResult) -> None:
    for note in result.notes:
        say(session, note)
    if result.error is not None:
        report(result.error)
    elif result.exhibit is not None and result.is_new:
        e = result.exhibit
        for warning in e.warnings:
            say(session, f"{result.path.name}: {warning}")
        for part in e.parts:
            for warning in part.warnings:
                say(session, f"{result.path.name} {part.part}: {warning}".replace(" :", ":"))
        if e.timezone_basis == "case_default" and not all(p.meta.get("timezone") for p in e.parts):
            say(session, f"{result.path.name}: no time zone stated, read as {e.timezone}; correct it with --timezone")
        if e.day_order_basis == "case_default":
            return


def _progress(bar: Any) -> Any:
    if bar is None:
        return None
    from clew.casework.loading import Progress

    task = bar.add_task("", total=None, rows="")
    now: dict[str, Any] = {"rows": 0, "name": "", "size": 0, "place": 0, "since": 0.0}

    def begin(name: str, size: int) -> None:
        now.update(name=Path(name).name[:40], size=size)
        bar.reset(task, description=f"hashing {now['name']}", total=size, rows="")

    def reading() -> None:
        now.update(rows=0, place=0, since=monotonic())
        bar.reset(task, description=now["name"], total=now["size"], rows="")

    def at(place: int) -> None:
        if place < now["place"] / 2:  # a reader that looked the file over begins to read it
            bar.reset(task, total=now["size"])
        now["place"] = place
        bar.update(task, completed=place)

    def rows(count: int) -> None:
        now["rows"] += count
        rate = now["rows"] / max(monotonic() - now["since"], 1e-3)
        bar.update(task, rows=f"{now['rows']:,} rows, {rate:,.0f}/s")

    return Progress(begin=begin, hashed=lambda n: bar.advance(task, n), reading=reading, at=at, rows=rows)


def _mapping(path: str) -> dict[str, str]:
    if not path:
        return {}
    from clew.readers.engine.propose import read_mapping

    return read_mapping(Path(path))


def _dry_run(
    context: typer.Context,
    paths: list[Path],
    case: str,
    read: Any,
    timezone: str,
    day_order: str,
    reader: str,
    format_: str,
) -> None:
    from dataclasses import replace

    from clew.casework.dry_run import dry_run
    from clew.ledger.evidence import evidence_files

    session = session_of(context)
    zone, order, region = timezone or "Europe/London", day_order or "dmy", "GB"
    try:
        opened = session.open_case(case)
    except UsageError:
        pass  # a dry run needs no case
    else:
        zone, order, region = (
            timezone or opened.settings.timezone,
            day_order or opened.settings.day_order,
            opened.settings.region,
        )
        read = replace(read, profiles_folder=opened.folder / "profiles")
    for found in evidence_files(paths):
        for part in dry_run(found.path, read, timezone=zone, day_order=order, region=region, reader=reader):
            for table in part.tables():
                if chosen_format(session, format_) != "table":
                    say(session, table.title)
                show(session, table, format_)
