"""Which files a load covers, what facts stand beside them in `exhibits.toml`, and their hashes."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from clew.errors import InputError, UsageError
from clew.readers.phone_files import companions

FACTS_FILE = "exhibits.toml"
FACTS = (
    "legal_basis", "owner", "received_date", "timezone", "day_order", "grade", "handling", "reference", "profile",
    "reader", "device",
)  # fmt: skip
CHUNK = 4 * 1_048_576


def walk(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the evidence files under the given paths, sorted, without lock files and folder litter.

    What SQLite keeps beside a database (`-wal`) belongs to that database and is not yielded.

    Raises:
        InputError: a path does not exist or a folder may not be listed; names it.
    """
    for path in paths:
        if not path.exists():
            raise InputError("there is no such file or folder", where=str(path), hint="check the path")
        if path.is_dir():
            yield from _walk_folder(path)
        else:
            yield path


def _walk_folder(folder: Path) -> Iterator[Path]:
    def refuse(error: OSError) -> None:
        raise InputError(
            f"cannot list the folder: {error.strerror}", where=str(error.filename), hint="ask for read permission on it"
        )

    for root, folders, names in os.walk(folder, onerror=refuse):
        folders.sort()
        folders[:] = [f for f in folders if f != "__MACOSX" and not f.startswith(".")]
        beside = companions(names)
        for name in sorted(names):
            if not is_litter(name) and name not in beside:
                yield Path(root) / name


def is_litter(name: str) -> bool:
    """True for lock files, hidden files and the facts file: never evidence."""
    return name.startswith(("~$", "._", ".")) or name in (FACTS_FILE, "Thumbs.db", "desktop.ini")


def facts_beside(path: Path) -> dict[str, Any]:
    """Return what `exhibits.toml` in the file's folder says of it: its `[default]` table, then `["file name"]`.

    Raises:
        UsageError: the file is not TOML or has a key Clew does not know.
    """
    source = path.parent / FACTS_FILE
    if not source.exists():
        return {}
    try:
        stated = tomllib.loads(source.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"not valid TOML: {error}", where=str(source), hint="correct that line") from error
    facts = {**stated.get("default", {}), **stated.get(path.name, {})}
    unknown = sorted(set(facts) - set(FACTS))
    if unknown:
        raise UsageError(f"unknown key {unknown[0]!r}", where=str(source), hint=f"keys are {', '.join(FACTS)}")
    return {k: str(v) for k, v in facts.items()}


def sha256(path: Path, progress: Callable[[int], None] | None = None) -> str:
    """Hash a file as it is on disk, before anything reads it.

    Raises:
        InputError: the file cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while chunk := stream.read(CHUNK):
                digest.update(chunk)
                if progress is not None:
                    progress(len(chunk))
    except OSError as error:
        raise InputError(
            f"cannot read the file: {error.strerror}", where=str(path), hint="ask for read permission on it"
        ) from error
    return digest.hexdigest()
