"""Which files of a whole telephone are evidence Clew reads, by the end of their path, and which only belong to one.

The paths are data (`data/phone_files.toml`): Android and iOS file systems, and the hashed names of an iTunes backup.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Container, Iterable
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath

#: What SQLite keeps beside a database: it is read together with the database, never alone.
SIDECARS = ("-wal", "-shm", "-journal")
#: The list of files an iTunes backup holds, old and new.
BACKUP_LISTS = ("Manifest.db", "Manifest.mbdb")


def companions(names: Iterable[str]) -> set[str]:
    """Return the names that only belong to a database of the same list: `x.db-wal` beside `x.db`."""
    known = set(names)
    return {name for name in known for end in SIDECARS if name.endswith(end) and name.removesuffix(end) in known}


def is_telephone(names: Iterable[str]) -> bool:
    """Tell whether a list of paths is the file system of a telephone, or a backup of one."""
    return any(mark in f"/{name}" for name in names for mark in _known()["marks"])


def telephone_roots(names: Iterable[str]) -> list[str]:
    """Return the folders, relative like the names, that each hold a telephone: what stands before the first mark.

    The folder everything lies in is the empty text; a telephone inside a telephone is part of the outer one.
    """
    roots: set[str] = set()
    for name in names:
        path = f"/{name}"
        at = [place for mark in _known()["marks"] if (place := path.find(mark)) >= 0]
        if at:
            root = path[: min(at)].strip("/")
            # The hashed names of a newer backup lie in folders of their first two digits.
            parent, _, last = root.rpartition("/")
            roots.add(parent if len(last) == 2 and path[min(at) + 1 :].startswith(last) else root)
    return sorted(r for r in roots if not any(o != r and (not o or r.startswith(f"{o}/")) for o in roots))


def is_known(name: str) -> bool:
    """Tell whether a path inside a telephone is one that Clew reads, or belongs to one."""
    path = PurePosixPath("/", name.replace("\\", "/"))
    base = str(path)
    for end in SIDECARS:
        base = base.removesuffix(end)
    return base.endswith(_known()["suffixes"])


def evidence_paths(names: list[str]) -> tuple[Container[str], tuple[str, ...]]:
    """Return the paths to look at, and a sentence on those left alone; of an ordinary archive all are looked at.

    Args:
        names: Paths with `/` inside an archive or a folder.
    """
    if not is_telephone(names):
        return set(names), ()
    # Every app has an Info.plist; the one of a backup lies in its root.
    backups = {str(PurePosixPath(name).parent) for name in names if PurePosixPath(name).name in BACKUP_LISTS}
    backups |= {root or "." for root in telephone_roots(names)}
    wanted = {
        name
        for name in names
        if is_known(name) and (not name.endswith("Info.plist") or str(PurePosixPath(name).parent) in backups)
    }
    others = Counter(PurePosixPath(name).suffix.lower() or "no ending" for name in names if name not in wanted)
    if not others:
        return wanted, ()
    most = ", ".join(f"{count:,} {end}" for end, count in others.most_common(8))
    rest = len(others) - 8
    more = f" and {rest} other kinds" if rest > 0 else ""
    return wanted, (f"{others.total():,} other files of the telephone were not looked at: {most}{more}",)


@cache
def _known() -> dict[str, tuple[str, ...]]:
    data = tomllib.loads((files("clew.readers") / "data" / "phone_files.toml").read_text("utf-8"))
    suffixes = tuple(f"/{path}" for group in data["paths"].values() for path in group)
    return {"marks": tuple(data["marks"]), "suffixes": (*suffixes, *data["locked"])}
