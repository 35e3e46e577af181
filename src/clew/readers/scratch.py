"""Private folders for copies of evidence that a library must open by name: inside the case, gone when done."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

_HOME: ContextVar[Path | None] = ContextVar("scratch_home", default=None)


@contextmanager
def scratch_in(folder: Path) -> Iterator[None]:
    """Keep copies inside `folder` while this runs (the case), and leave nothing there afterwards."""
    token = _HOME.set(folder.resolve())  # a library is given the full path: a URI has no relative ones
    try:
        yield
    finally:
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
