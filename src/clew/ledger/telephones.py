"""Telephones named by their folders: two of one name are never taken for one.

The name of a folder says little: half of all extractions lie in a folder called `phone` or `dump`. A telephone is one
of the case when a file of it is there unchanged under that name and none is there changed, so that loading it again,
or the rest of it, adds to it. Any other gets a name of its own: to join two telephones wrongly is worse than to keep
one apart, and the note says how to join them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

from clew.ledger.evidence import Found
from clew.ledger.files import sha256
from clew.model.exhibit import Exhibit


def tell_apart(files: Sequence[Found], exhibits: Sequence[Exhibit]) -> list[Found]:
    """Return the files, each telephone among them by a name that no other of the load and the case has.

    Args:
        files: Files of a load whose telephones are named by their folders.
        exhibits: The exhibits of the case in force.
    """
    roots = {found.together: found.device for found in files if found.device}
    names: dict[Path, str] = {}
    for root, name in roots.items():
        inside = {f.path.relative_to(root).as_posix(): f.path for f in files if f.device and f.together == root}
        candidates = (name if number == 1 else f"{name} {number}" for number in count(1))
        names[root] = next(c for c in candidates if c not in names.values() and _may_have(c, inside, exhibits))
    told: set[Path] = set()
    return [_named(found, names[found.together], told) if found.device else found for found in files]


def _may_have(name: str, inside: dict[str, Path], exhibits: Sequence[Exhibit]) -> bool:
    """Tell whether a telephone may be called so: no telephone of the case is, or it is that one."""
    held = [exhibit for exhibit in exhibits if exhibit.device == name]
    same = [
        exhibit.size_bytes == path.stat().st_size and exhibit.sha256 == sha256(path)
        for exhibit in held
        for place, path in inside.items()
        if f"/{Path(exhibit.path).as_posix()}".endswith(f"/{place}")
    ]
    return not held or (bool(same) and all(same))


def _named(found: Found, name: str, told: set[Path]) -> Found:
    """Return a file of a telephone with the telephone's name; its first file says what the name is."""
    if found.together in told:
        return replace(found, device=name)
    told.add(found.together)
    note = f"read as one telephone named {name!r}; give another name with --device"
    if name != found.device:
        note = (
            f"read as a telephone of its own named {name!r}, for another is named {found.device!r};"
            f" if they are one, load it again with --device {found.device!r}"
        )
    return replace(found, device=name, notes=(*found.notes, note))
