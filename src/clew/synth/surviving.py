"""Load a damaged file and say whether Clew kept its promises: an exhibit whose rows add up, or a clear error."""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, Protocol

from clew.errors import ClewError
from clew.ledger.sources import damage_told, parts_of, read_sources
from clew.readers.reader import ReadOptions
from clew.readers.scratch import scratch_in
from clew.synth.mutations import damaged

_FAULT = "in a way it should not"
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
#: While something is watched: the folder writes may go to, and those that went elsewhere.
_watched: dict[str, Any] = {}


class Loading(Protocol):
    """A case, as far as it matters here."""

    @property
    def folder(self) -> Path:
        """The only place that may be written to."""
        ...

    def load(self, paths: Any, *, legal_basis: str, timezone: str) -> list[Any]:
        """Load files; one result a file."""
        ...


def complaint(case: Loading, path: Path) -> str:
    """Load a file and return what is wrong with how that ended, empty when nothing is.

    Args:
        case: A case; its folder is the only place that may be written to.
        path: The damaged file, alone in its folder.
    """
    before = hashlib.sha256(path.read_bytes()).digest()
    with _writes_outside(case.folder) as strays:
        try:
            (result,) = case.load([path], legal_basis="seizure", timezone="UTC")
        except ClewError as error:
            return error.what if _FAULT in error.what else ""
        except Exception as error:
            return f"traceback: {type(error).__name__}: {error}{_place(error)}"
    if result.error is not None and _FAULT in result.error.what:
        return f"{result.error.what}{_place(result.error.__cause__)}"
    if result.error is None and result.exhibit is None:
        return "neither an exhibit nor an error"
    for part in result.exhibit.parts if result.exhibit is not None else ():
        if min(part.read, part.kept, part.duplicate, part.set_aside) < 0:
            return f"the rows of {part.part!r} do not add up: {part}"
    if hashlib.sha256(path.read_bytes()).digest() != before or list(path.parent.iterdir()) != [path]:
        return "the exhibit or its folder was changed"
    return f"written outside the case: {strays[0]}" if strays else ""


def reading_complaint(scratch: Path, path: Path) -> str:
    """Read a file as a load does, without typing or keeping its rows: the same promises, twenty times as fast.

    Args:
        scratch: The folder copies may be made in.
        path: The damaged file, alone in its folder.
    """
    with _writes_outside(scratch) as strays, scratch_in(scratch):
        try:
            with damage_told(path):
                sources, _ = read_sources(path, "")
                for _, part in parts_of(sources, ReadOptions(), []):
                    rows = sum(batch.num_rows for batch in part.batches)
                    if part.tally.read != rows + len(part.tally.set_aside):
                        return f"{part.name!r} of {part.profile} counts {part.tally.read} rows and gives {rows}"
        except ClewError:
            pass
        except Exception as error:
            return f"traceback: {type(error).__name__}: {error}{_place(error)}"
    if list(path.parent.iterdir()) != [path]:
        return "the folder of the exhibit was changed"
    return f"written outside the case: {strays[0]}" if strays else ""


def damage(sound: Path, folder: Path, seed: int) -> Path:
    """Write the damaged form of a sound file into a folder under its own name; the same seed, the same damage."""
    path = folder / sound.name
    path.write_bytes(damaged(sound.read_bytes(), Random(seed)))
    return path


def _place(fault: BaseException | None) -> str:
    """Return the innermost line of Clew's own in a fault's traceback."""
    trace, found = fault.__traceback__ if fault is not None else None, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "/clew/" in code.co_filename.replace(os.sep, "/"):
            found = f" [{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}]"
        trace = trace.tb_next
    return found


@contextmanager
def _writes_outside(allowed: Path) -> Iterator[list[str]]:
    """List the files opened for writing outside a folder while this runs."""
    if not _watched:
        sys.addaudithook(_note)
    strays: list[str] = []
    _watched.update(allowed=str(allowed.resolve()), strays=strays)
    try:
        yield strays
    finally:
        _watched.update(allowed="", strays=[])


def _note(event: str, arguments: tuple[Any, ...]) -> None:
    allowed = _watched.get("allowed", "")
    if not allowed or event not in ("open", "os.mkdir", "os.rename", "os.symlink"):
        return
    name = arguments[1] if event in ("os.rename", "os.symlink") else arguments[0]
    if event == "open" and not (isinstance(arguments[2], int) and arguments[2] & _WRITING):
        return
    if not isinstance(name, str | bytes):
        return
    path = os.path.realpath(os.fsdecode(name))
    # Python writes its own compiled modules.
    if not (path.startswith(allowed) or "__pycache__" in path or path == os.devnull):
        _watched["strays"].append(path)
