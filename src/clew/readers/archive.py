"""Zip archives as containers of evidence, one in another too: members are read as streams, never unpacked by name."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

from clew.errors import InputError
from clew.readers.engine.bombs import BombError, Budget
from clew.readers.phone_files import companions, evidence_paths
from clew.readers.reader import Source
from clew.readers.recognise import is_litter, where
from clew.readers.report_folders import exports

#: Archives of whole telephones hold more; of those only the known databases are looked at.
MOST_MEMBERS = 100_000


@dataclass(frozen=True, slots=True)
class Contents:
    """What is in an archive.

    Args:
        sources: Members to read, in the archive's order.
        refused: Members not read, each with its reason.
        notes: Sentences on what was left alone as a whole: the other files of a telephone.
    """

    sources: tuple[Source, ...]
    refused: tuple[tuple[str, str], ...]
    notes: tuple[str, ...] = ()


def members(path: Path) -> list[Source]:
    """Return the evidence files in a zip, in the archive's order, without folders and droppings of programs.

    Raises:
        InputError: the archive is damaged or unsafe, or holds a member that is refused; `examine` gives the rest.
    """
    contents = examine(Source(path))
    if contents.refused:
        name, reason = contents.refused[0]
        more = f" (and {len(contents.refused) - 1} more)" if len(contents.refused) > 1 else ""
        raise InputError(
            f"the archive holds a member that is not read: {reason}{more}",
            where=f"{path}!{name}",
            hint="unpack the archive yourself, look at that member, and load the folder",
        )
    return list(contents.sources)


def examine(source: Source, budget: Budget | None = None) -> Contents:
    """Look at every member of a zip: its name, its ratio, what it is.

    Args:
        source: The archive.
        budget: Expanded bytes still allowed, shared by archives that lie in one another.

    Raises:
        InputError: the archive is damaged, or expands beyond all reason as a whole.
    """
    sources: list[Source] = []
    refused: list[tuple[str, str]] = []
    budget = budget or Budget()
    try:
        with source.archive() as archive:
            entries = [
                entry for entry in archive.infolist() if entry.filename[-1:] != "/" and not is_litter(entry.filename)
            ]
            left_out, of_reports = exports([entry.filename for entry in entries])
            entries = [entry for entry in entries if entry.filename not in left_out]
            wanted, notes = evidence_paths([entry.filename for entry in entries])
            notes = (*of_reports, *notes)
            entries = [entry for entry in entries if entry.filename in wanted]
            if len(entries) > MOST_MEMBERS:
                raise InputError(f"the archive has {len(entries):,} members", where=where(source), hint="split it")
            beside = companions(archive.NameToInfo)
            seen: set[str] = set()
            for entry in entries:
                reason = _unsafe_name(entry.filename)
                if not reason and entry.filename in seen:
                    reason = "two members have the same name"
                if not reason:
                    reason = _unreadable(entry, budget)
                seen.add(entry.filename)
                if reason:
                    refused.append((entry.filename, reason))
                elif entry.filename not in beside:
                    sources.append(source.inside(entry.filename))
    except (zipfile.BadZipFile, EOFError, NotImplementedError) as error:
        raise InputError(f"the archive is damaged: {error}", where=where(source), hint="ask for it again") from error
    return Contents(tuple(sources), tuple(refused), notes)


def _unsafe_name(name: str) -> str:
    if not name:
        return "it has no name"
    parts = PurePosixPath(name.replace("\\", "/")).parts
    if ".." in parts:
        return "its name leads out of the archive (..)"
    if PurePosixPath(name).is_absolute() or name.startswith("\\"):
        return "its name is an absolute path"
    return "its name holds a drive letter" if PureWindowsPath(name).drive else ""


def _unreadable(entry: zipfile.ZipInfo, budget: Budget) -> str:
    if entry.flag_bits & 0x1:
        return "it is protected by a password"
    try:
        budget.spend(entry.file_size, entry.compress_size)
    except BombError as error:
        return str(error)
    return ""
