"""Where in its file a reader is, so that long work can say how far it has come and how long it will take."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any, BinaryIO

_BUFFER_BYTES = 1 << 20
_WATCHER: ContextVar[Callable[[int], None] | None] = ContextVar("watcher", default=None)


@contextmanager
def watching(watcher: Callable[[int], None] | None) -> Iterator[None]:
    """Call `watcher` with the place in the file after every read; it goes back when a file is read again."""
    token = _WATCHER.set(watcher)
    try:
        yield
    finally:
        _WATCHER.reset(token)


def open_watched(path: Path) -> BinaryIO:
    """Open a file for reading, watched when somebody watches."""
    watcher = _WATCHER.get()
    if watcher is None:
        return path.open("rb")
    return io.BufferedReader(_Watched(path, watcher), _BUFFER_BYTES)


class _Watched(io.FileIO):
    def __init__(self, path: Path, watcher: Callable[[int], None]) -> None:
        super().__init__(path, "rb")
        self._watcher = watcher

    def readinto(self, buffer: Any) -> int | None:
        size = super().readinto(buffer)
        self._watcher(self.tell())
        return size
