"""Writing that survives a kill at any moment: temporary name, fsync, rename; and lines appended whole."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from clew.errors import ClewError, StoreError


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` durable. Windows cannot open folders and needs none of it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success fsync it and rename it into place, else remove it.

    Raises:
        ClewError: the disk is full, a limit is reached or the folder cannot be written; names the file.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield temporary
        with temporary.open("rb+") as handle:
            os.fsync(handle.fileno())
        temporary.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError) -> ClewError:
    """Turn an operating system's refusal to write into an error that names the file and a next step."""
    reason = error.strerror or str(error)
    return ClewError(f"cannot write: {reason}", where=str(path), hint="free some space or choose another folder")


def write_text(path: Path, text: str) -> None:
    """Write a small text file durably, UTF-8, newlines as given."""
    with writing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


@contextmanager
def locked(path: Path, timeout_s: float = 60.0) -> Iterator[None]:
    """Hold the one operating-system lock beside an append-only file.

    Raises:
        StoreError: another process holds it for longer than `timeout_s`.
    """
    lock = FileLock(path.with_name(f".{path.name}.lock"), timeout=timeout_s)
    try:
        with lock:
            yield
    except Timeout as error:
        raise StoreError(
            "another Clew process is writing", where=str(path), hint="wait for it to finish and try again"
        ) from error


def append_line(path: Path, record: dict[str, Any]) -> None:
    """Append one JSON object as one line and make it durable. The caller holds the lock.

    A line torn by an earlier kill is moved to a file of its own first, so the new line starts clean.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as handle:
            set_torn_line_apart(path, handle)
            handle.write(canonical(record).encode() + b"\n")
            handle.flush()
            os.fsync(handle.fileno())
    except OSError as error:
        raise cannot_write(path, error) from error


def set_torn_line_apart(path: Path, handle: Any) -> None:
    """Move a last line without its newline out of the file: it was never acknowledged to anyone."""
    size = handle.seek(0, os.SEEK_END)
    if size == 0:
        return
    handle.seek(max(0, size - 1_048_576))
    tail = handle.read()
    if tail.endswith(b"\n"):
        return
    torn = tail[tail.rfind(b"\n") + 1 :]
    path.with_name(f"{path.stem}.torn-{size}.txt").write_bytes(torn)
    handle.truncate(size - len(torn))
    handle.seek(0, os.SEEK_END)


def canonical(record: dict[str, Any]) -> str:
    """Return the one JSON text of a record that its hash is taken over."""
    return json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_lines(path: Path) -> list[dict[str, Any]]:
    """Read an append-only file; a torn last line is left out (nobody was told it was written)."""
    if not path.exists():
        return []
    data = path.read_bytes()
    whole = data[: data.rfind(b"\n") + 1]
    return [json.loads(line) for line in whole.splitlines() if line.strip()]
