"""Private folders for copies of evidence that a library must open by name: inside the case, gone when done."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_HOME: ContextVar[Path | None] = ContextVar("scratch_home", default=None)
#: A copy larger than this goes to a nameless temporary file and not to memory, outside of a case.
_SPOOL_BYTES = 64 << 20


@dataclass(frozen=True, slots=True)
class _Copy:
    """A copy kept for the next one who asks for the same: what it is of, and how to remove it."""

    of: Hashable
    path: Path
    removal: ExitStack


_COPIES: ContextVar[dict[int, _Copy]] = ContextVar("scratch_copies")


@contextmanager
def scratch_in(folder: Path) -> Iterator[None]:
    """Keep copies inside `folder` while this runs (the case), and leave nothing there afterwards."""
    token = _HOME.set(folder.resolve())  # a library is given the full path: a URI has no relative ones
    copies: dict[int, _Copy] = {}
    kept = _COPIES.set(copies)
    try:
        yield
    finally:
        for copy in copies.values():
            copy.removal.close()
        _COPIES.reset(kept)
        _HOME.reset(token)
        if folder.exists() and not any(folder.iterdir()):
            shutil.rmtree(folder, ignore_errors=True)


def remove_abandoned(folder: Path, alive: Callable[[int], bool]) -> int:
    """Remove copies left by processes that were killed. Returns how many."""
    removed = 0
    for copy in folder.glob("clew-*-*"):
        owner = copy.name.split("-")[1]
        if owner.isdigit() and not alive(int(owner)):
            shutil.rmtree(copy, ignore_errors=True)
            removed += 1
    return removed


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a new folder only this user may enter; it is removed at the end, whatever happens."""
    home = _HOME.get()
    if home is not None:
        home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f"clew-{os.getpid()}-", dir=home, ignore_cleanup_errors=True) as name:
        yield Path(name)


def copied(of: Hashable, depth: int, write: Callable[[IO[bytes]], None]) -> IO[bytes]:
    """Return a copy of something that cannot be searched where it lies; while a case is loaded it is made but once.

    Members are read one after another, so that the last copy of each depth is the one worth keeping.

    Args:
        of: What it is a copy of.
        depth: How many archives it lies in.
        write: Writes the copy.

    Returns:
        An open file, at its start. The caller closes it.
    """
    if _HOME.get() is None:
        spooled = tempfile.SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115 the caller closes it
        write(spooled)
        spooled.seek(0)
        return spooled
    copies = _COPIES.get()
    if depth not in copies or copies[depth].of != of:
        with ExitStack() as removal:
            path = removal.enter_context(private_folder()) / "copy"
            with path.open("wb") as target:
                write(target)
            if depth in copies:
                copies.pop(depth).removal.close()
            copies[depth] = _Copy(of, path, removal.pop_all())
    return copies[depth].path.open("rb")
