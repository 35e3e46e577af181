"""Which files a load reads: all of an ordinary folder, the known databases of a telephone, a report but once.

A folder may hold telephones (a tree of one, or a backup) and reports of ALEAPP and iLEAPP anywhere in it. What is
left out of them is told in a sentence, so that nothing goes missing unsaid.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from clew.errors import InputError
from clew.ledger.files import walk
from clew.readers.phone_files import evidence_paths, telephone_roots
from clew.readers.report_folders import exports, is_report, unknown_tables


@dataclass(frozen=True, slots=True)
class Found:
    """A file to load.

    Args:
        path: The file.
        device: Name of the telephone it was found in; empty outside one.
        together: The telephone or the path given on the command line: files of one source of evidence.
        is_report: Whether it tells again what databases beside it may hold; such files are read last.
        notes: Sentences on what was left out; on one file of each telephone or report.
    """

    path: Path
    device: str = ""
    together: Path = Path()
    is_report: bool = False
    notes: tuple[str, ...] = ()


def evidence_files(paths: Iterable[Path], device: str = "") -> Iterator[Found]:
    """Yield the files to load under the given paths, reports behind the databases.

    Args:
        paths: Files and folders.
        device: Name of the telephone the files are of, where it is stated; else a telephone is named by its folder.

    Raises:
        InputError: a path does not exist or may not be listed, or a telephone holds no database Clew reads.
    """
    for path in paths:
        if path.is_dir():
            yield from sorted(_in_folder(path, device), key=lambda found: found.is_report)
        else:
            yield from (Found(file, together=path) for file in walk([path]))


def _in_folder(folder: Path, device: str) -> Iterator[Found]:
    files = {file.relative_to(folder).as_posix(): file for file in walk([folder])}
    left_out, notes = exports(files)
    unknown, more = unknown_tables({name: file for name, file in files.items() if name not in left_out})
    notes += more
    names = [name for name in files if name not in left_out and name not in unknown]
    roots = telephone_roots(names)
    called = [(folder / root).resolve().name for root in roots]
    for root, last in zip(roots, called, strict=True):
        inside = {name.removeprefix(root).lstrip("/"): files[name] for name in names if _is_under(name, root)}
        yield from _in_telephone(folder / root, inside, device, root if called.count(last) > 1 else last)
    for name in names:
        if not any(_is_under(name, root) for root in roots):
            yield Found(files[name], together=folder, is_report=is_report(name), notes=notes)
            notes = ()


def _in_telephone(root: Path, files: dict[str, Path], stated: str, name_of_folder: str) -> Iterator[Found]:
    wanted, notes = evidence_paths(list(files))
    found = [name for name in files if name in wanted]
    if not found:
        raise InputError(
            "the folder is a telephone, but none of the databases Clew reads is in it",
            where=str(root),
            hint="load single files by their names, or a folder further up",
        )
    for name in found:
        yield Found(files[name], stated or name_of_folder, root, is_report(name), notes)
        notes = ()


def _is_under(name: str, root: str) -> bool:
    return not root or name.startswith(f"{root}/")
