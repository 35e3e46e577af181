"""Folders ALEAPP and iLEAPP write: which files only say again what another file of the same report says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from clew.readers.leapp.artifacts import artifact_of, titles_of

LAVA, LAVA_INDEX = "_lava_artifacts.db", "_lava_data.lava"
_TSV = "_TSV Exports"
_FOLDERS = (_TSV, "_HTML", "_Timeline", "_KML Exports", "_elements", "Script Logs")
_NAMES_SHOWN = 12
_LONGEST_LINE = 65_536
_PAGES = (LAVA_INDEX, "index.html", "_Report_Index.html")


def is_report(name: str) -> bool:
    """Tell whether a path is the LAVA database or a TSV file of such a report."""
    path = PurePosixPath(name.rpartition("!")[2])
    return path.name == LAVA or _TSV in path.parts


def exports(names: Iterable[str]) -> tuple[set[str], tuple[str, ...]]:
    """Return the files of reports to leave out, and a sentence on each report.

    Beside a LAVA database all other exports are left out; without one, all but the TSV files. Copies of the
    telephone's own databases that a report keeps are no exports.

    Args:
        names: Paths with `/` inside a folder.
    """
    known = list(names)
    left_out: set[str] = set()
    notes = []
    for root, with_lava in sorted(_reports(known).items()):
        folders = _FOLDERS if with_lava else _FOLDERS[1:]
        starts = tuple(f"{root}{folder}/" for folder in folders)
        pages = {f"{root}{page}" for page in _PAGES}
        out = {name for name in known if name.startswith(starts) or name in pages}
        left_out |= out
        if out:
            kept = "its LAVA database says" if with_lava else "its TSV files say"
            notes.append(f"{len(out):,} files of the report {root or './'} not read: {kept} the same")
    return left_out, tuple(notes)


def unknown_tables(files: Mapping[str, Path]) -> tuple[set[str], tuple[str, ...]]:
    """Return the TSV files of reports that hold no artifact Clew reads, and a sentence that names them.

    Args:
        files: Path inside a folder -> file on disk; files outside a report are passed over.
    """
    unknown = []
    for name, path in files.items():
        if _TSV in PurePosixPath(name).parts:
            with path.open("rb") as stream:
                if artifact_of(titles_of(stream.readline(_LONGEST_LINE))) is None:
                    unknown.append(name)
    if not unknown:
        return set(), ()
    named = ", ".join(sorted(PurePosixPath(name).stem.strip() for name in unknown)[:_NAMES_SHOWN])
    more = f" and {len(unknown) - _NAMES_SHOWN} more" if len(unknown) > _NAMES_SHOWN else ""
    return set(unknown), (f"{len(unknown):,} TSV files of artifacts Clew does not read left out: {named}{more}",)


def _reports(names: list[str]) -> dict[str, bool]:
    """Return the folder of each report, blank or ending in `/`, and whether it has a LAVA database."""
    found: dict[str, bool] = {}
    for name in names:
        folder, _, last = name.rpartition("/")
        if last == LAVA:
            found[f"{folder}/" if folder else ""] = True
        before, tsv, _ = f"/{name}".partition(f"/{_TSV}/")
        if tsv:
            found.setdefault(f"{before[1:]}/" if before else "", False)
    return found
