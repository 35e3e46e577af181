"""Loading many evidence files into a case: facts gathered, each file loaded and committed on its own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from clew.config import CaseSettings, check_timezone
from clew.errors import ClewError, PolicyError, UsageError
from clew.ledger.evidence import Found, evidence_files
from clew.ledger.files import facts_beside, sha256
from clew.ledger.load import Facts, load_file, process_is_alive, register_unread
from clew.ledger.manifest import in_force
from clew.ledger.telephones import tell_apart
from clew.model.exhibit import LEGAL_BASES, Exhibit
from clew.readers.reader import ReadOptions
from clew.readers.recognise import UnrecognisedError
from clew.readers.scratch import remove_abandoned, scratch_in
from clew.readers.watched import watching


@dataclass(frozen=True, slots=True)
class Stated:
    """What the user states for a whole load; empty texts are filled from `exhibits.toml`, then from the case."""

    legal_basis: str = ""
    owner: str = ""
    received_date: str = ""
    timezone: str = ""
    day_order: str = ""
    grade: str = ""
    handling: str = ""
    reference: str = ""
    reader: str = ""
    device: str = ""


@dataclass(frozen=True, slots=True)
class FileResult:
    """What became of one file: an exhibit (new, or loaded before), or the error that stopped it, or both.

    A file nobody recognises is registered as an exhibit of which nothing is read, and its error says why.
    `notes` are sentences on what was left out of the telephone or report it is of.
    """

    path: Path
    exhibit: Exhibit | None
    is_new: bool
    error: ClewError | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """Callbacks for a progress bar: a file begins (name, bytes), bytes hashed, reading begins, place, rows."""

    begin: Callable[[str, int], None]
    hashed: Callable[[int], None]
    reading: Callable[[], None]
    at: Callable[[int], None]
    rows: Callable[[int], None]


def load_paths(
    folder: Path,
    settings: CaseSettings,
    paths: list[Path],
    stated: Stated,
    options: ReadOptions,
    progress: Progress | None = None,
) -> list[FileResult]:
    """Load every evidence file under `paths`; a file that fails is reported and the others go on.

    Raises:
        PolicyError: a file has no legal basis; nothing is loaded then.
        InputError: a path does not exist or may not be listed.
    """
    files = list(evidence_files(paths, stated.device))
    if not stated.device:
        files = tell_apart(files, in_force(folder / "exhibits"))
    facts = [gather(found, settings, stated) for found in files]
    scratch = folder / "scratch"
    remove_abandoned(scratch, process_is_alive)
    with scratch_in(scratch):
        results: list[FileResult] = []
        read: dict[Path, set[str]] = {}
        for found, said in zip(files, facts, strict=True):
            known = read.setdefault(found.together, set())
            result = _load(folder, found.path, said, replace(options, already_read=frozenset(known)), progress)
            if result.exhibit is not None:
                known |= {part.profile for part in result.exhibit.parts if part.read}
            results.append(replace(result, notes=found.notes))
        return results


def _load(folder: Path, path: Path, facts: Facts, options: ReadOptions, progress: Progress | None) -> FileResult:
    """Load one file; what goes wrong with it is its result, so that the others go on."""
    if progress is not None:
        progress.begin(str(path), path.stat().st_size)
    try:
        digest = sha256(path, progress.hashed if progress else None)
        if progress is not None:
            progress.reading()
        try:
            with watching(progress.at if progress else None):
                exhibit, is_new = load_file(
                    path,
                    digest,
                    facts,
                    replace(options, profile=options.profile or facts_beside(path).get("profile", "")),
                    ledger=folder / "ledger",
                    manifests=folder / "exhibits",
                    progress=progress.rows if progress else None,
                )
        except UnrecognisedError as error:
            exhibit, is_new = register_unread(path, digest, facts, error.what, manifests=folder / "exhibits")
            return FileResult(path, exhibit, is_new, error)
        return FileResult(path, exhibit, is_new, None)
    except ClewError as error:
        error.where = error.where or str(path)
        return FileResult(path, None, False, error)
    except OSError:
        raise  # a full disk or a lost drive is nobody's fault and stops everything
    except Exception as fault:
        # A fault of ours in one file must not cost the user the others; it is reported as what it is.
        failed = ClewError(
            f"Clew failed on this file in a way it should not: {type(fault).__name__}: {fault}",
            where=str(path),
            hint="report this; the other files are not affected",
        )
        failed.__cause__ = fault
        return FileResult(path, None, False, failed)


def gather(found: Found, settings: CaseSettings, stated: Stated) -> Facts:
    """Return the facts about one file: what the user stated, else `exhibits.toml`, else the case's default.

    Raises:
        PolicyError: no legal basis is stated anywhere.
        UsageError: an unknown legal basis, zone, day order or date.
    """
    path = found.path
    beside = facts_beside(path)
    if not beside and found.device:  # what is stated beside a whole telephone holds for the databases in it
        beside = facts_beside(found.together / path.name)

    def fact(name: str) -> str:
        return str(getattr(stated, name) or beside.get(name, ""))

    basis = fact("legal_basis")
    if not basis:
        raise PolicyError(
            "no legal basis is stated for this file",
            where=str(path),
            hint=f'add --legal-basis {"|".join(LEGAL_BASES)}|other:"..." or state it in exhibits.toml beside the file',
        )
    if basis not in LEGAL_BASES and not (basis.startswith("other:") and basis[6:].strip()):
        raise UsageError(f"unknown legal basis {basis!r}", hint=f'use one of {", ".join(LEGAL_BASES)} or other:"..."')
    zone, order = fact("timezone"), fact("day_order")
    check_timezone(zone or settings.timezone)
    if order not in ("", "dmy", "mdy"):
        raise UsageError(f"unknown day order {order!r}", hint="use dmy or mdy")
    return Facts(
        legal_basis=basis,
        owner=fact("owner") or settings.owner,
        received_date=_checked_date(fact("received_date"), path),
        timezone=zone or settings.timezone,
        timezone_basis="stated_for_exhibit" if zone else "case_default",
        day_order=order or settings.day_order,
        day_order_basis="stated_for_exhibit" if order else "case_default",
        region=settings.region,
        grade=fact("grade"),
        handling=fact("handling"),
        reference=fact("reference"),
        reader=fact("reader"),
        device=fact("device") or found.device,
    )


def _checked_date(text: str, path: Path) -> str:
    if not text:
        return ""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise UsageError(f"{text!r} is not a date", where=str(path), hint="write it as 2026-03-31") from error
